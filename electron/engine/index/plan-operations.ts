import type { DatabaseSync } from 'node:sqlite';
import {
  type Plan,
  type PlanItem,
  type PlanPart,
  type PlanPlace,
  planExclusionSchema,
  type UploadRef,
} from '../../../shared/schema/model.ts';
import { countOrNull, integer, integerOrNull, type Row, readable, text, textOrNull, unlessBroken } from './columns.ts';
import { transaction } from './database.ts';

/** A plan without its items. */
export type PlanHead = Pick<Plan, 'id' | 'connectionId' | 'bucket' | 'createdAt'>;

/**
 * A plan's upload, out of a row that has plan_item's columns. A time that cannot be is taken for the other one, and where
 * neither can be, for the beginning of time: then whatever a look sees is newer than the plan, and the upload is left alone.
 */
export function planItemFromRow(row: Row, connectionId: string, bucket: string): PlanItem {
  const partSet = textOrNull(row, 'part_set');
  const [initiatedAt, activityAt] = [integerOrNull(row, 'initiated_at'), integerOrNull(row, 'activity_at')];
  return {
    ref: { connectionId, bucket, key: text(row, 'key'), uploadId: text(row, 'upload_id') },
    initiatedAt: initiatedAt ?? activityAt ?? 0,
    activityAt: activityAt ?? initiatedAt ?? 0,
    parts: countOrNull(row, 'parts'),
    bytes: countOrNull(row, 'bytes'),
    ...(partSet !== null && { partSet }),
    storageClass: textOrNull(row, 'storage_class'),
    // Not known to be stale is active.
    active: integerOrNull(row, 'active') !== 0,
  };
}

/**
 * Characters of keys and upload IDs in one part of a plan, so that none is much longer than a piece of a plan's file
 * (`planTextAtOnce`), however long a store lets names be. A part has one entry at least.
 */
const namesAtOnce = 600_000;

/** What a part of a plan has room for. */
class PartRoom {
  #entries: number;
  #characters = namesAtOnce;

  constructor(entries: number) {
    this.#entries = entries;
  }

