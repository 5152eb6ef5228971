import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import type { Job, Plan } from '../../shared/schema/model.ts';
import type { Prompt } from '../../shared/schema/sign-in.ts';
import * as access from './fake-access.ts';
import * as data from './fake-data.ts';

const mib = 1024 ** 2;
const day = 86_400_000;

/** What the double should look like. */
export type FakeEngineOptions = {
  /** `first-run` has no connection yet; in `calm`, no prompt waits. */
  scene: 'full' | 'first-run' | 'calm';
  /** The time everything is told from, ms. */
  now: number;
};

/**
 * A double of the engine, derived from the contract: every answer is checked against it. It does nothing real; it is
 * there to see every state of the page without a store that misbehaves in just that way. For development and tests only.
 */
export function createFakeEngine({ scene, now }: FakeEngineOptions) {
  const os = implement(contract);
  const isFirstRun = scene === 'first-run';
  const calm = scene === 'calm';
  const jobs: Job[] = isFirstRun
    ? []
    : [data.job('job-1', 'footage', 2_000, now), { ...data.job('job-2', 'a-million', 12, now), state: 'finished' }];
  const prompts = waitingPrompts(isFirstRun || calm ? [] : access.prompts(now));
  const bucketOf = (name: string) => data.buckets(now).find((bucket) => bucket.name === name);
  const countOf = (name: string) => bucketOf(name)?.totals?.uploads ?? 0;
  const refused = (): never => {
    throw new ORPCError('CONFLICT', { defined: true, status: 409, message: 'The double does nothing.', data: {} });
  };

  // A plain object, not `os.router`: a call that is new in the contract is answered with 404 until a screen needs it here.
  return {
    app: {
      info: os.app.info.handler(() => ({
        version: '0.0.0',
        host: 'browser',
        platform: 'test',
        vault: { kind: 'memory' },
      })),
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
      probe: os.connections.probe.handler(() => access.facts(now)),
    },
    prompts: {
      answer: os.prompts.answer.handler(({ input }) => prompts.end(input.promptId)),
      dismiss: os.prompts.dismiss.handler(({ input }) => prompts.end(input.promptId)),
    },
    buckets: {
      refresh: os.buckets.refresh.handler(() => ({ status: 'ready', error: null, items: data.buckets(now) })),
      add: os.buckets.add.handler(refused),
      configure: os.buckets.configure.handler(refused),
      rights: os.buckets.rights.handler(({ input }) => access.rights(input.connectionId, input.bucket, now)),
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
    plans: {
      create: os.plans.create.handler(({ input }): Plan => {
        const items = Array.from({ length: 120 }, (_, index) => {
          const { ref, initiatedAt, activityAt, storageClass, active } = data.upload(input.bucket, index, now);
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
        return { id: 'plan', connectionId: 'aws', bucket: input.bucket, createdAt: now, items, leftOut };
      }),
    },
    jobs: {
      start: os.jobs.start.handler(refused),
      items: os.jobs.items.handler(({ input: { jobId, offset, limit } }) => {
        const total = jobs.find(({ id }) => id === jobId)?.items ?? 0;
        const rows = Math.max(0, Math.min(limit, total - offset));
        return { total, items: Array.from({ length: rows }, (_, index) => data.jobItem(jobId, offset + index, now)) };
      }),
      pause: os.jobs.pause.handler(refused),
      resume: os.jobs.resume.handler(refused),
      cancel: os.jobs.cancel.handler(refused),
      tryNow: os.jobs.tryNow.handler(refused),
    },
    live: {
      subscribe: os.live.subscribe.handler(async function* ({ signal }) {
        const denied = {
          code: 'ACCESS_DENIED' as const,
          message: '',
          details: { operation: 'ListBuckets', permission: 's3:ListAllMyBuckets' },
        };
        yield {
          type: 'snapshot' as const,
          seq: 1,
          state: {
            connections: isFirstRun ? [] : access.connections(now),
            buckets: {
              aws: { status: 'ready' as const, error: null, items: data.buckets(now) },
              denied: { status: 'failed' as const, error: denied, items: [] },
              readonly: {
                status: 'ready' as const,
                error: null,
                items: data.buckets(now).map((bucket) => ({ ...bucket, connectionId: 'readonly' })),
              },
              expired: { status: 'ready' as const, error: null, items: [] },
            },
            jobs,
            prompts: prompts.waiting(),
            credentials: access.credentials(now),
            endpoints: { denied: access.facts(now) },
          },
        };
        for (let seen = 0; await prompts.changed(seen, signal); ) {
          seen = prompts.revision();
          const events = [{ type: 'prompts' as const, prompts: prompts.waiting() }];
          yield { type: 'events' as const, seq: seen + 1, events };
        }
      }),
    },
  };
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
