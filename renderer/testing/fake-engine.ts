import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import type { Job, PlanPart } from '../../shared/schema/model.ts';
import type { Prompt } from '../../shared/schema/sign-in.ts';
import * as access from './fake-access.ts';
import { cloudWatchFailures, toldSizes } from './fake-cloudwatch.ts';
import * as costs from './fake-costs.ts';
import * as data from './fake-data.ts';
import { bucketDeletion } from './fake-deletion.ts';
import { estateConnections, estateLists } from './fake-estate.ts';
import * as history from './fake-history.ts';
import * as leaks from './fake-leaks.ts';
import { lensBuckets, lensReport } from './fake-lens.ts';
import * as lifecycle from './fake-lifecycle.ts';
import type { Scene } from './scenes.ts';

const mib = 1024 ** 2;
const day = 86_400_000;

/** What the double should look like. */
export type FakeEngineOptions = {
  scene: Scene;
  /** The time everything is told from, ms. */
  now: number;
};

/**
 * A double of the engine, derived from the contract: every answer is checked against it. It does nothing real; it is
 * there to see every state of the page without a store that misbehaves in just that way. For development and tests only.
 */
export function createFakeEngine({ scene, now }: FakeEngineOptions) {
  const os = implement(contract).use(({ next, path }) => {
    const [room] = path;
    if (room === 'live' || room === 'app') return next();
    if (scene === 'failing') throw new ORPCError('STORE_FAILED', failure);
    return next();
  });
  const isFirstRun = scene === 'first-run';
  const isEmpty = isFirstRun || scene === 'empty';
  const jobs: Job[] = isEmpty
    ? []
    : [data.job('job-1', 'footage', 2_000, now), { ...data.job('job-2', 'a-million', 12, now), state: 'finished' }];
  const records = isEmpty ? [] : history.historyJobs(jobs, now);
  const watched = isEmpty ? [] : history.watched(now);
  const watch = isEmpty ? { watching: 0, nextLookAt: null, back: 0 } : history.watchSummary(now);
  const prompts = waitingPrompts(scene === 'full' ? access.prompts(now) : []);
  const estate = scene === 'estate' ? estateLists(now) : null;
  const bucketsOf = (connectionId: string) => (estate ? (estate[connectionId]?.items ?? []) : data.buckets(now));
  const everyBucket = () => (estate ? Object.values(estate).flatMap(({ items }) => items) : data.buckets(now));
  const bucketOf = (name: string) => everyBucket().find((bucket) => bucket.name === name);
  const countOf = (name: string) => bucketOf(name)?.totals?.uploads ?? 0;
  const refused = (): never => {
    throw new ORPCError('CONFLICT', { defined: true, status: 409, message: 'The double does nothing.', data: {} });
  };
  const missing = (message: string): never => {
    throw new ORPCError('NOT_FOUND', { defined: true, status: 404, message, data: {} });
  };
  const plan = (bucket: string): PlanPart => {
    const items = Array.from({ length: 120 }, (_, index) => {
      const { ref, initiatedAt, activityAt, storageClass, active } = data.upload(bucket, index, now);
      const known = index % 5 !== 4;
      return {
        ref,
        initiatedAt,
        activityAt,
        storageClass,
        active,
        parts: known ? 4 : null,
        bytes: known ? 32 * mib : null,
      };
    });
    const leftOut = items.slice(0, 3).map(({ ref }) => ({ ref, reason: 'in a running job' as const }));
    return { id: 'plan', connectionId: 'aws', bucket, createdAt: now, items, leftOut, next: null };
  };

  // By its type it answers every call of the contract.
  return os.router({
    app: {
      info: os.app.info.handler(() => ({
        version: '0.0.0',
        host: 'browser',
        platform: 'test',
        vault: { kind: 'memory' },
      })),
      diagnostics: os.app.diagnostics.handler(
        () =>
          'Loose Parts 0.0.0\nNode.js 24.0.0, in a web browser\nJobs under way: 1\nNo warning and no error in the log.',
      ),
      chooseLanguage: os.app.chooseLanguage.handler(() => {}),
      takeOpening: os.app.takeOpening.handler(() => {}),
    },
    connections: {
      profiles: os.connections.profiles.handler(() => [
        { name: 'default', region: 'eu-central-1', endpointUrl: null, way: 'keys' },
        { name: 'billing-read-only', region: 'us-east-1', endpointUrl: null, way: 'sso' },
      ]),
      test: os.connections.test.handler(({ input }) => access.testResult(input.name, now)),
      save: os.connections.save.handler(refused),
      remove: os.connections.remove.handler(refused),
      openPractice: os.connections.openPractice.handler(refused),
      export: os.connections.export.handler(() => ({
        fileName: 'connections.json',
        mediaType: 'application/json',
        text: '{}',
      })),
      import: os.connections.import.handler(() => ({
        added: [],
        needSecret: ['Partner store'],
        leftOut: [
          {
            name: 'Partner store',
            settings: [
              { setting: 'proxy', value: 'http://proxy.partner.example:3128' },
              { setting: 'CA file', value: '/etc/ssl/certs/partner.pem' },
            ],
          },
        ],
      })),
      signIn: os.connections.signIn.handler(refused),
      tryNow: os.connections.tryNow.handler(refused),
      probe: os.connections.probe.handler(() => access.facts(now)),
    },
    prompts: {
      answer: os.prompts.answer.handler(({ input }) => prompts.end(input.promptId)),
      dismiss: os.prompts.dismiss.handler(({ input }) => prompts.end(input.promptId)),
    },
    buckets: {
      refresh: os.buckets.refresh.handler(({ input }) => ({
        status: 'ready',
        error: null,
        items: bucketsOf(input.connectionId),
      })),
      add: os.buckets.add.handler(refused),
      configure: os.buckets.configure.handler(refused),
      deletion: os.buckets.deletion.handler(({ input }) => bucketDeletion(input.connectionId, input.bucket, now)),
      deletionCommands: os.buckets.deletionCommands.handler(refused),
      rights: os.buckets.rights.handler(({ input }) => access.rights(input.connectionId, input.bucket, now)),
    },
    saved: {
      list: os.saved.list.handler(() => [
        { name: 'Monthly', filter: { activity: 'stale', except: [{ keyPrefix: 'keep/' }] }, olderThanDays: 30 },
      ]),
      save: os.saved.save.handler(refused),
      remove: os.saved.remove.handler(refused),
    },
    scans: { start: os.scans.start.handler(refused), stop: os.scans.stop.handler(refused) },
    uploads: {
      window: os.uploads.window.handler(({ input: { bucket, offset, limit, filter } }) => {
        const total = filter.text ? Math.min(25, countOf(bucket)) : countOf(bucket);
        const rows = Math.max(0, Math.min(limit, total - offset));
        return {
          revision: 1,
          total,
          offset,
          rows: Array.from({ length: rows }, (_, index) => data.upload(bucket, offset + index, now)),
        };
      }),
      totals: os.uploads.totals.handler(({ input }) => data.totals(countOf(input.bucket), now)),
      ages: os.uploads.ages.handler(({ input: { bucket, bins } }) =>
        countOf(bucket) === 0
          ? []
          : Array.from({ length: bins }, (_, index) => ({
              from: Math.round(now - 400 * day + (index * 400 * day) / bins),
              to: Math.round(now - 400 * day + ((index + 1) * 400 * day) / bins),
              uploads: Math.round(40 + 38 * Math.sin(index / 3)),
              bytes: 0,
            })),
      ),
      groups: os.uploads.groups.handler(({ input: { bucket, by, prefix } }) =>
        history.groups(by, prefix, countOf(bucket), now),
      ),
      facets: os.uploads.facets.handler(() => history.facets),
      get: os.uploads.get.handler(({ input }) => data.upload(input.bucket, Number(input.uploadId.split('-')[1]), now)),
      prioritise: os.uploads.prioritise.handler(() => {}),
      parts: os.uploads.parts.handler(() => ({
        at: now,
        parts: Array.from({ length: 900 }, (_, index) => index + 1)
          .filter((partNumber) => partNumber % 37 !== 0 && (partNumber < 400 || partNumber > 430))
          .map((partNumber) => ({
            partNumber,
            size: partNumber % 50 === 0 ? mib : (8 + (partNumber % 9)) * mib,
            etag: `"${partNumber.toString(16).padStart(32, 'c')}"`,
            lastModified: now - 3 * day,
            checksum: null,
          })),
        bytes: 900 * 12 * mib,
        storageClass: 'STANDARD',
        abortDate: now + day,
        abortRuleId: 'abort-leftovers',
      })),
      verify: os.uploads.verify.handler(({ input: ref }) => ({
        ref,
        look: {
          at: now,
          parts: { outcome: 'denied', code: 'AccessDenied', permission: 's3:ListMultipartUploadParts' },
          listing: { outcome: 'absent' },
          object: { outcome: 'unasked' },
        },
        outcome: 'unverified',
        reason: { why: 'may not look', permission: 's3:ListMultipartUploadParts' },
        lookAgainAt: null,
      })),
      export: os.uploads.export.handler(() => ({
        fileName: 'uploads.csv',
        mediaType: 'text/csv',
        text: 'bucket,key\r\n',
        next: null,
      })),
      evidence: os.uploads.evidence.handler(({ input: ref }) =>
        [1, 2, 3].map((sequence) => ({
          sequence,
          callId: `call-${sequence}`,
          jobId: null,
          ref,
          at: now - 60_000 + sequence,
          durationMs: 12,
          purpose: 'verify' as const,
          operation: 'ListParts' as const,
          status: 200,
          code: null,
          requestId: `REQ${sequence}`,
          parts: 20,
          bytes: 160 * mib,
          requestCharged: sequence === 2,
        })),
      ),
    },
    costs: {
      uploads: os.costs.uploads.handler(() => costs.pair),
      groups: os.costs.groups.handler(({ input: { bucket, by, prefix } }) => ({
        groups: history
          .groups(by, prefix, countOf(bucket), now)
          .groups.map(({ name }) => ({ name, costs: costs.pair })),
      })),
      upload: os.costs.upload.handler(() => costs.pair),
      connection: os.costs.connection.handler(({ input }) => costs.ofConnection(bucketsOf(input.connectionId), now)),
      plans: os.costs.plans.handler(() => ({ stale: costs.pair, active: costs.pair, minimumDays: 0 })),
      scan: os.costs.scan.handler(() => costs.scan),
      prices: os.costs.prices.handler(() => costs.prices),
      setOwnPrice: os.costs.setOwnPrice.handler(refused),
      forecast: os.costs.forecast.handler(({ input }) => costs.forecast(input.ruleDays, now)),
    },
    accessLogs: {
      read: os.accessLogs.read.handler(() => leaks.logSummary(now)),
      summary: os.accessLogs.summary.handler(() => leaks.logSummary(now)),
      upload: os.accessLogs.upload.handler(() => leaks.trace(now)),
    },
    leaks: {
      report: os.leaks.report.handler(({ input }) => leaks.report(countOf(input.bucket), now)),
      upload: os.leaks.upload.handler(() => leaks.origin),
    },
    plans: {
      create: os.plans.create.handler(({ input }) => plan(input.bucket)),
      get: os.plans.get.handler(() => plan('footage')),
      export: os.plans.export.handler(() => ({
        fileName: 'plan.json',
        mediaType: 'application/json',
        text: '{}',
        next: null,
      })),
      addText: os.plans.addText.handler(() => {}),
      open: os.plans.open.handler(({ input }) => plan(input.at?.bucket ?? 'footage')),
    },
    jobs: {
      start: os.jobs.start.handler(refused),
      items: os.jobs.items.handler(({ input: { jobId, offset, limit } }) => {
        const total = records.find(({ id }) => id === jobId)?.items ?? 0;
        const rows = Math.max(0, Math.min(limit, total - offset));
        return { total, items: Array.from({ length: rows }, (_, index) => data.jobItem(jobId, offset + index, now)) };
      }),
      pause: os.jobs.pause.handler(refused),
      resume: os.jobs.resume.handler(refused),
      cancel: os.jobs.cancel.handler(refused),
      tryNow: os.jobs.tryNow.handler(refused),
      setDeadline: os.jobs.setDeadline.handler(refused),
      history: os.jobs.history.handler(({ input: { text, connectionId, offset, limit } }) => {
        const found = records.filter(
          (job) =>
            (text === undefined || job.bucket.includes(text)) &&
            (connectionId === undefined || job.connectionId === connectionId),
        );
        return { total: found.length, jobs: found.slice(offset, offset + limit) };
      }),
      get: os.jobs.get.handler(
        ({ input }) => records.find(({ id }) => id === input.jobId) ?? missing('There is no such job.'),
      ),
      evidence: os.jobs.evidence.handler(({ input: { offset, limit } }) => ({
        total: evidenceLines,
        lines: Array.from({ length: Math.max(0, Math.min(limit, evidenceLines - offset)) }, (_, index) =>
          history.evidenceLine(offset + index + 1, now),
        ),
      })),
      verifyChain: os.jobs.verifyChain.handler(({ input }) =>
        input.jobId === 'job-4'
          ? { intact: false, sequence: 17, problem: 'changed' }
          : { intact: true, lines: evidenceLines, firstHash: '1'.repeat(64), lastHash: '2'.repeat(64) },
      ),
      export: os.jobs.export.handler(() => ({
        fileName: 'evidence.json',
        mediaType: 'application/json',
        text: '{}',
        next: null,
      })),
      report: os.jobs.report.handler(() => ({ fileName: 'report.html', mediaType: 'text/html', text: '<p>A report' })),
    },
    rescue: {
      plan: os.rescue.plan.handler(({ input }) => history.completionPlan(input, now)),
      start: os.rescue.start.handler(refused),
    },
    watch: {
      list: os.watch.list.handler(({ input: { offset, limit } }) => ({
        summary: watch,
        entries: watched.slice(offset, offset + limit),
      })),
    },
    lifecycle: {
      read: os.lifecycle.read.handler(({ input }) => lifecycle.lifecycleView(input.connectionId, input.bucket, now)),
      propose: os.lifecycle.propose.handler(({ input }) =>
        lifecycle.lifecycleProposal(input.bucket, input.rule.days, now),
      ),
      acknowledge: os.lifecycle.acknowledge.handler(refused),
      apply: os.lifecycle.apply.handler(() => ({ outcome: 'not kept' })),
      snippet: os.lifecycle.snippet.handler(({ input }) =>
        lifecycle.lifecycleSnippet(input.tool, input.bucket, input.rule.days),
      ),
    },
    cloudWatch: {
      configure: os.cloudWatch.configure.handler(refused),
      told: os.cloudWatch.told.handler(({ input }) => (input.connectionId === 'aws' && !estate ? toldSizes(now) : [])),
      read: os.cloudWatch.read.handler(() => ({ sizes: toldSizes(now), failures: cloudWatchFailures })),
    },
    lens: {
      read: os.lens.read.handler(() => lensReport),
      compare: os.lens.compare.handler(() => lensBuckets),
    },
    live: {
      subscribe: os.live.subscribe.handler(async function* ({ signal }) {
        if (scene === 'connecting') await ended(signal);
        const denied = {
          code: 'ACCESS_DENIED' as const,
          message: '',
          details: { operation: 'ListBuckets', permission: 's3:ListAllMyBuckets' },
        };
        yield {
          type: 'snapshot' as const,
          seq: 1,
          state: {
            connections: isFirstRun ? [] : estate ? estateConnections() : access.connections(now),
            buckets: estate ?? {
              aws: { status: 'ready' as const, error: null, items: isEmpty ? [] : data.buckets(now) },
              denied: { status: 'failed' as const, error: denied, items: [] },
              readonly: {
                status: 'ready' as const,
                error: null,
                items: data.buckets(now).map((bucket) => ({ ...bucket, connectionId: 'readonly' })),
              },
              expired: { status: 'ready' as const, error: null, items: [] },
            },
            jobs,
            watch,
            prompts: prompts.waiting(),
            credentials: access.credentials(now),
            endpoints: { denied: access.facts(now) },
          },
        };
        if (scene === 'notices') {
          const events = history.notices(now).map((notice) => ({ type: 'notice' as const, notice }));
          yield { type: 'events' as const, seq: 2, events };
        }
        for (let seen = 0; await prompts.changed(seen, signal); ) {
          seen = prompts.revision();
          const events = [{ type: 'prompts' as const, prompts: prompts.waiting() }];
          yield { type: 'events' as const, seq: seen + 2, events };
        }
      }),
    },
  });
}

const evidenceLines = 480;
const failure = {
  defined: true,
  status: 500,
  message: 'Internal error',
  data: { operation: 'ListParts', storeCode: 'InternalError', httpStatus: 500 },
};

/** Resolves when nobody waits for the answer any more. */
function ended(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve()));
}

/** Prompts that end when they are answered: the one thing that the double does. */
function waitingPrompts(first: readonly Prompt[]) {
  let waiting = first;
  let revision = 0;
  const wakers = new Set<(goOn: boolean) => void>();
  return {
    waiting: () => [...waiting],
    revision: () => revision,
    end: (id: string) => {
      waiting = waiting.filter((prompt) => prompt.id !== id);
      revision += 1;
      for (const wake of wakers) wake(true);
      wakers.clear();
    },
    /** Resolves with true once there is a later revision than that, and with false when nobody listens any more. */
    changed: (since: number, signal: AbortSignal | undefined) =>
      new Promise<boolean>((resolve) => {
        if (revision > since) resolve(true);
        wakers.add(resolve);
        signal?.addEventListener('abort', () => resolve(false));
      }),
  };
}
