import { DatabaseSync } from 'node:sqlite';
import type { Said } from '../../../shared/schema/saying.ts';
import { says } from '../../../shared/words/says.ts';
import { migrations } from './migrations.ts';
import { makeDatabasePrivate } from './private-file.ts';

/** Node refuses to read an INTEGER above 2^53 as a number: one such value would fail every query that meets its row. */
const reading = { readBigInts: true } as const;

/**
 * Opens the index, brings its schema up to date and returns the connection.
 *
 * WAL with `synchronous = FULL`: what was committed is on disk before the S3 call that it describes, and survives
 * kill −9 and a power cut (design, rule 6). The file and its log are readable by their owner only, and no link is followed.
 *
 * @param path file to open, or `:memory:`
 * @throws Error where the file was written by a newer version of the app, or SQLite cannot open it
 */
export function openDatabase(path: string): DatabaseSync {
  const database = openUnmigrated(path);
  try {
    migrateTo(database, migrations.length);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Opens the index with whatever schema it has. @throws as {@link openDatabase} */
export function openUnmigrated(path: string): DatabaseSync {
  if (path !== ':memory:') makeDatabasePrivate(path);
  const database = new DatabaseSync(path, reading);
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    // 32 MB of pages, and 32 MB of log between checkpoints: scans of large buckets write to the same pages over and over.
    database.exec('PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 8192;');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Opens a second connection to an index that {@link openDatabase} has opened, to read while that one writes: each read
 * sees what was committed when it began, and neither waits for the other (WAL).
 *
 * @throws Error where SQLite cannot open it
 */
export function openForReading(path: string): DatabaseSync {
  // Only the moment in which a log is begun anew can keep a reader waiting.
  const database = new DatabaseSync(path, { ...reading, readOnly: true, timeout: 5_000 });
  database.exec('PRAGMA cache_size = -32768;');
  return database;
}

/** The version of an index's schema; 0 for a new file. */
export function schemaVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
}

/** The index was written by a version of the app that is newer than this one. */
export class NewerIndexError extends Error {
  override readonly name = 'NewerIndexError';
  readonly said: Said;

  constructor(said: Said) {
    super(said.english);
    this.said = said;
  }
}

/**
 * Takes the schema to a version, each step in a transaction of its own.
 *
 * @throws NewerIndexError where it is of a newer version than this app knows
 */
export function migrateTo(database: DatabaseSync, wanted: number): void {
  const current = schemaVersion(database);
  if (current > migrations.length) {
    throw new NewerIndexError(says('indexNewer', { schema: current, known: migrations.length }));
  }
  for (let version = current; version < wanted; version++) {
    transaction(database, () => {
      database.exec(migrations[version] ?? '');
      database.exec(`PRAGMA user_version = ${version + 1}`);
    });
  }
}

/** Runs `work` in one transaction; rolls back and rethrows if it throws. Inside another one it becomes part of that. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  if (database.isTransaction) return work();
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // Where the disk is full, SQLite has rolled back by itself, and another ROLLBACK would hide what went wrong.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Reads in one transaction: all that `read` sees was committed when it began. Inside another one it becomes part of that. */
export function snapshot<T>(database: DatabaseSync, read: () => T): T {
  if (database.isTransaction) return read();
  database.exec('BEGIN');
  try {
    return read();
  } finally {
    // Where reading failed badly, SQLite has ended it by itself.
    if (database.isTransaction) database.exec('COMMIT');
  }
}
