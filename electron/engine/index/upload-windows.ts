import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Upload, UploadSort, UploadWindow } from '../../../shared/schema/model.ts';
import { bucketAt } from './bucket-at.ts';
import { BrokenRowError, integer, type Row, readable, sum } from './columns.ts';
import { snapshot } from './database.ts';
import { isFiltered, matchKey } from './filter-key.ts';
import type { IdSet } from './id-set.ts';
import { packedIds } from './packed-ids.ts';
import type { ResultCache } from './result-cache.ts';
import { uploadMatches } from './upload-matches.ts';
import { orders, type Stretch, stretchesOf, stretchOrder } from './upload-orders.ts';
import { selectUpload, type UploadScope, uploadFromRow } from './upload-rows.ts';

const from = 'FROM upload JOIN bucket ON bucket.id = upload.bucket_id';
/** Matches that are fewer than one of so many rows are sorted by themselves; more are picked out of the whole order. */
const rowsToFewMatches = 100;
/** So many times the rows are walked that would do if matches lay evenly. */
const walkMargin = 4;
/** Walking further than this share of a bucket is not much cheaper than reading its whole order. */
const longestWalk = 1 / 8;
/** A walk is never shorter: so few rows cost next to nothing. */
const shortestWalk = 1_000;

/**
 * Windows of rows, at any offset, by any sort and filter. Without a filter the sort's index is walked from its nearer
 * end. With one, what matches is found once per revision of the bucket. A window near either end is then picked off the
 * sort's index where matches are frequent; otherwise they are picked out of the whole order, and windows are cut from that.
 */
