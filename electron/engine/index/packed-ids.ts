import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

const comma = 44;
const zero = 48;

/**
 * The numbers of a query's column `id`, in its order. SQLite writes them as one text: a million of them come several
 * times as fast as a million rows would; and faster still where the query has no ORDER BY, and becomes part of that one.
 */
export function packedIds(
  database: DatabaseSync,
  query: string,
  parameters: Record<string, SQLInputValue>,
): Int32Array {
  // As bytes: eight million of them need not become a string first.
  const row = database
    .prepare(`SELECT count(*) AS n, CAST(group_concat(id) AS BLOB) AS ids FROM (${query})`)
    .get(parameters);
  const ids = new Int32Array(Number(row?.n ?? 0));
  const text = row?.ids;
  if (!(text instanceof Uint8Array)) return ids;
  let at = 0;
  let value = 0;
  // By index: walking eight million bytes by iterator takes twice as long.
  for (let i = 0; i < text.length; i++) {
    const byte = text[i] ?? comma;
    if (byte === comma) {
      ids[at++] = value;
      value = 0;
    } else value = value * 10 + byte - zero;
  }
  ids[at] = value;
  return ids;
}
