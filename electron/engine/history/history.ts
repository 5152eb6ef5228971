import { AppError } from '../../../shared/schema/errors.ts';
import type {
  ChainCheck,
  EvidenceLine,
  ExportCursor,
  ExportPiece,
  HistoryFilter,
  HistoryJob,
  JobOrigin,
  PlanCursor,
  SavedFile,
  SavedPlanPiece,
} from '../../../shared/schema/history.ts';
import type { PlanPart, PlanPlace } from '../../../shared/schema/model.ts';
import { planFileEnding } from '../../../shared/values/plan-file.ts';
import { says } from '../../../shared/words/says.ts';
import { isOver } from '../cleanup/judging/plans.ts';
import { PlanSaving, planBegin, planEntriesAtOnce } from '../cleanup/recording/plan-saving.ts';
import { publicJob } from '../cleanup/running/job-sums.ts';
import { connectionIfKnown } from '../connections/connection-if-known.ts';
import type { Connections } from '../connections/connections.ts';
import type { IndexClient } from '../index/client.ts';
import { type ChainPoint, chainStart } from '../index/evidence-chain.ts';
import type { HistoryRecord } from '../index/history-operations.ts';
import type { JobSums } from '../index/job-rows.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Clock } from '../ports/ports.ts';
import { originOf } from '../records/origin.ts';
import { nameOf, planFromFile } from '../records/plan-file.ts';
import { fileNameOf } from './file-name.ts';
import { jobReport, namedPerVerdict } from './job-report.ts';
import { openPlanFile } from './plan-file-thread.ts';
import { PlanTexts } from './plan-texts.ts';

export interface HistoryDeps {
  index: IndexClient;
  clock: Pick<Clock, 'now'>;
  /** The app's version, for what leaves the app. */
  version: string;
  connections: Pick<Connections, 'get' | 'activeSince'>;
  knowledge: Pick<Knowledge, 'job'>;
  newId?: () => string;
}

type Format = 'csv' | 'json';

/** What was planned and done, to be looked at again, checked and taken elsewhere. */
export interface History {
  /** As much of a plan as one answer carries, from a place in it or its beginning. */
  plan(planId: string, from?: PlanPlace): Promise<PlanPart>;
  /** A piece of a plan's file, from where the one before said, or its beginning. @throws AppError NOT_FOUND */
  exportPlan(planId: string, format: Format, cursor?: PlanCursor): Promise<SavedPlanPiece>;
  /** Takes a piece of a plan's file, before the last one comes with {@link openPlan}. @throws AppError INVALID_INPUT */
  addPlanText(fileId: string, text: string): void;
  /**
   * @param fileId of the pieces that came before `text`
   * @throws AppError INVALID_INPUT in words that say what is wrong with the file
   */
  openPlan(text: string, at: { connectionId: string; bucket: string } | undefined, fileId?: string): Promise<PlanPart>;
  jobs(filter: HistoryFilter, offset: number, limit: number): Promise<{ total: number; jobs: HistoryJob[] }>;
  /** @throws AppError NOT_FOUND, as all that follow */
  job(jobId: string): Promise<HistoryJob>;
  evidence(jobId: string, offset: number, limit: number): Promise<{ total: number; lines: EvidenceLine[] }>;
  verifyChain(jobId: string): Promise<ChainCheck>;
  exportJob(jobId: string, format: Format, cursor: ExportCursor | undefined): Promise<ExportPiece>;
  report(jobId: string): Promise<SavedFile>;
}

/** Lines that are checked in one go: some 50 ms, between which the index answers others. */
const linesAStep = 10_000;
const mediaTypes: Readonly<Record<Format, string>> = {
  csv: 'text/csv;charset=utf-8',
  json: 'application/json;charset=utf-8',
};

