import { constants, copyFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Said } from '../../../shared/schema/saying.ts';
import type { StartWarning } from '../../../shared/schema/start-warnings.ts';
import { says } from '../../../shared/words/says.ts';
import { asidePath } from './aside.ts';
import { migrateTo, NewerIndexError, openDatabase, openUnmigrated, schemaVersion } from './database.ts';
import { DiskReserve } from './disk-reserve.ts';
import { isFullDisk } from './full-disk.ts';
import { logBytesOf, readTally, TallyKeeper } from './index-tally.ts';
import { logState } from './log-check.ts';
import { migrations } from './migrations.ts';
import { missingPast } from './missing-past.ts';
import { makeDatabasePrivate, NotAFileError } from './private-file.ts';
import { salvage } from './salvage.ts';

/** What was found to be wrong with an index while it was opened. Paths are whole. */
export type OpeningFinding = Extract<
  StartWarning,
  { what: 'set aside' | 'log damaged' | 'log cut' | 'past missing' | 'tally unreadable' | 'no copy kept' }
>;

export interface OpenedIndex {
  database: DatabaseSync;
  tally: TallyKeeper;
  findings: OpeningFinding[];
}

/** The whole of a file of this size is looked through in half a second; of a larger one only where there is reason to. */
const quicklyChecked = 128 * 1024 * 1024;

/**
 * Opens the index of a data folder, whatever has become of it: looks through it, sets a broken one aside and makes a new one of
 * what can be read, keeps a copy before its schema changes, and finds out what is missing of what it held. The folder is this
 * process's alone (`in-use.lock`).
 *
 * @param at now, ms UTC: part of the names of what is set aside
 * @throws Error in words where the file is of a newer version, or the system does not let it be opened or written
 */
export function openIndex(path: string, at: number): OpenedIndex {
  try {
    try {
      return open(path, at);
    } catch (error) {
      // The log of the last run may have no other place left to go than the reserve's.
      if (!isFullDisk(error, path) || !new DiskReserve(path).release()) throw error;
      return open(path, at);
    }
  } catch (error) {
    if (error instanceof NewerIndexError || error instanceof NotAFileError) throw error;
    throw new UnopenableIndexError(unopenable(path, error), { cause: error });
  }
}

/** The system does not let it be opened or written. */
class UnopenableIndexError extends Error {
  override readonly name = 'UnopenableIndexError';
  readonly said: Said;

  constructor(said: Said, options: ErrorOptions) {
    super(said.english, options);
    this.said = said;
  }
}

function unopenable(path: string, error: unknown): Said {
  const reason = error instanceof Error ? error.message : String(error);
  if (isFullDisk(error, path)) return says('indexOnFullDisk', { path });
  return /locked|busy/i.test(reason) ? says('indexHeld', { path }) : says('indexForbidden', { path, reason });
}

