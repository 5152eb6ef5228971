import { implement } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import { AppError, type ErrorDetails } from '../../../shared/schema/errors.ts';
import type { LiveMessage } from '../../../shared/schema/live.ts';
import type { EngineRouter } from '../rpc-errors.ts';

/** What a test wants to see of {@link exampleRouter}. */
export interface ExampleRouterOptions {
  /** Thrown by `connections.remove`. */
  fail?: () => never;
  /** Yielded by `live.subscribe`, which then waits for the page to leave, or throws `thenFail`. */
  messages?: LiveMessage[];
  thenFail?: Error;
  onLeave?: () => void;
}

const details: ErrorDetails = { operation: 'ListBuckets', storeCode: 'AccessDenied', httpStatus: 403 };

/** For tests of the hosts: the whole contract without an engine. What a test does not need answers NOT_FOUND. */
export function exampleRouter(options: ExampleRouterOptions = {}): EngineRouter {
  const os = implement(contract);
  const absent = () => {
    throw new AppError('NOT_FOUND', 'Not in this example.');
  };
  return os.router({
    app: {
      info: os.app.info.handler(() => ({
        version: '1.2.3',
        host: 'browser',
        platform: 'linux',
        vault: { kind: 'memory' },
      })),
    },
    connections: {
      profiles: os.connections.profiles.handler(() => []),
      test: os.connections.test.handler(absent),
      save: os.connections.save.handler(absent),
      remove: os.connections.remove.handler(() => options.fail?.()),
      openPractice: os.connections.openPractice.handler(absent),
      export: os.connections.export.handler(absent),
      import: os.connections.import.handler(absent),
      signIn: os.connections.signIn.handler(absent),
      probe: os.connections.probe.handler(absent),
    },
    prompts: { answer: os.prompts.answer.handler(absent), dismiss: os.prompts.dismiss.handler(absent) },
    buckets: {
      refresh: os.buckets.refresh.handler(() => {
        throw new AppError('ACCESS_DENIED', 'denied', details);
      }),
      add: os.buckets.add.handler(absent),
      configure: os.buckets.configure.handler(absent),
      rights: os.buckets.rights.handler(absent),
    },
    scans: { start: os.scans.start.handler(absent), stop: os.scans.stop.handler(absent) },
    uploads: {
      window: os.uploads.window.handler(absent),
      totals: os.uploads.totals.handler(absent),
      ages: os.uploads.ages.handler(() => []),
      groups: os.uploads.groups.handler(() => ({ groups: [], count: 0 })),
      facets: os.uploads.facets.handler(() => ({ storageClasses: [], initiators: [], initiatorCount: 0 })),
      get: os.uploads.get.handler(() => null),
      prioritise: os.uploads.prioritise.handler(absent),
      parts: os.uploads.parts.handler(absent),
      verify: os.uploads.verify.handler(absent),
      evidence: os.uploads.evidence.handler(() => []),
    },
    plans: {
      create: os.plans.create.handler(absent),
      get: os.plans.get.handler(absent),
      export: os.plans.export.handler(absent),
      open: os.plans.open.handler(absent),
    },
    jobs: {
      start: os.jobs.start.handler(absent),
      items: os.jobs.items.handler(() => ({ total: 0, items: [] })),
      pause: os.jobs.pause.handler(absent),
      resume: os.jobs.resume.handler(absent),
      cancel: os.jobs.cancel.handler(absent),
      setDeadline: os.jobs.setDeadline.handler(absent),
      tryNow: os.jobs.tryNow.handler(absent),
      history: os.jobs.history.handler(() => ({ total: 0, jobs: [] })),
      get: os.jobs.get.handler(absent),
      evidence: os.jobs.evidence.handler(absent),
      verifyChain: os.jobs.verifyChain.handler(absent),
      export: os.jobs.export.handler(absent),
      report: os.jobs.report.handler(absent),
    },
    rescue: { plan: os.rescue.plan.handler(absent), start: os.rescue.start.handler(absent) },
    watch: { list: os.watch.list.handler(absent) },
    live: {
      subscribe: os.live.subscribe.handler(async function* ({ signal }) {
        try {
          for (const message of options.messages ?? []) yield message;
          if (options.thenFail) throw options.thenFail;
          await new Promise<void>((resolve) => {
            if (signal?.aborted) resolve();
            signal?.addEventListener('abort', () => resolve());
          });
        } finally {
          options.onLeave?.();
        }
      }),
    },
  });
}
