import type { DatabaseSync } from 'node:sqlite';
import { addUp } from '../../../shared/format/bytes.ts';
import type { UploadTotals } from '../../../shared/schema/model.ts';
import {
  type Grouping,
  type GroupsKept,
  mostFacets,
  mostGroups,
  type UploadFacets,
  type UploadGroup,
  type UploadGroups,
} from '../../../shared/schema/upload-groups.ts';
import { knownInitiation, whenActive } from './activity-clauses.ts';
import { bucketAt } from './bucket-at.ts';
import { integer, integerOrNull, type Row, sum, textOrNull, unlessBroken } from './columns.ts';
import { whereKeyBegins } from './filter-clauses.ts';
import { filterKey } from './filter-key.ts';
import { planFor } from './group-plans.ts';
import { sizedSums } from './known-numbers.ts';
import { remaining } from './remaining.ts';
import type { ResultCache } from './result-cache.ts';
import { type UploadScope, whereScope } from './upload-rows.ts';

const from = 'FROM upload JOIN bucket ON bucket.id = upload.bucket_id';
/** Sums by group, and the values to filter by. */
export function groupQueries(database: DatabaseSync, cache: ResultCache) {
  const bucketOf = database.prepare('SELECT id, revision FROM bucket WHERE connection_id = ? AND name = ?');
  const sums = createSums(database);
  /** Read once for the same rows: going back to a grouping costs nothing. */
  const kept = <T extends object>(connectionId: string, bucket: string, name: string, read: () => T): T => {
    const row = bucketOf.get(connectionId, bucket);
    const at = row && bucketAt(row);
    return at ? cache.get(at.id, at.revision, name, read) : read();
  };
  return {
    /**
     * Sums by folder, initiator or week.
     * @param prefix the folder whose folders are asked for; empty for the top
     * @param keep which of them, where there are more than one answer holds
     */
    uploadGroups(scope: UploadScope, by: Grouping, prefix: string, keep: GroupsKept = 'most uploads'): UploadGroups {
      const name = `groups ${by} ${keep} ${JSON.stringify(prefix)} ${filterKey(scope)}`;
      return kept(scope.connectionId, scope.bucket, name, () => sums.groups(scope, by, prefix, keep));
    },

    /** Storage classes and initiators of a bucket's rows, with how many have each. */
    uploadFacets(connectionId: string, bucket: string): UploadFacets {
      return kept(connectionId, bucket, 'facets', () => sums.facets(connectionId, bucket));
    },
  };
}

/** Those to keep first. */
const orders: Record<GroupsKept, (a: UploadGroup, b: UploadGroup) => number> = {
  'most uploads': (a, b) => b.totals.uploads - a.totals.uploads,
  'most bytes': (a, b) => b.totals.bytes - a.totals.bytes,
};

/** The reads themselves, over every row of a scope. */
function createSums(database: DatabaseSync) {
  return {
    groups(scope: UploadScope, by: Grouping, prefix: string, keep: GroupsKept): UploadGroups {
      const plan = planFor(by, prefix);
      const { where, parameters } = whereScope(scope);
      const clauses = [where, remaining];
      if (by === 'prefix' && prefix !== '') {
        whereKeyBegins(prefix, 'folder', (clause, name, value) => {
          clauses.push(clause);
          if (name !== undefined && value !== undefined) parameters[name] = value;
        });
      }
      const rows = database
        .prepare(
          `SELECT ${plan.value} AS value, upload.storage_class, max(upload.initiator_name) AS name,
             count(*) AS uploads, ${sizedSums},
             sum(coalesce(${whenActive(':since')}, 1)) AS active, min(${knownInitiation}) AS oldest
           ${from} WHERE ${clauses.join(' AND ')} GROUP BY value, upload.storage_class`,
        )
        .all({ ...parameters, since: scope.activeSince });
      const found = new Map<unknown, UploadGroup>();
      for (const row of rows) {
        const group = found.get(row.value);
        if (group) {
          addRow(group.totals, row);
          continue;
        }
        // What has no group that can be is in none.
        const name = unlessBroken(() => plan.name(row));
        if (name) found.set(row.value, { name, totals: addRow(noTotals(), row) });
      }
      const groups = [...found.values()]
        .sort(orders[keep])
        .slice(0, mostGroups)
        .sort((a, b) => plan.compare(a.name, b.name));
      return { groups, count: found.size };
    },

    facets(connectionId: string, bucket: string): UploadFacets {
      const rows = database
        .prepare(
          `SELECT upload.storage_class, upload.initiator_id, max(upload.initiator_name) AS name, count(*) AS uploads
           ${from} WHERE bucket.connection_id = ? AND bucket.name = ?
           GROUP BY upload.storage_class, upload.initiator_id`,
        )
        .all(connectionId, bucket);
      const classes = new Map<string | null, number>();
      const initiators = new Map<string | null, { displayName: string | null; uploads: number }>();
      for (const row of rows) {
        const uploads = integer(row, 'uploads');
        const storageClass = textOrNull(row, 'storage_class');
        classes.set(storageClass, (classes.get(storageClass) ?? 0) + uploads);
        const id = textOrNull(row, 'initiator_id');
        const known = initiators.get(id);
        initiators.set(id, {
          displayName: known?.displayName ?? textOrNull(row, 'name'),
          uploads: (known?.uploads ?? 0) + uploads,
        });
      }
      const most = (a: { uploads: number }, b: { uploads: number }) => b.uploads - a.uploads;
      return {
        storageClasses: [...classes].map(([value, uploads]) => ({ value, uploads })).sort(most),
        initiators: [...initiators]
          .map(([value, known]) => ({ value, ...known }))
          .sort(most)
          .slice(0, mostFacets),
        initiatorCount: initiators.size,
      };
    },
  };
}

function noTotals(): UploadTotals {
  return {
    uploads: 0,
    sized: 0,
    unsizable: 0,
    bytes: 0,
    parts: 0,
    active: 0,
    oldestInitiatedAt: null,
    bytesByStorageClass: {},
  };
}

/** Adds the sums of one row, which are of one storage class. */
function addRow(totals: UploadTotals, row: Row): UploadTotals {
  const bytes = sum(row, 'bytes');
  const oldest = integerOrNull(row, 'oldest');
  // A store that names no storage class bills its default one (API: ListMultipartUploads, StorageClass).
  const storageClass = textOrNull(row, 'storage_class') ?? 'STANDARD';
  totals.uploads += integer(row, 'uploads');
  totals.sized += integer(row, 'sized');
  totals.unsizable += integer(row, 'unsizable');
  totals.bytes = addUp(totals.bytes, bytes);
  totals.parts = addUp(totals.parts, sum(row, 'parts'));
  totals.active += integer(row, 'active');
  if (oldest !== null) totals.oldestInitiatedAt = Math.min(totals.oldestInitiatedAt ?? oldest, oldest);
  totals.bytesByStorageClass[storageClass] = addUp(totals.bytesByStorageClass[storageClass] ?? 0, bytes);
  return totals;
}
