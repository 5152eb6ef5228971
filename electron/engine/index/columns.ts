import type { SQLOutputValue } from 'node:sqlite';

/** A row as SQLite hands it out. */
export type Row = Record<string, SQLOutputValue>;

/** A TEXT column. Throws where the column holds anything else: the schema is STRICT, so that is a bug of a query. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`Column ${column} holds no text`);
  return value;
}

/** A TEXT column that may be NULL. */
export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

/** An INTEGER column. Throws where it holds anything else. */
export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new TypeError(`Column ${column} holds no integer`);
  return value;
}

/** An INTEGER column that may be NULL. */
export function integerOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column);
}
