import type { DatabaseSync } from 'node:sqlite';
import { abortDates } from './abort-dates.ts';
import { brokenRowOperations } from './broken-rows.ts';
import { bucketOperations } from './bucket-operations.ts';
import { cleanupOperations } from './cleanup-operations.ts';
import { conventionOperations } from './convention-operations.ts';
import { costQueries } from './cost-queries.ts';
import { endpointFactsOperations } from './endpoint-facts-operations.ts';
import { endpointOperations } from './endpoint-operations.ts';
import { groupQueries } from './group-queries.ts';
import { leakQueries } from './leak-queries.ts';
import { lifecycleMemoryOperations } from './lifecycle-memory.ts';
import { lifecycleQueries } from './lifecycle-queries.ts';
import { ResultCache } from './result-cache.ts';
import { savedOperations } from './saved-operations.ts';
import { scanOperations } from './scan-operations.ts';
import { toldSizeOperations } from './told-sizes.ts';
import { uploadOperations } from './upload-operations.ts';
import { uploadQueries } from './upload-queries.ts';

/**
 * Every operation on the index, as synchronous functions over one open database. They run in the worker thread; the
 * engine calls them through {@link ./client.ts IndexClient}. Arguments and results are plain data (structured clone).
 */
export function createOperations(database: DatabaseSync) {
  // Before any query that asks for them is prepared.
  abortDates(database);
  return {
    ...brokenRowOperations(database),
    ...bucketOperations(database),
    ...conventionOperations(database),
    ...endpointOperations(database),
    ...endpointFactsOperations(database),
    ...lifecycleMemoryOperations(database),
    ...savedOperations(database),
    ...toldSizeOperations(database),
    ...scanOperations(database),
    ...uploadOperations(database),
    ...readOperations(database),
    ...cleanupOperations(database),
  };
}

/** The operations that only read, and may take long: over a connection of its own, which writes nothing. */
export function createReadOperations(database: DatabaseSync) {
  abortDates(database);
  return readOperations(database);
}

function readOperations(database: DatabaseSync) {
  const cache = new ResultCache();
  return {
    ...uploadQueries(database, cache),
    ...groupQueries(database, cache),
    ...costQueries(database, cache),
    ...leakQueries(database),
    ...lifecycleQueries(database),
  };
}

export type IndexOperations = ReturnType<typeof createOperations>;
