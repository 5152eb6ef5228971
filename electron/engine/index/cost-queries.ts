import type { DatabaseSync } from 'node:sqlite';
import type { UploadRef } from '../../../shared/schema/model.ts';
import type { Grouping, GroupName } from '../../../shared/schema/upload-groups.ts';
import type { Holding } from '../pricing/holding.ts';
import { expectedAbortDate, toldAbortDate } from './abort-dates.ts';
import { knownInitiation, whenActive } from './activity-clauses.ts';
import { bucketAt } from './bucket-at.ts';
import { defaultStorageClass } from './bucket-sums.ts';
import { integer, integerOrNull, type Row, readable, sum, text, textOrNull } from './columns.ts';
import { whereKeyBegins } from './filter-clauses.ts';
import { filterKey, sameMomentMs } from './filter-key.ts';
import { planFor } from './group-plans.ts';
import { holdingFromSums, holdingSums } from './holding-columns.ts';
import { knownBytes } from './known-numbers.ts';
import { remaining } from './remaining.ts';
import type { ResultCache } from './result-cache.ts';
import { type UploadScope, whereScope } from './upload-rows.ts';

/** Uploads of one storage class whose billing ended alike. */
export interface HeldRow {
  storageClass: string;
  /** When lifecycle aborted them, very likely, ms UTC; null: it did not. */
  endedAt: number | null;
  uploads: number;
  /** Of these, it is on record since when their parts are stored: the rest is not in `holding`. */
  held: number;
  holding: Holding;
  /** Of all that are sized, and how many those are. */
  bytes: number;
  sized: number;
  parts: number;
  /** ListParts that reading each again would take. */
  partPages: number;
  /** For how many the store told when lifecycle will abort them, by rules that still say so. */
  dated: number;
}

/** What of one day's uploads would come to an end together. */
export interface StockRow {
  storageClass: string;
  /** Bytes of those that are sized. */
  bytes: number;
  uploads: number;
  sized: number;
  /** The day (its first ms, UTC) on which they were begun; null: not known. */
  day: number | null;
  /** The day on which lifecycle will abort them, or did, by the rules last read; null: none does, as far as is known. */
  abortDay: number | null;
  active: boolean;
}

const from = 'FROM upload JOIN bucket ON bucket.id = upload.bucket_id';
const dayMs = 86_400_000;

/**
 * When lifecycle ended a row's billing (pricing/cost-so-far.ts, billingEnd): its date has passed, and no part came after it.
 * A part without a time may have. A rule that is gone ended nothing, as far as can be told.
 */
const ended = `CASE WHEN upload.abort_date <= :now
  AND coalesce(upload.newest_part_at <= upload.abort_date, upload.parts = 0, 0) THEN ${toldAbortDate} END`;

const heldColumns = `coalesce(upload.storage_class, '${defaultStorageClass}') AS class, ${ended} AS ended, count(*) AS uploads,
  count(${knownBytes}) AS sized, total(${knownBytes}) AS bytes,
  total(CASE WHEN ${knownBytes} IS NOT NULL THEN upload.parts END) AS parts,
  count(${toldAbortDate}) AS dated,
  total(CASE WHEN ${knownBytes} IS NOT NULL THEN max(1, (upload.parts + 999) / 1000) END) AS part_pages, ${holdingSums}`;

