import { mapEventIterator } from '@orpc/client';
import { ValidationError } from '@orpc/contract';
import { noteMessage } from './collection.ts';

/** What oRPC hands to an interceptor of calls. */
interface Call {
  path: readonly string[];
  next(): Promise<unknown>;
}

/**
 * Notes what a call gives back, throws or tells over time: for tests that call the engine in their own process, where no
 * transport is that could be tapped.
 */
export async function recordCall({ path, next }: Call): Promise<unknown> {
  const call = path.join('.');
  const note = (of: string, value: unknown) => noteMessage('engine to page', of, textOf(value));
  try {
    const output = await next();
    if (!isAsyncIterator(output)) {
      note(call, output);
      return output;
    }
    return mapEventIterator(output, {
      value: async (value) => {
        note(`${call}, an event`, value);
        return value;
      },
      error: async (error) => {
        note(`${call}, an error`, error);
        return error;
      },
    });
  } catch (error) {
    note(`${call}, an error`, error);
    throw error;
  }
}

/** Everything of a value that a host could write or send; of an error also what led to it. */
function textOf(value: unknown): string {
  const seen = new WeakSet<object>();
  const plain = (_: string, item: unknown): unknown => {
    if (typeof item === 'bigint') return String(item);
    if (typeof item !== 'object' || item === null) return item;
    if (seen.has(item)) return '(again)';
    seen.add(item);
    if (!(item instanceof Error)) return item;
    const { name, message, stack, cause } = item;
    // The input that did not fit is in there, and crosses nowhere (see rpc-errors.ts).
    if (item instanceof ValidationError) return { name, message, stack };
    return { ...item, name, message, stack, cause };
  };
  return JSON.stringify(value, plain) ?? '';
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown, unknown, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value;
}
