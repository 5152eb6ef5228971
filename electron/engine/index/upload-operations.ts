import type { DatabaseSync } from 'node:sqlite';

/** Buckets, scans and uploads in the index. */
export function uploadOperations(_database: DatabaseSync) {
  return {};
}
