import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type BucketLifecycle, bucketLifecycleSchema, lifecycleDriftSchema } from '../../../shared/schema/lifecycle.ts';
import { integer, type Row, text, textOrNull, unlessBroken } from './columns.ts';
import { transaction } from './database.ts';

const documentSchema = z.object({ xml: z.string(), transitionDefault: z.string().nullable() });
const seenSchema = z.object({
  document: documentSchema,
  state: bucketLifecycleSchema.shape.state,
  coversEverything: bucketLifecycleSchema.shape.coversEverything,
  aborting: bucketLifecycleSchema.shape.aborting,
});
const driftSchema = lifecycleDriftSchema.extend({ from: documentSchema });

/** The rules of a bucket as they were seen last; `document` with '' is none. */
export interface SeenLifecycle extends z.infer<typeof seenSchema> {
  at: number;
  drift: z.infer<typeof driftSchema> | null;
}

/** The rules that buckets were last seen with, and what endpoints want of a PUT. */
export function lifecycleMemoryOperations(database: DatabaseSync) {
  const select = database.prepare(
    'SELECT seen_at, seen, drift FROM lifecycle_seen WHERE connection_id = ? AND bucket = ?',
  );
  const save = database.prepare(
    'INSERT OR REPLACE INTO lifecycle_seen (connection_id, bucket, seen_at, seen, drift) VALUES (?, ?, ?, ?, ?)',
  );
  const touch = database.prepare(
    'UPDATE bucket SET revision = revision + 1 WHERE connection_id = ? AND name = ? RETURNING revision',
  );
  const touchAll = database.prepare('UPDATE bucket SET revision = revision + 1 WHERE connection_id = ?');
  const acknowledge = database.prepare('UPDATE lifecycle_seen SET drift = NULL WHERE connection_id = ? AND bucket = ?');
  const forgetRules = database.prepare('DELETE FROM lifecycle_seen WHERE connection_id = ?');
  const habit = database.prepare('SELECT 1 FROM endpoint_habit WHERE connection_id = ? AND habit = ?');
  const saveHabit = database.prepare('INSERT OR REPLACE INTO endpoint_habit (connection_id, habit) VALUES (?, ?)');
  const forgetHabits = database.prepare('DELETE FROM endpoint_habit WHERE connection_id = ?');
  const md5 = 'wants content-md5';

  return {
    /** null where they were never seen, or what was kept cannot be read: then the next look begins anew. */
    seenLifecycle(connectionId: string, bucket: string): SeenLifecycle | null {
      const row = select.get(connectionId, bucket);
      return row ? unlessBroken(() => seenFromRow(row)) : null;
    },

    /**
     * Abort dates go by these rules: where they are other rules than before, what was made of the bucket's rows is stale.
     * @returns the bucket's new revision; null: its rules are what they were, or the index does not know it
     */
    saveSeenLifecycle(connectionId: string, bucket: string, seenNow: SeenLifecycle): number | null {
      const { at, drift, ...seen } = seenNow;
      return transaction(database, () => {
        const kept = select.get(connectionId, bucket)?.seen;
        const text = JSON.stringify(seen);
        save.run(connectionId, bucket, at, text, drift === null ? null : JSON.stringify(drift));
        const row = kept === text ? undefined : touch.get(connectionId, bucket);
        return row ? integer(row, 'revision') : null;
      });
    },

    /** A person has seen what changed. */
    acknowledgeDrift(connectionId: string, bucket: string): void {
      acknowledge.run(connectionId, bucket);
    },

    wantsContentMd5: (connectionId: string): boolean => habit.get(connectionId, md5) !== undefined,

    saveWantsContentMd5(connectionId: string): void {
      saveHabit.run(connectionId, md5);
    },

    /** The connection may lead elsewhere now, or was removed. */
    forgetLifecycle(connectionId: string): void {
      transaction(database, () => {
        forgetRules.run(connectionId);
        forgetHabits.run(connectionId);
        touchAll.run(connectionId);
      });
    },
  };
}

function seenFromRow(row: Row): SeenLifecycle {
  const drift = textOrNull(row, 'drift');
  return {
    ...seenSchema.parse(JSON.parse(text(row, 'seen'))),
    at: integer(row, 'seen_at'),
    drift: drift === null ? null : driftSchema.parse(JSON.parse(drift)),
  };
}

/** What a bucket's row tells of it; nothing where it was never seen. */
export function bucketLifecycles(database: DatabaseSync) {
  const { seenLifecycle } = lifecycleMemoryOperations(database);
  return (connectionId: string, bucket: string): BucketLifecycle | undefined => {
    const seen = seenLifecycle(connectionId, bucket);
    if (seen === null) return undefined;
    const { at, state, coversEverything, aborting, drift } = seen;
    const told = drift && { since: drift.since, foundAt: drift.foundAt, difference: drift.difference };
    return { at, state, coversEverything, aborting, drift: told };
  };
}
