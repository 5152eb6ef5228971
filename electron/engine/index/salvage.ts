import { closeSync, constants, copyFileSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { migrateTo, openUnmigrated, schemaVersion } from './database.ts';
import { recount } from './migrations/008-numbers.ts';
import { migrations } from './migrations.ts';

/** What came of a broken index. */
export interface Salvage {
  /** Rows that could be read, of all tables. */
  rows: number;
  /** Tables that could not be read to their end. */
  unread: string[];
}

/** Sums of other rows, made anew from what was read. */
const derived: ReadonlySet<string> = new Set(['bucket_sum']);

/**
 * Makes a new index of what can be read of a broken one, row by row from both ends of each table. The broken file stays as
 * it is.
 *
 * @param broken its log, where it has one, stands beside it
 * @param path where the new one is made; nothing stands there
 * @returns null where nothing at all could be read: the new index is empty
 * @throws where the new index cannot be written
 */
export function salvage(broken: string, path: string): Salvage | null {
  const copy = withHeader(broken, `${path}.mended-header`);
  let from: DatabaseSync | null = null;
  const into = openUnmigrated(path);
  try {
    from = openBroken(copy ?? broken);
    const version = from && versionOf(from);
    migrateTo(into, version ?? migrations.length);
    const result = from && version !== null ? copyTables(from, into) : null;
    migrateTo(into, migrations.length);
    into.exec(recount('SELECT id FROM bucket'));
    return result;
  } finally {
    from?.close();
    into.close();
    if (copy) for (const ending of ['', '-wal', '-shm']) rmSync(copy + ending, { force: true });
  }
}

/** null where SQLite cannot read so much as its list of tables. */
function openBroken(path: string): DatabaseSync | null {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { readOnly: true, readBigInts: true, timeout: 5_000 });
    // A list of tables that is damaged in parts is read as far as it goes.
    database.exec('PRAGMA writable_schema = ON; PRAGMA cell_size_check = ON;');
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch {
    database?.close();
    return null;
  }
}

/** null where it is none of ours. One that cannot be is taken for the newest. */
function versionOf(database: DatabaseSync): number | null {
  if (!['bucket', 'job', 'evidence'].some((table) => columnsOf(database, table).length > 0)) return null;
  const version = schemaVersion(database);
  return version >= 1 && version <= migrations.length ? version : migrations.length;
}

function copyTables(from: DatabaseSync, into: DatabaseSync): Salvage {
  const salvaged: Salvage = { rows: 0, unread: [] };
  const tables = into.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'`).all();
  // Rows come in any order, and what one refers to may be lost.
  into.exec('PRAGMA foreign_keys = OFF');
  for (const { name } of tables) {
    const table = String(name);
    if (derived.has(table)) continue;
    const { rows, isWhole } = copyTable(from, into, table);
    salvaged.rows += rows;
    if (!isWhole) salvaged.unread.push(table);
  }
  into.exec('PRAGMA foreign_keys = ON');
  return salvaged;
}

function copyTable(from: DatabaseSync, into: DatabaseSync, table: string): { rows: number; isWhole: boolean } {
  const known = new Set(columnsOf(into, table).map(({ name }) => name));
  const found = columnsOf(from, table).filter(({ name }) => known.has(name));
  if (found.length === 0) return { rows: 0, isWhole: false };
  const columns = found.map(({ name }) => name);
  const key = found.filter(({ rank }) => rank > 0).toSorted((a, b) => a.rank - b.rank);
  const insert = into.prepare(
    `INSERT OR IGNORE INTO ${table} (${columns.join()}) VALUES (${columns.map(() => '?').join()})`,
  );
  let rows = 0;
  let isWhole = true;
  into.exec('BEGIN');
  for (const direction of ['ASC', 'DESC']) {
    const order = key.map(({ name }) => `${name} ${direction}`).join();
    const outcome = take(from, `SELECT ${columns.join()} FROM ${table} ORDER BY ${order}`, (row) => {
      const taken = attempt(() => insert.run(...columns.map((column) => plain(row[column]))));
      if (taken === null) isWhole = false;
      else rows += Number(taken.changes);
    });
    if (outcome === 'to its end') break;
    isWhole = false;
  }
  into.exec('COMMIT');
  return { rows, isWhole };
}

function take(
  from: DatabaseSync,
  query: string,
  use: (row: Record<string, SQLOutputValue>) => void,
): 'to its end' | 'broke off' {
  const rows = attempt(() => from.prepare(query).iterate());
  if (!rows) return 'broke off';
  for (;;) {
    const next = attempt(() => rows.next());
    if (!next) return 'broke off';
    if (next.done) return 'to its end';
    use(next.value);
  }
}

function columnsOf(database: DatabaseSync, table: string): { name: string; rank: number }[] {
  const rows = attempt(() => database.prepare(`PRAGMA table_info(${table})`).all()) ?? [];
  return rows.map(({ name, pk }) => ({ name: String(name), rank: Number(pk) }));
}

/** SQLite's failure is what is looked for here: null. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

const plain = (value: SQLOutputValue | undefined): SQLInputValue => value ?? null;

const magic = Buffer.from('SQLite format 3\0', 'latin1');
/** Page size, versions and fractions of every index of ours (SQLite, "Database File Format", 1.3): 4,096 bytes, WAL. */
const fixed = Buffer.from([0x10, 0x00, 2, 2, 0, 64, 32, 32]);

/**
 * A copy with the header that an index has, where its own begins with something else: the tables behind it may be whole.
 *
 * @returns null where the header is as it should be, or nothing stands behind it
 */
function withHeader(broken: string, path: string): string | null {
  const head = Buffer.alloc(100);
  const file = openSync(broken, 'r');
  try {
    if (readSync(file, head, 0, 100, 0) < 100 || head.subarray(0, 24).equals(Buffer.concat([magic, fixed])))
      return null;
  } finally {
    closeSync(file);
  }
  copyFileSync(broken, path);
  const copy = openSync(path, constants.O_RDWR);
  try {
    writeSync(copy, Buffer.concat([magic, fixed]), 0, 24, 0);
    // Where the rest is gone too: the schema's format, the encoding (UTF-8), and how many pages there are.
    const rest = Buffer.from(head);
    if (rest.readUInt32BE(44) < 1 || rest.readUInt32BE(44) > 4) rest.writeUInt32BE(4, 44);
    if (rest.readUInt32BE(56) !== 1) rest.writeUInt32BE(1, 56);
    rest.writeUInt32BE(Math.floor(statSync(broken).size / 4096), 28);
    rest.writeUInt32BE(rest.readUInt32BE(24), 92);
    writeSync(copy, rest, 24, 76, 24);
  } finally {
    closeSync(copy);
  }
  return path;
}
