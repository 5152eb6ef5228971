import { closeSync, openSync, readSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Needle, NeedleSearch } from './needles.ts';
import type { Hit } from './search-files.ts';

/** How every SQLite file begins (sqlite.org/fileformat.html). */
const magic = 'SQLite format 3\0';
/** Texts searched together. */
const batch = 2000;

export function isDatabase(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(magic.length);
    readSync(file, start, 0, start.length, 0);
    return start.toString('latin1') === magic;
  } finally {
    closeSync(file);
  }
}

/**
 * Searches every text and blob of every table: in the file itself, a long one lies in pieces on pages far apart.
 * Opens the file for writing, since a log beside it may have to be played back first: it must be a copy of the sweep's own.
 *
 * @returns null where SQLite cannot read it
 */
export function searchDatabase(
  path: string,
  name: string,
  search: NeedleSearch,
): { hits: Hit[]; cells: number } | null {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path);
    const hits: Hit[] = [];
    let cells = 0;
    for (const table of tablesOf(database)) {
      const statement = database.prepare(`SELECT * FROM "${table.replaceAll('"', '""')}"`);
      statement.setReadBigInts(true);
      const columns = new Map<string, CellBatch>();
      for (const row of statement.iterate()) {
        for (const [column, value] of Object.entries(row)) {
          if (typeof value !== 'string' && !(value instanceof Uint8Array)) continue;
          cells += 1;
          const texts = columns.get(column) ?? new CellBatch(search);
          columns.set(column, texts);
          texts.add(value);
        }
      }
      for (const [column, texts] of columns) {
        for (const needle of texts.finish()) hits.push({ place: `${name}, column ${table}.${column}`, needle });
      }
    }
    return { hits, cells };
  } catch (error) {
    if (error instanceof Error && 'errcode' in error) return null;
    throw error;
  } finally {
    if (database?.isOpen) database.close();
  }
}

function tablesOf(database: DatabaseSync): string[] {
  const sql = `SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`;
  return database
    .prepare(sql)
    .all()
    .map(({ name }) => String(name));
}

/** Cells of one column, searched many at a time. */
class CellBatch {
  readonly #search: NeedleSearch;
  readonly #found = new Set<Needle>();
  #texts: string[] = [];

  constructor(search: NeedleSearch) {
    this.#search = search;
  }

  add(value: string | Uint8Array): void {
    if (value instanceof Uint8Array) {
      this.#note(value);
      return;
    }
    this.#texts.push(value);
    if (this.#texts.length >= batch) this.#flush();
  }

  finish(): Set<Needle> {
    this.#flush();
    return this.#found;
  }

  #flush(): void {
    this.#note(Buffer.from(this.#texts.join('\n')));
    this.#texts = [];
  }

  #note(bytes: Uint8Array): void {
    for (const needle of this.#search.in(bytes)) this.#found.add(needle);
  }
}