/** What costs are made of, over the rows of a bucket. Each is kept until its rows change. */
export function costQueries(database: DatabaseSync, cache: ResultCache) {
  const bucketOf = database.prepare('SELECT id, revision FROM bucket WHERE connection_id = ? AND name = ?');
  const kept = <T extends object>(scope: UploadScope, name: string, read: () => T): T => {
    const row = bucketOf.get(scope.connectionId, scope.bucket);
    const at = row && bucketAt(row);
    return at ? cache.get(at.id, at.revision, `${name} ${filterKey(scope)}`, read) : read();
  };
  const one = database.prepare(
    `SELECT ${heldColumns} ${from} WHERE bucket.connection_id = :connectionId AND bucket.name = :bucket
       AND upload.key = :key AND upload.upload_id = :uploadId GROUP BY class, ended`,
  );
  const ofPlan = database.prepare(
    `SELECT ${heldColumns}, plan_item.active AS was_active FROM plan_item JOIN plan ON plan.id = plan_item.plan_id
       JOIN bucket ON bucket.connection_id = plan.connection_id AND bucket.name = plan.bucket
       JOIN upload ON upload.bucket_id = bucket.id AND upload.key = plan_item.key
         AND upload.upload_id = plan_item.upload_id
     WHERE plan.id = :planId AND ${remaining} GROUP BY was_active, class, ended`,
  );

  return {
    /** What the uploads of a scope hold, and since when. @param now ms UTC, by the server's clock */
    heldUploads(scope: UploadScope, now: number): HeldRow[] {
      return kept(scope, `held ${Math.floor(now / sameMomentMs)}`, () => {
        const { where, parameters } = whereScope(scope);
        const query = `SELECT ${heldColumns} ${from} WHERE ${where} AND ${remaining} GROUP BY class, ended`;
        return readable(database.prepare(query).all({ ...parameters, now }), heldFromRow);
      });
    },

    /** The same by group. @param prefix the folder whose folders are asked for; empty for the top */
    heldByGroup(scope: UploadScope, by: Grouping, prefix: string, now: number): { name: GroupName; held: HeldRow[] }[] {
      const name = `held ${by} ${JSON.stringify(prefix)} ${Math.floor(now / sameMomentMs)}`;
      return kept(scope, name, () => {
        const plan = planFor(by, prefix);
        const { where, parameters } = whereScope(scope);
        const clauses = [where, remaining];
        if (by === 'prefix' && prefix !== '') {
          whereKeyBegins(prefix, 'folder', (clause, parameter, value) => {
            clauses.push(clause);
            if (parameter !== undefined && value !== undefined) parameters[parameter] = value;
          });
        }
        const query = `SELECT ${plan.value} AS value, max(upload.initiator_name) AS name, ${heldColumns} ${from}
          WHERE ${clauses.join(' AND ')} GROUP BY value, class, ended`;
        const groups = new Map<unknown, { name: GroupName; held: HeldRow[] }>();
        const read = (row: Row) => {
          const group = groups.get(row.value) ?? { name: plan.name(row), held: [] };
          group.held.push(heldFromRow(row));
          groups.set(row.value, group);
        };
        readable(database.prepare(query).all({ ...parameters, now }), read);
        return [...groups.values()];
      });
    },

    /** The same of one upload; empty where the index does not know it. */
    heldUpload({ connectionId, bucket, key, uploadId }: UploadRef, now: number): HeldRow[] {
      return readable(one.all({ connectionId, bucket, key, uploadId, now }), heldFromRow);
    },

    /** The same of what a plan would abort: of the uploads that it held for active, and of the others. */
    heldOfPlan(planId: string, now: number): { active: HeldRow[]; stale: HeldRow[] } {
      const found: { active: HeldRow[]; stale: HeldRow[] } = { active: [], stale: [] };
      readable(ofPlan.all({ planId, now }), (row) => {
        const isActive = integerOrNull(row, 'was_active') !== 0;
        (isActive ? found.active : found.stale).push(heldFromRow(row));
      });
      return found;
    },

    /** What the uploads of a scope hold, by the day on which they were begun and the one on which lifecycle ends them. */
    uploadStocks(scope: UploadScope): StockRow[] {
      return kept(scope, 'stocks', () => {
        const { where, parameters } = whereScope(scope);
        const rows = database
          .prepare(
            `SELECT coalesce(upload.storage_class, '${defaultStorageClass}') AS class, count(*) AS uploads,
               count(${knownBytes}) AS sized, total(${knownBytes}) AS bytes,
               ${knownInitiation} / ${dayMs} AS day, ${expectedAbortDate} / ${dayMs} AS abort_day,
               coalesce(${whenActive(':since')}, 1) AS is_active
             ${from} WHERE ${where} AND ${remaining} GROUP BY class, day, abort_day, is_active`,
          )
          .all({ ...parameters, since: scope.activeSince });
        return readable(rows, (row) => ({
          storageClass: text(row, 'class'),
          bytes: sum(row, 'bytes'),
          uploads: integer(row, 'uploads'),
          sized: integer(row, 'sized'),
          day: dayFrom(row, 'day'),
          abortDay: dayFrom(row, 'abort_day'),
          active: integer(row, 'is_active') !== 0,
        }));
      });
    },
  };
}

function dayFrom(row: Row, column: string): number | null {
  const day = integerOrNull(row, column);
  return day === null || day < 0 ? null : day * dayMs;
}

function heldFromRow(row: Row): HeldRow {
  return {
    storageClass: textOrNull(row, 'class') ?? defaultStorageClass,
    endedAt: integerOrNull(row, 'ended'),
    uploads: integer(row, 'uploads'),
    held: integer(row, 'held'),
    holding: holdingFromSums(row),
    bytes: sum(row, 'bytes'),
    sized: integer(row, 'sized'),
    parts: sum(row, 'parts'),
    partPages: sum(row, 'part_pages'),
    dated: integer(row, 'dated'),
  };
}
