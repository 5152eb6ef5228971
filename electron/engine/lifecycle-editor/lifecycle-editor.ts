import { AppError } from '../../../shared/schema/errors.ts';
import type {
  LifecycleOutcome,
  LifecycleProposal,
  LifecycleSnippet,
  LifecycleView,
  WantedRuleInput,
} from '../../../shared/schema/lifecycle.ts';
import type { SnippetTool } from '../../../shared/values/lifecycle-kinds.ts';
import { says } from '../../../shared/words/says.ts';
import type { Buckets } from '../buckets/buckets.ts';
import { cliTarget } from '../commands/cli-target.ts';
import type { Connections } from '../connections/connections.ts';
import type { IndexClient } from '../index/client.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { adviseDays } from '../lifecycle/advise-days.ts';
import { noConfiguration } from '../lifecycle/configuration.ts';
import { coversEverything } from '../lifecycle/coverage.ts';
import { compareMeaning } from '../lifecycle/meaning.ts';
import { ownTool } from '../lifecycle/own-tools.ts';
import { proposeRule } from '../lifecycle/propose.ts';
import { snippet } from '../lifecycle/snippets.ts';
import type { Clock, Log } from '../ports/ports.ts';
import type { Paces } from '../store/paces.ts';
import { wait } from '../store/retry.ts';
import { requireWritable } from '../store/s3/read-only.ts';
import type { ServerTime } from '../store/server-time.ts';
import type { Store } from '../store/store.ts';
import { isForeignTo } from '../store/trouble-table.ts';
import { applyRule, meaningMark } from './apply.ts';
import { type ConfigurationStore, configurationStore, type ReadConfiguration } from './configuration-store.ts';
import { type LifecycleMemoryIndex, type Look, remember } from './memory.ts';
import { proposalKind } from './proposal-kind.ts';
import { configurationView, differenceView, snippetView } from './views.ts';

export interface LifecycleEditorDeps {
  index: LifecycleMemoryIndex &
    Pick<
      IndexClient,
      | 'bucket'
      | 'lifecycleCoverage'
      | 'simulateRule'
      | 'endedUploads'
      | 'acknowledgeDrift'
      | 'wantsContentMd5'
      | 'saveWantsContentMd5'
      | 'forgetLifecycle'
    >;
  clock: Clock;
  log: Log;
  paces: Paces;
  serverTime: Pick<ServerTime, 'now'>;
  connections: Pick<Connections, 'get' | 'activeSince' | 'attendedStoreFor' | 'storeFor'>;
  knowledge: Pick<Knowledge, 'learn'>;
  buckets: Pick<Buckets, 'tell'>;
  /** How long to wait for a store that still shows what was there before, ms. */
  waits?: readonly number[];
}

/** AWS follows within seconds, as a rule. */
const usualWaits = [500, 1500, 4000] as const;

/** One bucket. */
export interface BucketAt {
  connectionId: string;
  bucket: string;
}

