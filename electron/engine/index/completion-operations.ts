import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { sumBytes } from '../../../shared/format/bytes.ts';
import type { CompletionPlan } from '../../../shared/schema/completion.ts';
import { objectSeenSchema, type Plan, partSchema } from '../../../shared/schema/model.ts';
import { text } from './columns.ts';
import { transaction } from './database.ts';
import type { JobStart } from './job-operations.ts';

const json = z.string().transform((value): unknown => JSON.parse(value));

interface PlanAndJobs {
  savePlan: (plan: Plan) => void;
  plan: (planId: string) => Plan | null;
  startJob: (start: JobStart) => 'started' | 'used';
}

/** Plans to complete an upload, and their jobs. Such a plan is a plan of one upload with its parts beside it. */
export function completionOperations(database: DatabaseSync, { savePlan, plan, startJob }: PlanAndJobs) {
  const insert = database.prepare('INSERT INTO completion_plan (plan_id, object) VALUES (?, ?)');
  const insertPart = database.prepare('INSERT INTO completion_part (plan_id, position, part) VALUES (?, ?, ?)');
  const head = database.prepare('SELECT object FROM completion_plan WHERE plan_id = ?');
  const parts = database.prepare('SELECT part FROM completion_part WHERE plan_id = ? ORDER BY position');
  const setKind = database.prepare(`UPDATE job SET kind = 'complete' WHERE id = ?`);

  return {
    /** Freezes a plan to complete. */
    saveCompletionPlan({ id, createdAt, item, parts, object }: CompletionPlan): void {
      const { connectionId, bucket } = item.ref;
      transaction(database, () => {
        savePlan({ id, connectionId, bucket, createdAt, items: [item], leftOut: [] });
        insert.run(id, JSON.stringify(object));
        parts.forEach((part, position) => {
          insertPart.run(id, position, JSON.stringify(part));
        });
      });
    },

    /** The plan as it was frozen; null where there is none, or where it is a plan to abort. */
    completionPlan(planId: string): CompletionPlan | null {
      const row = head.get(planId);
      const frozen = row ? plan(planId) : null;
      const item = frozen?.items[0];
      if (!row || !frozen || !item) return null;
      const found = parts.all(planId).map((part) => partSchema.parse(json.parse(text(part, 'part'))));
      return {
        id: planId,
        createdAt: frozen.createdAt,
        item,
        parts: found,
        // A plan with a size that is not known is never made.
        bytes: sumBytes(found.map(({ size }) => size)) ?? 0,
        object: objectSeenSchema.parse(json.parse(text(row, 'object'))),
      };
    },

    /** Starts a plan to complete. */
    startCompletion: (start: JobStart): 'started' | 'used' =>
      transaction(database, () => {
        const outcome = startJob(start);
        if (outcome === 'started') setKind.run(start.jobId);
        return outcome;
      }),
  };
}
