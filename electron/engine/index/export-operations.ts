import type { ExportCursor, ExportPiece, JobOrigin, PlanCursor } from '../../../shared/schema/history.ts';
import type { PlanPart, PlanPlace } from '../../../shared/schema/model.ts';
import * as exported from '../records/evidence-export.ts';
import { jsonEntries } from '../records/json-entries.ts';
import { type PlanPiece, planCsvPiece, planJsonPiece } from '../records/plan-export.ts';
import { chainOfJob } from './evidence-chain.ts';
import type { historyOperations } from './history-operations.ts';
import type { ItemRecord, JobRecord } from './job-rows.ts';

/** What exports are read from. */
export type ExportSources = ReturnType<typeof historyOperations> & {
  planPart: (planId: string, from: PlanPlace, limit: number) => PlanPart | null;
  itemsInOrder: (of: JobRecord, after: number, limit: number) => ItemRecord[];
};

export type ExportFormat = 'csv' | 'json';

/** Entries of one piece: a megabyte or so, which takes some ten milliseconds. */
const itemsAPiece = 1000;
const linesAPiece = 4000;

/** Files are put together in the index's own thread, beside the rows, so that the main process only carries them. */
export function exportOperations(sources: ExportSources) {
  return {
    /** One piece of a plan's file, and where the next one begins; null where there is no such plan. */
    planPiece(
      planId: string,
      format: ExportFormat,
      cursor: PlanCursor | null,
      origin: JobOrigin | null,
    ): PlanPiece | null {
      const part = sources.planPart(planId, cursor ?? { item: 0, leftOut: 0 }, itemsAPiece);
      if (!part) return null;
      return format === 'csv' ? planCsvPiece(part, cursor) : planJsonPiece(part, cursor, origin);
    },

    /**
     * One piece of a job's export, and where the next one begins; null at its end. `head` goes before the first piece.
     */
    jobPiece(
      record: JobRecord,
      format: ExportFormat,
      cursor: ExportCursor | null,
      head: exported.ExportHead | null,
    ): Pick<ExportPiece, 'text' | 'next'> {
      const at = cursor ?? { section: 'items', after: -1, lines: sources.evidenceEnd(record.id) };
      const begin = head === null ? '' : format === 'csv' ? exported.csvHead : exported.jsonHead(head);
      if (at.section === 'items') {
        const items = sources.itemsInOrder(record, at.after, itemsAPiece);
        const text =
          format === 'csv'
            ? items.map(({ item }) => exported.itemRow(item)).join('')
            : jsonEntries(
                items.map(({ item }) => exported.itemEntry(item)),
                at.after === -1,
              );
        const last = items.at(-1);
        if (last && items.length === itemsAPiece) {
          return { text: begin + text, next: { ...at, after: last.position } };
        }
        const between = format === 'csv' ? '' : exported.jsonBetween;
        return { text: begin + text + between, next: { ...at, section: 'lines', after: 0 } };
      }
      const lines = sources
        .evidenceLines(record.id, at.after, linesAPiece)
        .filter(({ sequence }) => sequence <= at.lines);
      const chain = chainOfJob(record.id);
      const text =
        format === 'csv'
          ? lines.map(exported.lineRow).join('')
          : jsonEntries(
              lines.map((line) => exported.lineEntry(chain, line)),
              at.after === 0,
            );
      const last = lines.at(-1);
      if (last && lines.length === linesAPiece) return { text, next: { ...at, after: last.sequence } };
      return { text: text + (format === 'csv' ? '' : exported.jsonEnd), next: null };
    },
  };
}
