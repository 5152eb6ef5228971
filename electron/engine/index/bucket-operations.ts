import type { DatabaseSync } from 'node:sqlite';
import type { ScanSum } from '../../../shared/schema/costs.ts';
import type { Bucket, ScanState } from '../../../shared/schema/model.ts';
import { bucketSums } from './bucket-sums.ts';
import { integer, integerOrNull, type Row, readable, sum, text, unlessBroken } from './columns.ts';
import { transaction } from './database.ts';
import { bucketLifecycles } from './lifecycle-memory.ts';
import { scanFromJson } from './scan-json.ts';

/** Scans of a bucket whose sums are kept: daily ones of three months. */
const mostScanSums = 100;

/** Buckets of connections, and how far their scans came. */
export function bucketOperations(database: DatabaseSync) {
  const totals = bucketSums(database);
  const lifecycleOf = bucketLifecycles(database);
  const select = database.prepare('SELECT * FROM bucket WHERE connection_id = ? ORDER BY name');
  const one = database.prepare('SELECT * FROM bucket WHERE connection_id = ? AND name = ?');
  const insert = database.prepare(
    `INSERT INTO bucket (connection_id, name, created_at, origin) VALUES (?, ?, ?, ?)
     ON CONFLICT (connection_id, name) DO UPDATE SET
       created_at = coalesce(excluded.created_at, created_at),
       origin = CASE WHEN excluded.origin = 'listed' THEN 'listed' ELSE origin END`,
  );
  const remove = database.prepare('DELETE FROM bucket WHERE connection_id = ? AND name = ?');
  const removeAll = database.prepare('DELETE FROM bucket WHERE connection_id = ?');
  const setScan = database.prepare('UPDATE bucket SET scan = ? WHERE connection_id = ? AND name = ?');
  const keepSum = database.prepare(
    `INSERT OR REPLACE INTO scan_sum (bucket_id, finished_at, uploads, sized, bytes)
     SELECT bucket.id, :at, coalesce(sum(uploads), 0), coalesce(sum(sized), 0), CAST(total(bytes) AS INTEGER)
     FROM bucket LEFT JOIN bucket_sum ON bucket_sum.bucket_id = bucket.id
     WHERE bucket.connection_id = :connectionId AND bucket.name = :bucket GROUP BY bucket.id`,
  );
  const dropSums = database.prepare(
    `DELETE FROM scan_sum WHERE bucket_id = (SELECT id FROM bucket WHERE connection_id = :connectionId AND name = :bucket)
     AND finished_at NOT IN (SELECT finished_at FROM scan_sum AS kept WHERE kept.bucket_id = scan_sum.bucket_id
       ORDER BY finished_at DESC LIMIT ${mostScanSums})`,
  );
  const sums = database.prepare(
    `SELECT bucket.name, scan_sum.* FROM scan_sum JOIN bucket ON bucket.id = scan_sum.bucket_id
     WHERE bucket.connection_id = ? ORDER BY finished_at`,
  );
  const scans = database.prepare('SELECT connection_id, name, scan FROM bucket');

  const bucketFromRow = (row: Row, activeSince: number): Bucket => {
    const [connectionId, name] = [text(row, 'connection_id'), text(row, 'name')];
    const lifecycle = lifecycleOf(connectionId, name);
    const scan = scanFromJson(text(row, 'scan'));
    // Sums that cannot be are not known.
    const sums = scan.status === 'never' ? null : unlessBroken(() => totals(integer(row, 'id'), activeSince));
    // Where no page was ever read, nothing is known: a denied bucket is not an empty one (design, rule 4).
    const isKnown = sums !== null && (sums.uploads > 0 || (scan.status !== 'never' && scan.pages > 0));
    return {
      connectionId,
      name,
      createdAt: integerOrNull(row, 'created_at'),
      origin: text(row, 'origin') === 'listed' ? 'listed' : 'added',
      scan,
      totals: isKnown ? sums : null,
      ...(lifecycle ? { lifecycle } : {}),
    };
  };

  return {
    /** A connection's buckets with their totals, by name. */
    buckets: (connectionId: string, activeSince: number): Bucket[] =>
      select.all(connectionId).map((row) => bucketFromRow(row, activeSince)),

    /** One bucket, or null where the index does not know it. */
    bucket(connectionId: string, name: string, activeSince: number): Bucket | null {
      const row = one.get(connectionId, name);
      return row ? bucketFromRow(row, activeSince) : null;
    },

    /**
     * Takes over what ListBuckets told: new ones come, and listed ones that are gone go, with their uploads. Buckets
     * added by name stay.
     */
    saveListedBuckets(connectionId: string, listed: { name: string; createdAt: number | null }[]): void {
      transaction(database, () => {
        const names = new Set(listed.map(({ name }) => name));
        for (const row of select.all(connectionId)) {
          if (text(row, 'origin') === 'listed' && !names.has(text(row, 'name'))) {
            remove.run(connectionId, text(row, 'name'));
          }
        }
        for (const { name, createdAt } of listed) insert.run(connectionId, name, createdAt, 'listed');
      });
    },

    /** Adds a bucket by name; one that is known already stays as it is. */
    addBucket(connectionId: string, name: string): void {
      insert.run(connectionId, name, null, 'added');
    },

    /** Forgets a connection's buckets and their uploads. Jobs and evidence stay. */
    forgetConnection(connectionId: string): void {
      removeAll.run(connectionId);
    },

    /** Notes how far a scan came; of one that came to its end also what the bucket held then. */
    setScanState(connectionId: string, bucket: string, state: ScanState): void {
      transaction(database, () => {
        setScan.run(JSON.stringify(state), connectionId, bucket);
        if (state.status !== 'complete') return;
        keepSum.run({ connectionId, bucket, at: state.finishedAt });
        dropSums.run({ connectionId, bucket });
      });
    },

    /** What each bucket of a connection held at the end of its scans, oldest first, by name. */
    scanSums(connectionId: string): Record<string, ScanSum[]> {
      const found: Record<string, ScanSum[]> = {};
      readable(sums.all(connectionId), (row) => {
        const name = text(row, 'name');
        found[name] ??= [];
        found[name].push({
          at: integer(row, 'finished_at'),
          uploads: sum(row, 'uploads'),
          sized: sum(row, 'sized'),
          bytes: sum(row, 'bytes'),
        });
      });
      return found;
    },

    /** How far the newest scan of a bucket came; null for an unknown bucket. */
    scanState(connectionId: string, bucket: string): ScanState | null {
      const row = one.get(connectionId, bucket);
      return row ? scanFromJson(text(row, 'scan')) : null;
    },

    /** After a crash, and after broken rows were settled: scans that were under way become `stopped`, with what they had listed. */
    settleInterruptedScans(now: number): void {
      transaction(database, () => {
        for (const row of scans.all()) {
          const scan = scanFromJson(text(row, 'scan'));
          if (scan.status !== 'listing' && scan.status !== 'sizing') continue;
          const stopped: ScanState = { ...scan, status: 'stopped', finishedAt: now };
          setScan.run(JSON.stringify(stopped), text(row, 'connection_id'), text(row, 'name'));
        }
      });
    },

    /** How often this bucket's rows have changed; 0 for an unknown bucket. */
    revision(connectionId: string, bucket: string): number {
      const row = database
        .prepare('SELECT revision FROM bucket WHERE connection_id = ? AND name = ?')
        .get(connectionId, bucket);
      return row ? integer(row, 'revision') : 0;
    },
  };
}
