import { AppError } from '../../../shared/schema/errors.ts';
import type {
  LifecycleOutcome,
  LifecycleProposal,
  LifecycleSnippet,
  LifecycleView,
  WantedRuleInput,
} from '../../../shared/schema/lifecycle.ts';
import type { SnippetTool } from '../../../shared/values/lifecycle-kinds.ts';
import type { Connections } from '../connections/connections.ts';
import type { IndexClient } from '../index/client.ts';
import { adviseDays } from '../lifecycle/advise-days.ts';
import { noConfiguration } from '../lifecycle/configuration.ts';
import { coversEverything } from '../lifecycle/coverage.ts';
import { compareMeaning } from '../lifecycle/meaning.ts';
import { ownTool } from '../lifecycle/own-tools.ts';
import { type Proposal, proposeRule } from '../lifecycle/propose.ts';
import { snippet } from '../lifecycle/snippets.ts';
import type { Clock, Log } from '../ports/ports.ts';
import type { Paces } from '../store/paces.ts';
import { wait } from '../store/retry.ts';
import { requireWritable } from '../store/s3/read-only.ts';
import type { ServerTime } from '../store/server-time.ts';
import { applyRule, meaningMark } from './apply.ts';
import { type ConfigurationStore, configurationStore } from './configuration-store.ts';
import { configurationView, differenceView, snippetView } from './views.ts';

export interface LifecycleEditorDeps {
  index: Pick<IndexClient, 'bucket' | 'lifecycleCoverage' | 'simulateRule' | 'endedUploads'>;
  clock: Clock;
  log: Log;
  paces: Paces;
  serverTime: Pick<ServerTime, 'now'>;
  connections: Pick<Connections, 'get' | 'activeSince' | 'attendedStoreFor'>;
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
  const { index, clock, log, paces, serverTime, connections, waits = usualWaits } = deps;
  /** Endpoints that want Content-MD5, by host and port. */
  const wantMd5 = new Set<string>();

  const open = async ({ connectionId, bucket }: BucketAt, signal?: AbortSignal): Promise<ConfigurationStore> => {
    const store = paces.atOnce(await connections.attendedStoreFor(connectionId));
    const memory = {
      wantsMd5: () => wantMd5.has(store.endpoint),
      learnedMd5: () => void wantMd5.add(store.endpoint),
    };
    return configurationStore(store, bucket, memory, signal);
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

  /** What a bucket has. A store that knows no lifecycle has no rules, and none to lose. */
  const readKnown = async (at: BucketAt, signal?: AbortSignal) => {
    const store = await open(at, signal);
    try {
      return await store.read();
    } catch (error) {
      if (!(error instanceof AppError) || !knowsNone(error)) throw error;
      return { state: 'not supported' as const, configuration: noConfiguration };
    }
  };

  return {
    /**
     * Reads a bucket's rules and says what they do to the uploads that the index knows.
     * @throws AppError as the store's call, for example ACCESS_DENIED
     */
    async read(at: BucketAt, signal?: AbortSignal): Promise<LifecycleView> {
      const { state, configuration } = await readKnown(at, signal);
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
      return {
        bucket: at.bucket,
        kind: state === 'not supported' ? { kind: 'impossible', why: state } : kindView(proposal, configuration.rules),
        base: meaningMark(configuration),
        difference: differenceView(compareMeaning(configuration, proposed)),
        unchanged: configuration.rules.length - altered,
        simulation: simulationView(
          await index.simulateRule(scopeOf(at), wanted, configuration, serverTime.now(at.connectionId)),
        ),
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
        throw new AppError(
          'CONFLICT',
          'This store has such rules in its own way only. Use the snippet of its own tool.',
        );
      }
      const ports = { wait: (ms: number) => wait(ms, clock), waits };
      const outcome = await applyRule(await open(at), wanted, base, ports);
      log.info('A lifecycle rule was put', { bucket: at.bucket, days: wanted.days, outcome: outcome.outcome });
      return outcome;
    },

    /** The rule as another tool puts it, beside what is there where that can be read. */
    async snippet(at: BucketAt, rule: WantedRuleInput, tool: SnippetTool): Promise<LifecycleSnippet> {
      const { endpointUrl, region, credentials } = connections.get(at.connectionId);
      // Where rules may not be read, a snippet would drop them: that failure is thrown.
      const { configuration: existing } = await readKnown(at);
      const profile = credentials.kind === 'profile' ? credentials.profile : null;
      return snippetView(
        snippet(tool, { bucket: at.bucket, rule, existing, target: { endpointUrl, region, profile } }),
      );
    },
  };
}

export type LifecycleEditor = ReturnType<typeof createLifecycleEditor>;

function knowsNone({ code, details }: AppError): boolean {
  return code === 'NOT_S3' || details.httpStatus === 501 || details.httpStatus === 405;
}

function kindView(proposal: Proposal, rules: readonly { id: string }[]): LifecycleProposal['kind'] {
  const idOf = (place: number) => rules[place]?.id ?? '';
  switch (proposal.kind) {
    case 'added':
      return { kind: 'added' };
    case 'altered':
    case 'there':
      return { kind: proposal.kind, id: idOf(proposal.rule) };
    case 'impossible':
      return { kind: 'impossible', why: proposal.why };
  }
}

function simulationView({
  dates,
  active,
  ...rest
}: Awaited<ReturnType<IndexClient['simulateRule']>>): LifecycleProposal['simulation'] {
  return { ...rest, dates: [...dates], active: [...active] };
}

function advice(ended: Parameters<typeof adviseDays>[0]): LifecycleView['advice'] {
  const { choices, ...rest } = adviseDays(ended);
  return { ...rest, choices: [...choices] };
}