  /** As many of these rows as there is room for, and whether that is all of them. */
  take(rows: Iterable<Row>): { rows: Row[]; isAll: boolean } {
    const taken: Row[] = [];
    for (const row of rows) {
      if (this.#entries <= 0 || this.#characters <= 0) return { rows: taken, isAll: false };
      taken.push(row);
      this.#entries--;
      for (const name of [row.key, row.upload_id]) if (typeof name === 'string') this.#characters -= name.length;
    }
    return { rows: taken, isAll: true };
  }
}

/** Plans: written once, never changed. */
export function planOperations(database: DatabaseSync) {
  const insertPlan = database.prepare('INSERT INTO plan (id, connection_id, bucket, created_at) VALUES (?, ?, ?, ?)');
  const insertItem = database.prepare(
    `INSERT INTO plan_item
       (plan_id, position, key, upload_id, initiated_at, activity_at, parts, bytes, part_set, storage_class, active)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertLeftOut = database.prepare(
    'INSERT INTO plan_left_out (plan_id, position, key, upload_id, reason) VALUES (?, ?, ?, ?, ?)',
  );
  const head = database.prepare('SELECT * FROM plan WHERE id = ?');
  const items = database.prepare('SELECT * FROM plan_item WHERE plan_id = ? ORDER BY position');
  const leftOut = database.prepare('SELECT * FROM plan_left_out WHERE plan_id = ? ORDER BY position');
  const itemsFrom = database.prepare('SELECT * FROM plan_item WHERE plan_id = ? AND position >= ? ORDER BY position');
  const leftOutFrom = database.prepare(
    'SELECT * FROM plan_left_out WHERE plan_id = ? AND position >= ? ORDER BY position',
  );
  const itemNamed = database.prepare('SELECT * FROM plan_item WHERE plan_id = ? AND key = ? AND upload_id = ?');
  const busy = database.prepare(
    `SELECT 1 FROM job_item JOIN job ON job.id = job_item.job_id
     WHERE job_item.upload_id = ? AND job_item.key = ? AND job_item.state <> 'done' AND job.state <> 'finished'
       AND job.connection_id = ? AND job.bucket = ?`,
  );

  const planHead = (planId: string): PlanHead | null => {
    const row = head.get(planId);
    if (!row) return null;
    // One that cannot be read is as good as none.
    return unlessBroken(() => ({
      id: text(row, 'id'),
      connectionId: text(row, 'connection_id'),
      bucket: text(row, 'bucket'),
      createdAt: integer(row, 'created_at'),
    }));
  };

  const insertEntries = (
    planId: string,
    from: PlanPlace,
    { items, leftOut }: Pick<Plan, 'items' | 'leftOut'>,
  ): void => {
    items.forEach((item, at) => {
      const { key, uploadId } = item.ref;
      insertItem.run(
        planId,
        from.item + at,
        key,
        uploadId,
        item.initiatedAt,
        item.activityAt,
        item.parts,
        item.bytes,
        item.partSet ?? null,
        item.storageClass,
        item.active ? 1 : 0,
      );
    });
    leftOut.forEach(({ ref, reason }, at) => {
      insertLeftOut.run(planId, from.leftOut + at, ref.key, ref.uploadId, reason);
    });
  };
  const exclusionFromRow = (row: Row, { connectionId, bucket }: PlanHead): Plan['leftOut'][number] => ({
    ref: { connectionId, bucket, key: text(row, 'key'), uploadId: text(row, 'upload_id') },
    reason: planExclusionSchema.shape.reason.parse(row.reason),
  });

  return {
    /** Freezes a plan. */
    savePlan(plan: Plan): void {
      transaction(database, () => {
        insertPlan.run(plan.id, plan.connectionId, plan.bucket, plan.createdAt);
        insertEntries(plan.id, { item: 0, leftOut: 0 }, plan);
      });
    },

    /** Puts entries behind those that a plan has. @param from how many it has */
    addToPlan(planId: string, from: PlanPlace, entries: Pick<Plan, 'items' | 'leftOut'>): void {
      transaction(database, () => insertEntries(planId, from, entries));
    },

    planHead,

    /** The plan as it was frozen; null where there is none. */
    plan(planId: string): Plan | null {
      const found = planHead(planId);
      if (!found) return null;
      const { connectionId, bucket } = found;
      return {
        ...found,
        items: readable(items.all(planId), (row) => planItemFromRow(row, connectionId, bucket)),
        leftOut: leftOut.all(planId).map((row) => exclusionFromRow(row, found)),
      };
    },

    /**
     * Up to `limit` entries of a plan from a place in it, fewer where their names are long, and where the next ones begin; null
     * where there is no such plan.
     */
    planPart(planId: string, from: PlanPlace, limit: number): PlanPart | null {
      const found = planHead(planId);
      if (!found) return null;
      const { connectionId, bucket } = found;
      const room = new PartRoom(limit);
      const { rows: ofItems, isAll: haveItemsEnded } = room.take(itemsFrom.iterate(planId, from.item));
      const { rows: ofLeftOut, isAll } = haveItemsEnded
        ? room.take(leftOutFrom.iterate(planId, from.leftOut))
        : { rows: [], isAll: false };
      const after = (rows: readonly Row[], otherwise: number) => {
        const last = rows.at(-1);
        return last ? integer(last, 'position') + 1 : otherwise;
      };
      return {
        ...found,
        items: readable(ofItems, (row) => planItemFromRow(row, connectionId, bucket)),
        leftOut: ofLeftOut.map((row) => exclusionFromRow(row, found)),
        next: isAll ? null : { item: after(ofItems, from.item), leftOut: after(ofLeftOut, from.leftOut) },
      };
    },

    /** A plan with those of its items alone that are named; null where there is no such plan. */
    planOf(planId: string, refs: readonly UploadRef[]): Plan | null {
      const found = planHead(planId);
      if (!found) return null;
      const { connectionId, bucket } = found;
      const rows: Row[] = [];
      for (const { key, uploadId } of refs) {
        const row = itemNamed.get(planId, key, uploadId);
        if (row) rows.push(row);
      }
      return { ...found, items: readable(rows, (row) => planItemFromRow(row, connectionId, bucket)), leftOut: [] };
    },

    /** Those of these uploads that a job which has not finished still works on. */
    uploadsInJobs(refs: readonly UploadRef[]): UploadRef[] {
      return refs.filter((ref) => busy.get(ref.uploadId, ref.key, ref.connectionId, ref.bucket) !== undefined);
    },
  };
}
