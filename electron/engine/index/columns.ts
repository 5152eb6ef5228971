import type { SQLOutputValue } from 'node:sqlite';
import { z } from 'zod';

/** A row as SQLite hands it out: INTEGER values as bigint (database.ts), so that none of them can make a read fail. */
export type Row = Record<string, SQLOutputValue>;

/** A row of the index holds what cannot be there: a damaged file, or one of a version that checked less. */
export class BrokenRowError extends TypeError {
  override readonly name = 'BrokenRowError';
}

/** A TEXT column. @throws BrokenRowError where the column holds anything else */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new BrokenRowError(`Column ${column} holds no text`);
  return value;
}

/** A TEXT column that may be NULL. */
export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

/** An INTEGER column that must be known. @throws BrokenRowError where it holds anything else, or no exact number */
export function integer(row: Row, column: string): number {
  const value = exact(row[column]);
  if (value === null) throw new BrokenRowError(`Column ${column} holds no number that can be`);
  return value;
}

/** An INTEGER column that may be NULL, or unknown: what cannot be is not known either. */
export function integerOrNull(row: Row, column: string): number | null {
  return exact(row[column]);
}

/** A count or a size: null where it is not known, or none that can be. */
export function countOrNull(row: Row, column: string): number | null {
  const value = exact(row[column]);
  return value === null || value < 0 ? null : value;
}

/**
 * A sum of counts or sizes, 0 where there was nothing to sum. One that is beyond exact numbers (8 PiB) stays there.
 *
 * @throws BrokenRowError where it is negative, or no number: a part of it was broken
 */
export function sum(row: Row, column: string): number {
  const value = row[column];
  if (value === null || value === undefined) return 0;
  const isNumber = typeof value === 'bigint' || (typeof value === 'number' && !Number.isNaN(value));
  if (!isNumber || value < 0) throw new BrokenRowError(`Column ${column} holds no sum`);
  return value > Number.MAX_SAFE_INTEGER ? Number.MAX_SAFE_INTEGER : Math.round(Number(value));
}

/** A value as it stands, for what is told of a line and not counted with; null where it is no number. */
export function asStored(row: Row, column: string): number | null {
  const value = row[column];
  return typeof value === 'bigint' || typeof value === 'number' ? Number(value) : null;
}

/** Expressions make integers of reals now and then, so both are read. */
function exact(value: SQLOutputValue | undefined): number | null {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/**
 * Reads rows one by one: those that cannot be read are left out, so that one of them does not take the others along.
 * What they are is told at the start ({@link ./broken-rows.ts}).
 */
export function readable<R, T>(rows: Iterable<R>, read: (row: R) => T): T[] {
  const found: T[] = [];
  for (const row of rows) {
    const one = unlessBroken(() => read(row));
    if (one !== null) found.push(one);
  }
  return found;
}

/** What a read finds; null where its row cannot be read. Whatever else goes wrong is thrown. */
export function unlessBroken<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (isBroken(error)) return null;
    throw error;
  }
}

/** Whether a failure is of what stands in a row: a number or a text that cannot be, or JSON that is none of ours. */
function isBroken(error: unknown): boolean {
  return error instanceof BrokenRowError || error instanceof SyntaxError || error instanceof z.ZodError;
}
