import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Upload, UploadFilter, UploadSort, UploadWindow } from '../../../shared/model.ts';
import { integer, type Row } from './columns.ts';
import { packedIds } from './packed-ids.ts';
import type { ResultCache } from './result-cache.ts';
import { orderBy, orders, type Stretch, stretchesOf, stretchOrder } from './upload-orders.ts';
import { type UploadScope, uploadColumns, uploadFromRow, whereScope } from './upload-rows.ts';

const from = 'FROM upload JOIN bucket ON bucket.id = upload.bucket_id';
/**
 * FROM for the rows of these IDs and no others: SQLite, left to itself, would rather walk a whole index and ask of each row
 * whether its ID is among them. @param ids a query with one column, `id`
 */
const ofRows = (ids: string) =>
  `FROM (${ids}) AS picked CROSS JOIN upload ON upload.id = picked.id CROSS JOIN bucket ON bucket.id = upload.bucket_id`;
/** Up to so many matches are sorted by themselves; more are picked out of the whole bucket's order. */
const fewMatches = 20_000;
/** Rows looked at to learn what share of a bucket a filter lets through. */
const sampleSize = 1_000;
/** A window is read straight off the index where it is likely to be found within so many rows. */
const shortWalk = 20_000;
/** So many rows are walked first, which is enough for the top of most answers. */
const fewRows = 1_000;

/**
 * Windows of rows, at any offset, by any sort and filter. Without a filter the sort's index is walked from its nearer
 * end. With one, a window near the start is read off the index where matches are frequent; otherwise the IDs of all that
 * match are found once per revision of the bucket, and windows are cut out of them.
 */
