import type { DatabaseSync } from 'node:sqlite';

/** Plans, jobs, items, attempts and evidence in the index. */
export function cleanupOperations(_database: DatabaseSync) {
  return {};
}
