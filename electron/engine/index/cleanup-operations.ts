import type { DatabaseSync } from 'node:sqlite';
import type { NewWatch } from '../records/watch-record.ts';
import { completionOperations } from './completion-operations.ts';
import { transaction } from './database.ts';
import { evidenceOperations, type NewEvidenceLine } from './evidence-operations.ts';
import { exportOperations } from './export-operations.ts';
import { historyOperations } from './history-operations.ts';
import { type JobPatch, jobOperations } from './job-operations.ts';
import type { ItemRecord } from './job-rows.ts';
import { planOperations } from './plan-operations.ts';
import { reportOperations } from './report-operations.ts';
import { watchOperations } from './watch-operations.ts';

/** One thing a running job writes. */
export type CleanupChange =
  | { kind: 'evidence'; line: NewEvidenceLine }
  | { kind: 'item'; record: ItemRecord }
  | { kind: 'job'; patch: JobPatch }
  | { kind: 'watch'; upload: NewWatch };

/** Plans, jobs, items, attempts and evidence in the index. */
export function cleanupOperations(database: DatabaseSync) {
  const { appendEvidence, chainEnd, ...evidence } = evidenceOperations(database);
  const { putItem, patchJob, ...jobs } = jobOperations(database, chainEnd);
  const plans = planOperations(database);
  const history = historyOperations(database);
  const { putWatch, ...watch } = watchOperations(database, { ...plans, ...jobs });
  return {
    ...completionOperations(database, { ...plans, ...jobs }),
    ...watch,
    ...plans,
    ...jobs,
    ...evidence,
    ...history,
    ...reportOperations(database),
    ...exportOperations({ ...plans, ...jobs, ...history }),

    /** Writes changes in their order, all of them or none: one transaction, on disk when it returns. */
    applyCleanup(changes: readonly CleanupChange[]): void {
      transaction(database, () => {
        for (const change of changes) {
          switch (change.kind) {
            case 'evidence':
              appendEvidence([change.line]);
              break;
            case 'item':
              putItem(change.record);
              break;
            case 'job':
              patchJob(change.patch);
              break;
            case 'watch':
              putWatch(change.upload);
              break;
          }
        }
      });
    },
  };
}