export function createHistory(deps: HistoryDeps): History {
  const { index, clock, version } = deps;
  const newId = deps.newId ?? (() => crypto.randomUUID());
  /** Sums of finished jobs, which never change any more. */
  const finishedSums = new Map<string, JobSums>();
  const texts = new PlanTexts();

  const currentOrigin = (connectionId: string): JobOrigin | null => {
    const connection = connectionIfKnown(deps.connections.get, connectionId);
    return connection && originOf(connection);
  };
  const known = async (jobId: string): Promise<HistoryRecord> => {
    const found = await index.historyJob(jobId);
    if (!found) throw new AppError('NOT_FOUND', says('noSuchJob'));
    return found;
  };
  const historyJob = async ({ record, origin }: HistoryRecord): Promise<HistoryJob> => {
    const where = { origin: origin ?? currentOrigin(record.connectionId) };
    // While the index cannot be written, what is known now is more.
    const live = deps.knowledge.job(record.id);
    if (live && live.state !== 'finished' && record.state !== 'finished') return { ...live, ...where };
    const sums = finishedSums.get(record.id) ?? (await index.jobSums(record.id));
    if (record.state === 'finished') finishedSums.set(record.id, sums);
    return { ...publicJob(record, sums), ...where };
  };
  const verifyChain = async (jobId: string): Promise<ChainCheck> => {
    let at: ChainPoint = chainStart;
    for (;;) {
      const progress = await index.checkChain(jobId, at, linesAStep);
      if ('found' in progress) return progress.found;
      at = progress.at;
    }
  };

  return {
    async plan(planId, from = planBegin) {
      const found = await index.planPart(planId, from, planEntriesAtOnce);
      if (!found) throw new AppError('NOT_FOUND', says('noSuchPlan'));
      return found;
    },

    async exportPlan(planId, format, cursor) {
      const head = await index.planHead(planId);
      const piece = head && (await index.planPiece(planId, format, cursor ?? null, currentOrigin(head.connectionId)));
      if (!head || !piece) throw new AppError('NOT_FOUND', says('noSuchPlan'));
      const fileName = `${fileNameOf(head.bucket, head.createdAt, head.id, 'plan')}.${format === 'json' ? planFileEnding : format}`;
      return { fileName, mediaType: mediaTypes[format], ...piece };
    },

    addPlanText: (fileId, text) => texts.add(fileId, text),

    async openPlan(text, at, fileId) {
      const file = await openPlanFile([...(fileId === undefined ? [] : texts.take(fileId)), text]);
      try {
        const { connection: from, bucket, createdAt } = file.outline;
        const connectionId = from.id;
        if (at && at.bucket !== bucket) {
          throw new AppError('INVALID_INPUT', says('planOfOtherBucket', { bucket, other: at.bucket }), {
            bucket,
          });
        }
        if (!connectionIfKnown(deps.connections.get, connectionId) || (at && at.connectionId !== connectionId)) {
          const name = from.name ?? connectionId;
          const endpoint = from.endpoint ? ` (${from.endpoint})` : '';
          throw new AppError('INVALID_INPUT', says('planOfOtherConnection', { connection: `${name}${endpoint}` }));
        }
        const activeSince = deps.connections.activeSince(connectionId);
        const head = { id: newId(), connectionId, bucket, createdAt: Math.min(createdAt, clock.now()) };
        const saving = new PlanSaving(index, head);
        for await (const items of file.items()) {
          const refs = items.map(({ key, uploadId }) => ({ connectionId, bucket, key, uploadId }));
          const known = await index.uploadsByRefs(refs, activeSince);
          const inJobs = new Set((await index.uploadsInJobs(refs)).map(nameOf));
          const settled = known.filter(isOver).map(({ ref }) => ref);
          const activeNow = known.filter(({ active }) => active).map(({ ref }) => ref);
          const piece = { connectionId, bucket, items, leftOut: [], activeSince, inJobs, settled, activeNow };
          await saving.add(planFromFile(piece));
        }
        for await (const leftOut of file.leftOut()) {
          const nobody = { inJobs: new Set<string>(), settled: [], activeNow: [] };
          const piece = { connectionId, bucket, items: [], leftOut, activeSince, ...nobody };
          await saving.add(planFromFile(piece));
        }
        return await saving.end();
      } finally {
        file.close();
      }
    },

    async jobs(filter, offset, limit) {
      const { total, jobs } = await index.historyJobs(filter, offset, limit);
      // One question each: others get their answers in between.
      const shown: HistoryJob[] = [];
      for (const job of jobs) shown.push(await historyJob(job));
      return { total, jobs: shown };
    },

    job: async (jobId) => historyJob(await known(jobId)),

    async evidence(jobId, offset, limit) {
      await known(jobId);
      return { total: await index.evidenceEnd(jobId), lines: await index.evidenceLines(jobId, offset, limit) };
    },

    async verifyChain(jobId) {
      await known(jobId);
      return verifyChain(jobId);
    },

    async exportJob(jobId, format, cursor) {
      const found = await known(jobId);
      const { record } = found;
      const head = cursor
        ? null
        : {
            exportedAt: clock.now(),
            app: version,
            job: await historyJob(found),
            chain: await verifyChain(jobId),
          };
      const piece = await index.jobPiece(record, format, cursor ?? null, head);
      const fileName = `${fileNameOf(record.bucket, record.createdAt, record.id, 'evidence')}.${format}`;
      return { fileName, mediaType: mediaTypes[format], ...piece };
    },

    async report(jobId) {
      const found = await known(jobId);
      const { record } = found;
      const text = jobReport({
        job: await historyJob(found),
        record,
        figures: await index.reportFigures(jobId, namedPerVerdict),
        chain: await verifyChain(jobId),
        now: clock.now(),
        app: version,
      });
      const fileName = `${fileNameOf(record.bucket, record.createdAt, record.id, 'report')}.html`;
      return { fileName, mediaType: 'text/html;charset=utf-8', text };
    },
  };
}
