import { asClient, type OpenIndex } from '../client.ts';
import { openDatabase } from '../database.ts';
import { createOperations } from '../operations.ts';

/** The same index on this thread: for tests, which want no second thread. */
export function openIndexHere(path: string): OpenIndex {
  const database = openDatabase(path);
  const operations = new Map<string, (...args: never[]) => unknown>(Object.entries(createOperations(database)));
  const call = async (operation: string, args: unknown[]): Promise<unknown> =>
    Reflect.apply(operations.get(operation) ?? missing(operation), undefined, args);
  return { index: asClient(call), findings: [], close: async () => database.close() };
}

function missing(operation: string): never {
  throw new Error(`The index has no operation ${operation}`);
}
