import type { DatabaseSync } from 'node:sqlite';
import { type Row, readable, text, unlessBroken } from './columns.ts';
import { transaction } from './database.ts';
import { jobFromRow } from './job-rows.ts';
import { mendedBuckets, recount } from './migrations/008-numbers.ts';
import { scanFromJson } from './scan-json.ts';

/** A row that holds what cannot be: a damaged file, or one of a version that checked less. */
export type BrokenRow =
  /** What could be made anew was: sums, counters. What could not is forgotten until the next scan. */
  | { what: 'bucket'; connectionId: string; bucket: string }
  /** It is not taken up, and nothing of it is changed. */
  | { what: 'job'; id: string; bucket: string | null }
  /** Its figures are not known. */
  | { what: 'figures of a job'; id: string; bucket: string | null }
  | { what: 'watched upload'; connectionId: string; bucket: string; key: string };

const most = Number.MAX_SAFE_INTEGER;
/** SQL: whether a column holds a whole number from `least` on. */
const isWhole = (column: string, least: number | bigint = 0) =>
  `(typeof(${column}) = 'integer' AND ${column} BETWEEN ${least} AND ${most})`;
const isTime = (column: string) => isWhole(column, -most);
const orNull = (column: string, test: string) => `(${column} IS NULL OR ${test})`;
const allOf = (tests: readonly string[]) => `(${tests.join(' AND ')})`;

const soundBucket = allOf([
  isWhole('id', -most),
  orNull('created_at', isTime('created_at')),
  isWhole('generation'),
  isWhole('revision'),
]);
const counters = ['row_count', 'uploads', 'sized', 'unsizable', 'parts'];
const soundSum = allOf([...counters.map((column) => isWhole(column)), `(typeof(bytes) = 'integer' AND bytes >= 0)`]);
const soundItem = allOf([
  ...['confirmed', 'rank'].map((column) => isWhole(`job_item.${column}`)),
  isTime('job_item.updated_at'),
  orNull('job_item.next_at', isTime('job_item.next_at')),
  ...['parts_left', 'bytes_left', 'bytes_freed'].map((column) => orNull(column, isWhole(column))),
  ...['initiated_at', 'activity_at'].map((column) => isTime(`plan_item.${column}`)),
  ...['parts', 'bytes'].map((column) => orNull(`plan_item.${column}`, isWhole(`plan_item.${column}`))),
  isWhole('plan_item.active'),
]);
const soundWatch = allOf([
  isWhole('id', -most),
  ...['accepted', 'looks', 'failures', 'returns'].map((column) => isWhole(column)),
  ...['initiated_at', 'ended_at'].map(isTime),
  ...['due_at', 'looked_at'].map((column) => orNull(column, isTime(column))),
]);

/** What a start finds out and mends, before anything is made of the rows. */
export function brokenRowOperations(database: DatabaseSync) {
  return {
    /**
     * Finds the rows that the start reads and that hold what cannot be, and makes anew what other rows tell. A row that is not
     * read at the start is not looked at: there are millions of those, and where they are shown, what cannot be is unknown.
     */
    settleBrokenRows(): BrokenRow[] {
      return transaction(database, () => [...buckets(database), ...jobs(database), ...watched(database)]);
    },
  };
}

function buckets(database: DatabaseSync): BrokenRow[] {
  const broken = new Map<bigint | number | null | string | Uint8Array, Row>();
  for (const row of database.prepare('SELECT * FROM bucket').all()) {
    if (unlessBroken(() => scanFromJson(text(row, 'scan'))) === null) broken.set(row.id ?? null, row);
  }
  for (const row of database.prepare(`SELECT * FROM bucket WHERE NOT ${soundBucket}`).all())
    broken.set(row.id ?? null, row);
  const isMended = database.prepare('SELECT 1 FROM sqlite_temp_schema WHERE name = ?').get(mendedBuckets) !== undefined;
  const sums = `SELECT bucket_id FROM bucket_sum WHERE NOT ${soundSum}
    UNION SELECT id FROM bucket WHERE id NOT IN (SELECT bucket_id FROM bucket_sum)
      AND EXISTS (SELECT 1 FROM upload WHERE bucket_id = bucket.id)
    ${isMended ? `UNION SELECT bucket_id FROM ${mendedBuckets}` : ''}`;
  for (const row of database.prepare(`SELECT * FROM bucket WHERE id IN (${sums})`).all())
    broken.set(row.id ?? null, row);
  if (broken.size === 0) return [];
  database.exec(`
    UPDATE bucket SET created_at = NULL WHERE NOT ${orNull('created_at', isTime('created_at'))};
    UPDATE bucket SET revision = 1 WHERE NOT ${isWhole('revision')};
    UPDATE bucket SET generation = (SELECT coalesce(max(seen_in), 0) FROM upload
      WHERE bucket_id = bucket.id AND ${isWhole('seen_in')}) WHERE NOT ${isWhole('generation')};
    CREATE TEMP TABLE recounted AS ${sums};
    ${recount('SELECT bucket_id FROM recounted')}
    DROP TABLE recounted;
    DROP TABLE IF EXISTS temp.${mendedBuckets};
  `);
  const forget = database.prepare(`UPDATE bucket SET scan = '{"status":"never"}', places = NULL WHERE id = ?`);
  return readable(broken.values(), (row) => {
    if (row.id && unlessBroken(() => scanFromJson(text(row, 'scan'))) === null) forget.run(row.id);
    return { what: 'bucket', connectionId: text(row, 'connection_id'), bucket: text(row, 'name') };
  });
}

function jobs(database: DatabaseSync): BrokenRow[] {
  const all = database.prepare(
    'SELECT job.*, plan.created_at AS planned_at FROM job LEFT JOIN plan ON plan.id = job.plan_id',
  );
  const oddItem = database.prepare(
    `SELECT 1 FROM job_item JOIN job ON job.id = job_item.job_id
       LEFT JOIN plan_item ON plan_item.plan_id = job.plan_id AND plan_item.position = job_item.position
     WHERE job_item.job_id = ? AND NOT ${soundItem} LIMIT 1`,
  );
  const found: BrokenRow[] = [];
  for (const row of all.all()) {
    const [id, bucket] = [String(row.id), unlessBroken(() => text(row, 'bucket'))];
    if (unlessBroken(() => jobFromRow(row)) === null) found.push({ what: 'job', id, bucket });
    else if (row.state !== 'finished' && oddItem.get(id)) found.push({ what: 'figures of a job', id, bucket });
  }
  return found;
}

function watched(database: DatabaseSync): BrokenRow[] {
  const rows = database.prepare(`SELECT * FROM watch WHERE NOT ${soundWatch}`).all();
  return readable(rows, (row) => ({
    what: 'watched upload',
    connectionId: text(row, 'connection_id'),
    bucket: text(row, 'bucket'),
    key: text(row, 'key'),
  }));
}
