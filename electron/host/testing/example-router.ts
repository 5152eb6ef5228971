import { type AnyContractRouter, isContractProcedure } from '@orpc/contract';
import { type AnyProcedure, implement, isProcedure } from '@orpc/server';
import { contract } from '../../../shared/contract.ts';
import { AppError, type ErrorDetails } from '../../../shared/schema/errors.ts';
import type { LiveMessage } from '../../../shared/schema/live.ts';
import { inTheirWords } from '../../../shared/schema/saying.ts';
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
  const router = laidOver(absent(contract), {
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
      remove: os.connections.remove.handler(() => options.fail?.()),
    },
    buckets: {
      refresh: os.buckets.refresh.handler(() => {
        throw new AppError('ACCESS_DENIED', 'denied', details);
      }),
    },
    uploads: {
      ages: os.uploads.ages.handler(() => []),
      groups: os.uploads.groups.handler(() => ({ groups: [], count: 0 })),
      facets: os.uploads.facets.handler(() => ({ storageClasses: [], initiators: [], initiatorCount: 0 })),
      get: os.uploads.get.handler(() => null),
      evidence: os.uploads.evidence.handler(() => []),
    },
    jobs: {
      items: os.jobs.items.handler(() => ({ total: 0, items: [] })),
      history: os.jobs.history.handler(() => ({ total: 0, jobs: [] })),
    },
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
  if (!isEngineRouter(router)) throw new Error('The example answers what the contract does not ask, or not all of it.');
  return router;
}

/** Calls by name, in groups. */
type Calls = AnyProcedure | { [name: string]: Calls };

/** Every call of a contract, answered by NOT_FOUND. */
function absent(asked: AnyContractRouter): Calls {
  if (isContractProcedure(asked)) {
    return implement(asked).handler(() => {
      throw new AppError('NOT_FOUND', inTheirWords('Not in this example.'));
    });
  }
  return Object.fromEntries(Object.entries(asked).map(([name, part]) => [name, absent(part)]));
}

/** `calls` with those of `given` in their place. */
function laidOver(calls: Calls | undefined, given: Calls): Calls {
  if (isProcedure(given)) return given;
  const own = calls === undefined || isProcedure(calls) ? {} : calls;
  const laid = Object.entries(given).map(([name, part]) => [name, laidOver(own[name], part)] as const);
  return { ...own, ...Object.fromEntries(laid) };
}

/** Whether exactly the calls of the contract are answered. */
function isEngineRouter(calls: Calls): calls is Calls & EngineRouter {
  return covers(contract, calls);
}

function covers(asked: AnyContractRouter, calls: Calls | undefined): boolean {
  if (calls === undefined) return false;
  if (isContractProcedure(asked)) return isProcedure(calls);
  if (isProcedure(calls)) return false;
  const names = new Set([...Object.keys(asked), ...Object.keys(calls)]);
  return [...names].every((name) => {
    const part = asked[name];
    return part !== undefined && covers(part, calls[name]);
  });
}