export function uploadWindows(database: DatabaseSync, cache: ResultCache) {
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const findBucket = database.prepare('SELECT id, revision FROM bucket WHERE connection_id = ? AND name = ?');
  const countRows = database.prepare('SELECT sum(row_count) AS n FROM bucket_sum WHERE bucket_id = ?');
  const span = database.prepare('SELECT min(id) AS low, max(id) AS high FROM upload');
  const byId = database.prepare(`SELECT ${uploadColumns} ${from} WHERE upload.id IN (SELECT value FROM json_each(?))`);

  const rowsById = (ids: readonly number[], activeSince: number): Upload[] => {
    const found = new Map(byId.all(JSON.stringify(ids)).map((row) => [integer(row, 'id'), row]));
    return ids.flatMap((id) => {
      const row = found.get(id);
      return row ? [uploadFromRow(row, activeSince)] : [];
    });
  };

  /** A part of one stretch of an index that holds `count` rows, read from its nearer end. */
  const cut = (bucketId: number, stretch: Stretch, down: boolean, count: number, offset: number, limit: number) => {
    const wanted = Math.min(limit, count - offset);
    if (wanted <= 0) return [];
    const skipAfter = count - offset - wanted;
    const fromEnd = skipAfter < offset;
    const order = stretchOrder(stretch, down === fromEnd ? 'ASC' : 'DESC');
    const sql = `SELECT id FROM upload WHERE bucket_id = ? AND ${stretch.where} ORDER BY ${order} LIMIT ? OFFSET ?`;
    const ids = prepared(sql)
      .all(bucketId, wanted, fromEnd ? skipAfter : offset)
      .map((row) => integer(row, 'id'));
    return fromEnd ? ids.reverse() : ids;
  };

  const unfiltered = ({ id, revision, total }: At, { by, direction }: UploadSort, offset: number, limit: number) => {
    const { known, unknown } = stretchesOf(by);
    const count = `SELECT count(*) AS n FROM upload WHERE bucket_id = ? AND ${known.where}`;
    const values = by === 'key' ? total : cache.get(id, revision, `known ${by}`, () => number(prepared(count).get(id)));
    const down = direction === 'desc';
    const head = cut(id, known, down, values, offset, limit);
    return [...head, ...cut(id, unknown, down, total - values, Math.max(0, offset - values), limit - head.length)];
  };

  /** Every row's ID in a sort's ascending order, and how many of them have a known value. */
  const wholeOrder = ({ id, revision }: At, by: UploadSort['by']) =>
    cache.get(id, revision, `order ${by}`, () => {
      const [known, unknown] = Object.values(stretchesOf(by)).map((stretch: Stretch) =>
        packedIds(
          database,
          `SELECT id FROM upload WHERE bucket_id = :id AND ${stretch.where} ORDER BY ${stretchOrder(stretch, 'ASC')}`,
          { id },
        ),
      );
      return { known: known ?? new Int32Array(), unknown: unknown ?? new Int32Array() };
    });

  const matchesOf = (scope: UploadScope, { id, revision }: At) =>
    cache.get(id, revision, `matches ${filterKey(scope)}`, () => {
      const { where, parameters } = whereScope(scope);
      return packedIds(database, `SELECT upload.id ${from} WHERE ${where}`, parameters);
    });

  /** The IDs of all that match, in order. */
  const matching = (scope: UploadScope, at: At, sort: UploadSort): Int32Array =>
    cache.get(at.id, at.revision, `sorted ${sort.by} ${sort.direction} ${filterKey(scope)}`, () => {
      const matches = matchesOf(scope, at);
      if (matches.length <= fewMatches) {
        const sql = `SELECT id FROM upload WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY ${orderBy(sort)}`;
        return packedIds(database, sql, { ids: JSON.stringify([...matches]) });
      }
      const wanted = new Uint8Array(matches.reduce((most, id) => Math.max(most, id), 0) + 1);
      for (const id of matches) wanted[id] = 1;
      const { known, unknown } = wholeOrder(at, sort.by);
      const sorted = new Int32Array(matches.length);
      let filled = 0;
      for (const stretch of [known, unknown]) {
        const picked = stretch.filter((id) => wanted[id] === 1);
        sorted.set(sort.direction === 'desc' ? picked.reverse() : picked, filled);
        filled += picked.length;
      }
      return sorted;
    });

  /** The share of a bucket's rows that a filter lets through, from rows picked evenly. */
  const shareOf = (scope: UploadScope, { id, revision }: At): number =>
    cache.get(id, revision, `share ${filterKey(scope)}`, () => {
      const ends = span.get();
      const [low, high] = [Number(ends?.low ?? 0), Number(ends?.high ?? 0)];
      const step = Math.max(1, (high - low) / sampleSize);
      const ids = Array.from({ length: Math.min(sampleSize, high - low + 1) }, (_, n) => Math.round(low + n * step));
      const { where, parameters } = whereScope(scope);
      const sample = ofRows('SELECT value AS id FROM json_each(:sample)');
      const picked = { sample: JSON.stringify(ids) };
      const seen = number(prepared(`SELECT count(*) AS n ${sample} WHERE upload.bucket_id = ${id}`).get(picked));
      const passed = database
        .prepare(`SELECT count(*) AS n ${sample} WHERE ${where}`)
        .get({ ...parameters, ...picked });
      return seen === 0 ? 0 : number(passed) / seen;
    });

  /**
   * A window near the start of what matches, read straight off the sort's index; null where it does not come within `walk`
   * rows: what matches may all lie at the other end of the order.
   */
  const nearStart = (scope: UploadScope, { id }: At, sort: UploadSort, offset: number, limit: number, walk: number) => {
    const { where, parameters } = whereScope(scope);
    const { by, direction } = sort;
    const found: number[] = [];
    const { known, unknown } = stretchesOf(by);
    let skip = offset;
    for (const stretch of [known, unknown]) {
      const wanted = limit - found.length;
      if (wanted === 0) break;
      const order = stretchOrder(stretch, direction === 'desc' ? 'DESC' : 'ASC');
      const first = `SELECT upload.id FROM upload INDEXED BY ${orders[by].index}
        WHERE upload.bucket_id = ${id} AND ${stretch.where} ORDER BY ${order} LIMIT ${walk}`;
      const sql = `SELECT upload.id ${ofRows(first)} WHERE ${where} ORDER BY ${order} LIMIT :wanted OFFSET :skip`;
      const rows = database.prepare(sql).all({ ...parameters, wanted, skip });
      found.push(...rows.map((row) => integer(row, 'id')));
      if (rows.length === wanted) break;
      const isWhole = number(database.prepare(`SELECT count(*) AS n FROM (${first})`).get()) < walk;
      // Past the known values, what was to be skipped among them no longer counts.
      if (!isWhole || (rows.length === 0 && skip > 0)) return null;
      skip = 0;
    }
    return found;
  };

  const filtered = (scope: UploadScope, at: At, sort: UploadSort, offset: number, limit: number) => {
    const name = `sorted ${sort.by} ${sort.direction} ${filterKey(scope)}`;
    if (!cache.has(at.id, at.revision, name)) {
      const ids =
        offset + limit <= shareOf(scope, at) * shortWalk
          ? (nearStart(scope, at, sort, offset, limit, fewRows) ?? nearStart(scope, at, sort, offset, limit, shortWalk))
          : null;
      // The next window wants all that match, and this one wants their number.
      if (ids) return { ids, total: matchesOf(scope, at).length };
    }
    const all = matching(scope, at, sort);
    return { ids: [...all.subarray(offset, offset + limit)], total: all.length };
  };

  return {
    /** One window of rows. Windows of the same revision never overlap and never miss a row. */
    uploadWindow(scope: UploadScope, sort: UploadSort, offset: number, limit: number): UploadWindow {
      const row = findBucket.get(scope.connectionId, scope.bucket);
      if (!row) return { revision: 0, total: 0, offset, rows: [] };
      const [id, revision] = [integer(row, 'id'), integer(row, 'revision')];
      const at: At = { id, revision, total: number(countRows.get(id)) };
      const { ids, total } = isFiltered(scope.filter)
        ? filtered(scope, at, sort, offset, limit)
        : { ids: unfiltered(at, sort, offset, limit), total: at.total };
      return { revision, total, offset, rows: rowsById(ids, scope.activeSince) };
    },
  };
}

/** The bucket that is asked about, as it is now. */
interface At {
  id: number;
  revision: number;
  /** Its rows. */
  total: number;
}

function number(row: Row | undefined): number {
  return row && row.n !== null ? integer(row, 'n') : 0;
}

export function isFiltered(filter: UploadFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

/** What counts as active moves on with the clock; half a minute of it changes nothing that anybody would miss. */
export const sameMomentMs = 30_000;

/** Tells filtered scopes of one bucket apart, for what is kept of them. */
export function filterKey({ filter, activeSince }: UploadScope): string {
  return `${Math.floor(activeSince / sameMomentMs)} ${JSON.stringify(filter)}`;
}