/** Lifecycle rules of buckets: read, proposed, tried on the uploads that are there, put and proved. */
export function createLifecycleEditor(deps: LifecycleEditorDeps) {
  const { index, clock, log, paces, serverTime, knowledge, connections, buckets, waits = usualWaits } = deps;

  const overStore = async (store: Store, { connectionId, bucket }: BucketAt, signal?: AbortSignal) => {
    let wantsMd5 = await index.wantsContentMd5(connectionId);
    const memory = {
      wantsMd5: () => wantsMd5,
      learnedMd5() {
        wantsMd5 = true;
        index.saveWantsContentMd5(connectionId).catch((error: unknown) => {
          log.warn('What an endpoint wants could not be noted', { error: String(error) });
        });
      },
    };
    return configurationStore(store, bucket, memory, signal);
  };
  const open = async (at: BucketAt, signal?: AbortSignal): Promise<ConfigurationStore> =>
    overStore(paces.atOnce(await connections.attendedStoreFor(at.connectionId)), at, signal);
  const looks = new Set<BackgroundLook>();
  let isClosing = false;
  /** Ends looks that are under way, those of one connection or all. */
  const stopLooks = async (connectionId: string | null): Promise<void> => {
    const all = [...looks].filter((look) => connectionId === null || look.connectionId === connectionId);
    for (const { stop } of all) stop.abort(new AppError('CONFLICT', says('connectionChanged')));
    await Promise.all(all.map(({ ended }) => ended));
  };
  const scopeOf = ({ connectionId, bucket }: BucketAt) => ({
    connectionId,
    bucket,
    activeSince: connections.activeSince(connectionId),
  });

  /** When the newest listing that came to its end did so. */
  const scannedAt = async (at: BucketAt): Promise<number | null> => {
    const { scan } = (await index.bucket(at.connectionId, at.bucket, connections.activeSince(at.connectionId))) ?? {};
    return scan?.status === 'complete' ? scan.finishedAt : null;
  };

  /** Remembers what was seen, and tells who watches the bucket. */
  const note = async (at: BucketAt, look: Omit<Look, 'at'>, isOurs = false): Promise<void> => {
    const revision = await remember(index, at, { ...look, at: clock.now() }, isOurs);
    if (revision !== null)
      knowledge.learn({ type: 'uploads', connectionId: at.connectionId, bucket: at.bucket, revision });
    await buckets.tell(at.connectionId, at.bucket);
  };
  /** What a bucket has. A store that knows no lifecycle has no rules, and none to lose. */
  const readFrom = async (store: ConfigurationStore): Promise<KnownConfiguration> => {
    try {
      return await store.read();
    } catch (error) {
      if (!(error instanceof AppError) || !isForeignTo(error)) throw error;
      return { state: 'not supported', configuration: noConfiguration };
    }
  };
  const readKnown = async (at: BucketAt, signal?: AbortSignal) => readFrom(await open(at, signal));

  return {
    /**
     * Reads a bucket's rules and says what they do to the uploads that the index knows.
     * @throws AppError as the store's call, for example ACCESS_DENIED
     */
    async read(at: BucketAt, signal?: AbortSignal): Promise<LifecycleView> {
      const { state, configuration } = await readKnown(at, signal);
      await note(at, { state, configuration });
      const { managedBy, undated, ...coverage } = await index.lifecycleCoverage(scopeOf(at), configuration);
      return {
        ...at,
        at: clock.now(),
        state,
        ...configurationView(configuration),
        coversEverything: coversEverything(configuration),
        coverage: { ...coverage, undated, scannedAt: await scannedAt(at) },
        advice: advice(await index.endedUploads(at.connectionId, at.bucket)),
        managedBy,
        ownTool: ownTool(connections.get(at.connectionId).endpointUrl),
      };
    },

    /** What a rule would change in the configuration as it is now, and do to the uploads that are there. Sends GETs only. */
    async propose(at: BucketAt, wanted: WantedRuleInput, signal?: AbortSignal): Promise<LifecycleProposal> {
      const { state, configuration } = await readKnown(at, signal);
      const proposal = proposeRule(configuration, wanted);
      const proposed = 'configuration' in proposal ? proposal.configuration : configuration;
      const altered = proposal.kind === 'altered' ? 1 : 0;
      const { managedBy, ...simulation } = await index.simulateRule(
        scopeOf(at),
        wanted,
        configuration,
        serverTime.now(at.connectionId),
      );
      return {
        bucket: at.bucket,
        kind: proposalKind(proposal, {
          state,
          ownTool: ownTool(connections.get(at.connectionId).endpointUrl),
          rules: configuration.rules,
        }),
        base: meaningMark(configuration),
        difference: differenceView(compareMeaning(configuration, proposed)),
        unchanged: configuration.rules.length - altered,
        simulation: simulationView(simulation),
        managedBy,
      };
    },

    /**
     * Puts the rule, where the configuration still means what the proposal was made of, and proves what became of it.
     * @throws AppError READ_ONLY; CONFLICT where the store has such rules in its own way only; as the store's calls where
     *   nothing was sent
     */
    async apply(at: BucketAt, wanted: WantedRuleInput, base: string): Promise<LifecycleOutcome> {
      const connection = connections.get(at.connectionId);
      requireWritable(connection);
      if (ownTool(connection.endpointUrl) !== null) {
        throw new AppError('CONFLICT', says('rulesInOwnWay'));
      }
      const ports = { wait: (ms: number) => wait(ms, clock), waits };
      const store = await open(at);
      const outcome = await applyRule(store, wanted, base, ports);
      // What this app has put is no drift. Where it cannot be read, the next look says.
      if (outcome.outcome === 'applied' || outcome.outcome === 'undone') {
        await store.read().then(
          (kept) => note(at, kept, true),
          () => {},
        );
      }
      log.info('A lifecycle rule was put', { bucket: at.bucket, days: wanted.days, outcome: outcome.outcome });
      return outcome;
    },

    /**
     * A scan has come to its end: looks at the rules as well, in the background, and remembers them. What cannot be read is
     * left as it was known.
     * @returns whether the app is still open
     */
    async scanned(connectionId: string, bucket: string): Promise<boolean> {
      if (isClosing) return false;
      const at = { connectionId, bucket };
      const stop = new AbortController();
      const ended = (async () => {
        const store = await overStore(paces.inTurn(await connections.storeFor(connectionId)), at, stop.signal);
        const seen = await readFrom(store);
        // What leads elsewhere now was seen of another endpoint.
        stop.signal.throwIfAborted();
        await note(at, seen);
      })().catch((error: unknown) => {
        const code = error instanceof AppError ? error.code : String(error);
        log.info('Lifecycle rules could not be read after a scan', { bucket, code });
      });
      const look = { connectionId, stop, ended };
      looks.add(look);
      await ended;
      looks.delete(look);
      return !isClosing;
    },

    /** A person has seen what changed. */
    async acknowledge({ connectionId, bucket }: BucketAt): Promise<void> {
      await index.acknowledgeDrift(connectionId, bucket);
      await buckets.tell(connectionId, bucket);
    },

    /** The connection may lead elsewhere now, or was removed. */
    async forget(connectionId: string): Promise<void> {
      await stopLooks(connectionId);
      await index.forgetLifecycle(connectionId);
    },

    /** Ends every look that is under way. */
    async close(): Promise<void> {
      isClosing = true;
      await stopLooks(null);
    },

    /** The rule as another tool puts it, beside what is there where that can be read. */
    async snippet(at: BucketAt, rule: WantedRuleInput, tool: SnippetTool): Promise<LifecycleSnippet> {
      const target = cliTarget(connections.get(at.connectionId), at.bucket);
      // Where rules may not be read, a snippet would drop them: that failure is thrown.
      const { configuration: existing } = await readKnown(at);
      return snippetView(snippet(tool, { bucket: at.bucket, rule, existing, target }));
    },
  };
}

interface BackgroundLook {
  connectionId: string;
  stop: AbortController;
  ended: Promise<void>;
}

type KnownConfiguration = Pick<ReadConfiguration, 'configuration'> & Pick<Look, 'state'>;

export type LifecycleEditor = ReturnType<typeof createLifecycleEditor>;

function simulationView({
  dates,
  active,
  ...rest
}: Omit<Awaited<ReturnType<IndexClient['simulateRule']>>, 'managedBy'>): LifecycleProposal['simulation'] {
  return { ...rest, dates: [...dates], active: [...active] };
}

function advice(ended: Parameters<typeof adviseDays>[0]): LifecycleView['advice'] {
  const { choices, ...rest } = adviseDays(ended);
  return { ...rest, choices: [...choices] };
}
