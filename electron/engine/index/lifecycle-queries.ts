import type { DatabaseSync } from 'node:sqlite';
import { isActive } from '../../../shared/values/activity.ts';
import type { EndedUploads } from '../lifecycle/advise-days.ts';
import { type BucketCoverage, coverBucket } from '../lifecycle/bucket-coverage.ts';
import type { LifecycleConfiguration } from '../lifecycle/configuration.ts';
import { managedBy } from '../lifecycle/managed-buckets.ts';
import { type RuleToTry, type SimulatedUpload, type Simulation, simulate } from '../lifecycle/simulate.ts';
import { countOrNull, integer, integerOrNull, type Row, text, textOrNull, unlessBroken } from './columns.ts';
import { knownBytes } from './known-numbers.ts';
import { remaining } from './remaining.ts';
import { vanishedQuery } from './vanished-rows.ts';

/** A bucket's uploads, and from when on one counts as active (`UploadScope`). */
export interface LifecycleScope {
  connectionId: string;
  bucket: string;
  activeSince: number;
}

/** What is seen of a bucket's uploads besides what is made of them. */
interface Seen {
  /** Uploads whose beginning is not known. */
  undated: number;
  /** The program that looks after the bucket, by its keys; null: none that is known. */
  managedBy: string | null;
}

/** What a bucket's rules are held against: read row by row, however many there are. */
export function lifecycleQueries(database: DatabaseSync) {
  const select = database.prepare(
    `SELECT upload.key, upload.initiated_at, upload.activity_at, upload.newest_part_at, upload.storage_class,
       upload.abort_date, upload.abort_rule_id, ${knownBytes} AS bytes
     FROM upload JOIN bucket ON bucket.id = upload.bucket_id
     WHERE bucket.connection_id = ? AND bucket.name = ? AND ${remaining}
     ORDER BY upload.key, upload.upload_id`,
  );
  const finished = database.prepare(
    `SELECT plan_item.initiated_at, plan_item.activity_at
     FROM job_item JOIN job ON job.id = job_item.job_id
       JOIN plan_item ON plan_item.plan_id = job.plan_id AND plan_item.position = job_item.position
     WHERE job.connection_id = ? AND job.bucket = ? AND job_item.verdict = 'completed' AND plan_item.initiated_at > 0
     LIMIT 100000`,
  );

  const vanished = vanishedQuery(database);

  /** Uploads whose beginning is known; what is seen of all of them is added to `seen`. */
  function* uploads({ connectionId, bucket, activeSince }: LifecycleScope, seen: Seen) {
    for (const row of select.iterate(connectionId, bucket)) {
      const upload = unlessBroken(() => uploadOf(row, activeSince));
      if (upload) seen.managedBy ??= managedBy([upload.key]);
      if (upload && upload.initiatedAt > 0) yield upload;
      else seen.undated++;
    }
  }

  return {
    /** What these rules do to the bucket's uploads, as far as the index knows them. */
    lifecycleCoverage(scope: LifecycleScope, existing: LifecycleConfiguration): BucketCoverage & Seen {
      const seen: Seen = { undated: 0, managedBy: null };
      return { ...coverBucket(uploads(scope, seen), existing), ...seen };
    },

    /** What a rule would do to them. @param now ms UTC, by the server's clock */
    simulateRule(
      scope: LifecycleScope,
      rule: RuleToTry,
      existing: LifecycleConfiguration,
      now: number,
    ): Simulation & Seen {
      const seen: Seen = { undated: 0, managedBy: null };
      return { ...simulate(rule, uploads(scope, seen), existing, now), ...seen };
    },

    /** How old uploads of a bucket were when they ended, as far as it was seen. */
    endedUploads(connectionId: string, bucket: string): EndedUploads[] {
      const known = finished.all(connectionId, bucket).flatMap((row) => {
        const ended = unlessBroken(() => integer(row, 'activity_at') - integer(row, 'initiated_at'));
        return ended === null || ended < 0 ? [] : [{ ageMs: ended, how: 'finished' as const }];
      });
      return [...known, ...vanished(connectionId, bucket)];
    },
  };
}

function uploadOf(row: Row, activeSince: number): SimulatedUpload {
  return {
    key: text(row, 'key'),
    initiatedAt: integerOrNull(row, 'initiated_at') ?? 0,
    newestPartAt: integerOrNull(row, 'newest_part_at'),
    bytes: countOrNull(row, 'bytes'),
    // A store that names no storage class bills its default one (API: ListMultipartUploads, StorageClass).
    storageClass: textOrNull(row, 'storage_class') ?? 'STANDARD',
    active: isActive(integerOrNull(row, 'activity_at') ?? 0, activeSince),
    abortDate: integerOrNull(row, 'abort_date'),
    abortRuleId: textOrNull(row, 'abort_rule_id'),
  };
}