export function uploadWindows(database: DatabaseSync, cache: ResultCache) {
  const matchesOf = uploadMatches(database, cache);
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const findBucket = database.prepare('SELECT id, revision FROM bucket WHERE connection_id = ? AND name = ?');
  const countRows = database.prepare('SELECT sum(row_count) AS n FROM bucket_sum WHERE bucket_id = ?');
  const byId = database.prepare(`SELECT ${selectUpload} ${from} WHERE upload.id IN (SELECT value FROM json_each(?))`);

  const rowsById = (ids: readonly number[], activeSince: number): Upload[] => {
    const found = new Map(byId.all(JSON.stringify(ids)).map((row) => [integer(row, 'id'), row]));
    return readable(ids, (id) => {
      const row = found.get(id);
      if (!row) throw new BrokenRowError('The index has no such row');
      return uploadFromRow(row, activeSince);
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
    const rows = prepared(sql).all(bucketId, wanted, fromEnd ? skipAfter : offset);
    const ids = readable(rows, (row) => integer(row, 'id'));
    return fromEnd ? ids.reverse() : ids;
  };

  const unfiltered = (at: At, sort: UploadSort, offset: number, limit: number) => {
    const { id, revision, total } = at;
    const { by, direction } = sort;
    if (cache.has(id, revision, `order ${by}`)) return windowOf(wholeOrder(at, by), sort, offset, limit);
    const { known, unknown } = stretchesOf(by);
    const count = `SELECT count(*) AS n FROM upload WHERE bucket_id = ? AND ${known.where}`;
    const values = by === 'key' ? total : cache.get(id, revision, `known ${by}`, () => number(prepared(count).get(id)));
    const down = direction === 'desc';
    const head = cut(id, known, down, values, offset, limit);
    return [...head, ...cut(id, unknown, down, total - values, Math.max(0, offset - values), limit - head.length)];
  };

  /** Every row's ID in a sort's ascending order. */
  const wholeOrder = ({ id, revision }: At, by: UploadSort['by']): Ordered =>
    cache.get(id, revision, `order ${by}`, () =>
      eachStretch(by, ({ where }) =>
        // One index, bound by its first columns, is read in its own order. To say ORDER BY as well would make SQLite hand
        // every row through a subquery that it could not merge, which takes half as long again.
        packedIds(database, `SELECT id FROM upload INDEXED BY ${orders[by].index} WHERE bucket_id = :id AND ${where}`, {
          id,
        }),
      ),
    );

  const pickedName = (scope: UploadScope, by: UploadSort['by']) => `picked ${by} ${matchKey(scope)}`;

  /** The IDs of all that match, in a sort's ascending order. */
  const picked = (scope: UploadScope, matches: IdSet, at: At, by: UploadSort['by']): Ordered =>
    cache.get(at.id, at.revision, pickedName(scope, by), () => {
      const isSorted = cache.has(at.id, at.revision, `order ${by}`);
      if (isSorted || matches.size * rowsToFewMatches > at.total) {
        const { known, unknown } = wholeOrder(at, by);
        return { known: matches.pick(known), unknown: matches.pick(unknown) };
      }
      const ids = JSON.stringify(matches.toArray());
      return eachStretch(by, (stretch) =>
        packedIds(
          database,
          `SELECT upload.id FROM json_each(:ids) AS picked CROSS JOIN upload ON upload.id = picked.value
           WHERE ${stretch.where} ORDER BY ${stretchOrder(stretch, 'ASC')}`,
          { ids },
        ),
      );
    });

  /**
   * A window near either end of what matches, picked off the sort's index; null where it is not found within a short walk:
   * what matches may all lie elsewhere in the order.
   */
  const nearEnd = (matches: IdSet, { id, total }: At, { by, direction }: UploadSort, offset: number, limit: number) => {
    const wanted = Math.min(limit, matches.size - offset);
    if (wanted <= 0) return [];
    const skipAfter = matches.size - offset - wanted;
    const fromEnd = skipAfter < offset;
    const needed = wanted + (fromEnd ? skipAfter : offset);
    const walk = Math.max(shortestWalk, Math.ceil((walkMargin * needed * total) / matches.size));
    if (walk > total * longestWalk) return null;
    const { known, unknown } = stretchesOf(by);
    const way = (direction === 'desc') === fromEnd ? 'ASC' : 'DESC';
    const found: number[] = [];
    let left = walk;
    for (const stretch of fromEnd ? [unknown, known] : [known, unknown]) {
      const sql = `SELECT id FROM upload INDEXED BY ${orders[by].index}
        WHERE bucket_id = :id AND ${stretch.where} ORDER BY ${stretchOrder(stretch, way)} LIMIT :left`;
      const walked = packedIds(database, sql, { id, left });
      for (const match of matches.pick(walked)) found.push(match);
      if (found.length >= needed) {
        const window = found.slice(needed - wanted, needed);
        return fromEnd ? window.reverse() : window;
      }
      left -= walked.length;
      if (left === 0) break;
    }
    return null;
  };

  const filtered = (scope: UploadScope, at: At, sort: UploadSort, offset: number, limit: number) => {
    const matches = matchesOf(scope, at.id, at.revision);
    const total = matches.size;
    if (total === at.total) return { ids: unfiltered(at, sort, offset, limit), total };
    const isKnown = [pickedName(scope, sort.by), `order ${sort.by}`].some((name) =>
      cache.has(at.id, at.revision, name),
    );
    const near = isKnown ? null : nearEnd(matches, at, sort, offset, limit);
    return { ids: near ?? windowOf(picked(scope, matches, at, sort.by), sort, offset, limit), total };
  };

  return {
    /** The IDs of all rows that match now, by key. A row's ID may be another's later: {@link uploadQueries} reads them again. */
    matchingIds(scope: UploadScope): Int32Array {
      return snapshot(database, () => {
        const row = findBucket.get(scope.connectionId, scope.bucket);
        const found = row && bucketAt(row);
        if (!found) return new Int32Array();
        const { id, revision } = found;
        const at: At = { id, revision, total: number(countRows.get(id)) };
        // Of a key there is always one: none is among the unknown.
        if (!isFiltered(scope.filter)) return wholeOrder(at, 'key').known;
        return picked(scope, matchesOf(scope, id, revision), at, 'key').known;
      });
    },

    /** One window of rows. Windows of the same revision never overlap and never miss a row. */
    uploadWindow(scope: UploadScope, sort: UploadSort, offset: number, limit: number): UploadWindow {
      // All that is read belongs to the one revision, though another thread writes meanwhile.
      return snapshot(database, () => {
        const row = findBucket.get(scope.connectionId, scope.bucket);
        const found = row && bucketAt(row);
        if (!found) return { revision: 0, total: 0, offset, rows: [] };
        const { id, revision } = found;
        const at: At = { id, revision, total: number(countRows.get(id)) };
        const { ids, total } = isFiltered(scope.filter)
          ? filtered(scope, at, sort, offset, limit)
          : { ids: unfiltered(at, sort, offset, limit), total: at.total };
        return { revision, total, offset, rows: rowsById(ids, scope.activeSince) };
      });
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

/** IDs in a sort's ascending order: those with a known value, and those without one, which come last either way. */
interface Ordered {
  known: Int32Array;
  unknown: Int32Array;
}

function eachStretch(by: UploadSort['by'], read: (stretch: Stretch) => Int32Array): Ordered {
  const { known, unknown } = stretchesOf(by);
  return { known: read(known), unknown: read(unknown) };
}

/** A window cut out of a whole order, in either direction. */
function windowOf({ known, unknown }: Ordered, { direction }: UploadSort, offset: number, limit: number): number[] {
  const cut = (ids: Int32Array, from: number, count: number): number[] => {
    if (direction === 'asc') return [...ids.subarray(from, from + count)];
    const end = Math.max(0, ids.length - from);
    return [...ids.subarray(Math.max(0, end - count), end)].reverse();
  };
  const head = cut(known, offset, limit);
  return [...head, ...cut(unknown, Math.max(0, offset - known.length), limit - head.length)];
}

function number(row: Row | undefined): number {
  return row ? sum(row, 'n') : 0;
}