function open(path: string, at: number): OpenedIndex {
  makeDatabasePrivate(path);
  const findings: OpeningFinding[] = [];
  const aside = asidePath(path, at);
  const tally = readTally(path);
  const counted = tally === 'unreadable' ? null : tally;
  if (tally === 'unreadable') findings.push({ what: 'tally unreadable' });
  const logBytes = logBytesOf(path);
  // SQLite removes the log of an empty file unread.
  const isLogWithout = logBytes > 0 && (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0;
  if (isLogWithout || logState(`${path}-wal`) === 'damaged') {
    copyFileSync(`${path}-wal`, `${aside}-wal`);
    findings.push({ what: 'log damaged', as: `${aside}-wal` });
  } else if (counted && logBytes < counted.logBytes) {
    findings.push({ what: 'log cut' });
  }

  const isThorough = counted?.isOpen !== false || logBytes > 0;
  let database: DatabaseSync;
  try {
    database = openSound(path, isThorough, findings);
  } catch (error) {
    if (!isDamage(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    setAside(path, aside);
    const salvaged = salvage(aside, path);
    findings.push({ what: 'set aside', as: aside, why, unread: salvaged ? salvaged.unread : null });
    database = openDatabase(path);
  }
  try {
    const missing = counted && missingPast(counted, database);
    if (missing) findings.push({ what: 'past missing', ...missing });
    return { database, tally: new TallyKeeper(path, database), findings };
  } catch (error) {
    database.close();
    throw error;
  }
}

class DamagedIndexError extends Error {
  override readonly name = 'DamagedIndexError';
}

/** @throws what {@link isDamage} tells from what the system does not allow */
function openSound(path: string, isThorough: boolean, findings: OpeningFinding[]): DatabaseSync {
  let database = openUnmigrated(path);
  try {
    const version = schemaVersion(database);
    if (version <= migrations.length) {
      check(database, version, isThorough || statSync(path).size <= quicklyChecked);
      if (version > 0 && version < migrations.length) {
        // The last one to close it puts the log into the file, and the file is whole.
        database.close();
        const failure = keepCopy(path);
        if (failure) findings.push({ what: 'no copy kept', why: failure });
        database = openUnmigrated(path);
      }
    }
    migrateTo(database, migrations.length);
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return database;
  } catch (error) {
    if (database.isOpen) database.close();
    throw error;
  }
}

/** So many findings are read: those of single values come among them, and in front. */
const mostFindings = 10_000;
/** A row that holds what its table does not take: the file is whole, and the row is dealt with on its own (broken-rows.ts). */
const isOfOneValue = /^(?:non-\w+|NULL|TEXT|NUMERIC) value in |^CHECK constraint failed in /;

/** @throws DamagedIndexError, or SQLite's own error */
function check(database: DatabaseSync, version: number, isThorough: boolean): void {
  const names = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all();
  const tables = names.map(({ name }) => String(name));
  if (version === 0) {
    if (tables.length > 0) throw new DamagedIndexError('it is a database of something else');
    return;
  }
  for (const table of ['bucket', 'upload', 'plan', 'job', 'job_item', 'evidence']) {
    if (!tables.includes(table)) throw new DamagedIndexError(`it has no table ${table}`);
  }
  const checks = isThorough
    ? [`PRAGMA quick_check(${mostFindings})`]
    : // Uploads are most of it, and another scan finds them again.
      tables.filter((table) => table !== 'upload').map((table) => `PRAGMA quick_check(${table})`);
  for (const pragma of checks) {
    for (const { quick_check: found } of database.prepare(pragma).all()) {
      const words = String(found);
      if (words === 'ok' || isOfOneValue.test(words)) continue;
      throw new DamagedIndexError(words.replaceAll(/\s+/g, ' ').slice(0, 200));
    }
  }
}

/** Whether a failure is of what stands in the file. All others are of the system, and another try may succeed. */
function isDamage(error: unknown): boolean {
  if (error instanceof NewerIndexError || error instanceof NotAFileError) return false;
  const words = error instanceof Error ? error.message : String(error);
  return !/locked|busy|unable to open|readonly|read-only|disk is full|disk I\/O|out of memory|E[A-Z]{3,}:/i.test(words);
}

/** Gives a broken index another name, with its log. */
function setAside(path: string, aside: string): void {
  renameSync(path, aside);
  for (const ending of ['-wal', '-journal']) {
    if (statSync(path + ending, { throwIfNoEntry: false })) renameSync(path + ending, aside + ending);
  }
  rmSync(`${path}-shm`, { force: true });
}

/** Keeps a copy of the index as it is, in place of an earlier one. @returns why not, or null */
function keepCopy(path: string): string | null {
  const copy = `${path}.before-version-${migrations.length}`;
  const draft = `${copy}.new`;
  try {
    // Where the file system can, both share their blocks until one of them changes.
    copyFileSync(path, draft, constants.COPYFILE_FICLONE);
    renameSync(draft, copy);
    const earlier = `${basename(path)}.before-version-`;
    for (const name of readdirSync(dirname(path))) {
      if (name.startsWith(earlier) && name !== basename(copy)) rmSync(join(dirname(path), name), { force: true });
    }
    return null;
  } catch (error) {
    rmSync(draft, { force: true });
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}
