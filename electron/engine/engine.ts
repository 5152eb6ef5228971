import { join } from 'node:path';
import { AppError } from '../../shared/schema/errors.ts';
import type { AppInfo } from '../../shared/schema/model.ts';
import { says } from '../../shared/words/says.ts';
import { createBuckets } from './buckets/buckets.ts';
import { createCleanup } from './cleanup/cleanup.ts';
import { createCloudWatch } from './cloudwatch/cloudwatch.ts';
import { createConnections } from './connections/connections.ts';
import { createCosts } from './costs/costs.ts';
import { createDeletion } from './deletion/deletion.ts';
import { createExports } from './exports/exports.ts';
import { createHistory } from './history/history.ts';
import { openIndexInWorker } from './index/client.ts';
import { Knowledge } from './knowledge/knowledge.ts';
import { createLeaks } from './leaks/leaks.ts';
import { createLensImport } from './lens-import/lens-import.ts';
import { createLifecycleEditor } from './lifecycle-editor/lifecycle-editor.ts';
import { createScans } from './listing/scan.ts';
import { LiveFeed } from './live-feed.ts';
import { createLogReadings } from './log-readings/log-readings.ts';
import { type Asked, createOpenings } from './openings/openings.ts';
import type { EnginePorts } from './ports/ports.ts';
import { createEndpoints } from './probe/endpoints.ts';
import { createRouter } from './router.ts';
import { createParts } from './sizing/parts.ts';
import { createVerdictRows } from './sizing/verdict-rows.ts';
import { brokenRowWarning } from './start-warnings.ts';
import { Paces } from './store/paces.ts';
import { ServerTime } from './store/server-time.ts';

/** The engine, as a host carries it. */
export interface Engine {
  /** The contract, implemented; both transports serve it. */
  router: ReturnType<typeof createRouter>;
  /** The computer was asleep: whoever waits for the network tries now, and not at the end of a wait made before it. */
  woke(): void;
  /** The person asked the system to open this here: the page shows it, or says why not. Nothing is done by it. */
  open(asked: Asked): Promise<void>;
  /** Stops scans and jobs where they stand (they go on at the next start), ends subscriptions, closes the index. */
  close(): Promise<void>;
}

/**
 * Puts the engine together and takes up the jobs that an earlier run left open.
 *
 * @throws Error where the index cannot be opened: unwritable folder, a file of a newer version, not a database
 */
export async function createEngine(ports: EnginePorts): Promise<Engine> {
  const { clock, random, log } = ports;
  const indexPath = join(ports.dataDir, 'index.sqlite');
  const { index, findings, close: closeIndex } = await openIndexInWorker(indexPath, clock.now());
  for (const finding of findings) log.warn('Something was wrong with the index', { ...finding });
  const brokenRows = await index.settleBrokenRows();
  for (const row of brokenRows) log.warn('A row of the index holds what cannot be', row);
  await index.settleInterruptedScans(clock.now());

  const knowledge = new Knowledge();
  const feed = new LiveFeed(clock, knowledge);
  knowledge.follow((event) => {
    if (event.type === 'notice') ports.onNotice?.(event.notice);
    if (event.type === 'job') ports.onJobs?.(knowledge.state.jobs);
  });
  const paces = new Paces(clock, random, (connectionId, wait) => knowledge.learn({ type: 'wait', connectionId, wait }));
  const serverTime = new ServerTime(clock);

  const connections = await createConnections({ ports, index, serverTime, knowledge });
  const buckets = createBuckets({ index, clock, random, log, paces, knowledge, connections });
  const endpoints = createEndpoints({ index, clock, random, log, paces, knowledge, connections, buckets });
  const lifecycle = createLifecycleEditor({ index, clock, log, paces, serverTime, knowledge, connections, buckets });
  /** One after the other: whoever waits for what is learned of an endpoint has waited for the rules as well. */
  const scanned = (connectionId: string, bucket: string, uploads: number): void => {
    void lifecycle.scanned(connectionId, bucket).then((isOpen) => {
      if (isOpen) void endpoints.scanned(connectionId, bucket, uploads);
    });
  };
  const scans = createScans({ index, clock, random, log, paces, serverTime, knowledge, connections, buckets, scanned });
  const parts = createParts({ index, paces, serverTime, knowledge, connections, buckets });
  const costs = createCosts({ index, serverTime, connections });
  const logs = createLogReadings({ index, clock, random, paces, connections });
  const leaks = createLeaks({ index, serverTime });
  const exports = createExports({ index, clock, connections });
  const deletion = createDeletion({ index, clock, random, paces, connections });
  const verdictRows = createVerdictRows({ index, knowledge, buckets });
  const cleanup = await createCleanup({ index, clock, random, log, paces, knowledge, connections, verdictRows });
  const history = createHistory({ index, clock, version: ports.version, connections, knowledge });

  const openings = createOpenings({ connections, knowledge, openPlan: (text) => history.openPlan(text, undefined) });
  const cloudWatch = createCloudWatch({
    index,
    serverTime,
    connections,
    visit: async (connectionId, bucket, signal) =>
      paces.atOnce(await connections.attendedStoreFor(connectionId)).listUploads({ bucket, maxUploads: 2 }, signal),
  });
  const lens = createLensImport({ index, clock, random, log, paces, connections });

  connections.follow({
    saved(connectionId) {
      cleanup.wake(connectionId);
      // What was in the way of its list may be what was changed.
      buckets.tryAgain(connectionId);
    },
    hasCredentials(connectionId) {
      cleanup.wake(connectionId);
      buckets.tryAgain(connectionId);
    },
    async leadsElsewhere(connectionId) {
      paces.forget(connectionId);
      await endpoints.forget(connectionId);
      await lifecycle.forget(connectionId);
      await cloudWatch.forget(connectionId);
    },
    answers(connectionId) {
      cleanup.wake(connectionId);
      buckets.tryAgain(connectionId);
    },
  });

  for (const { id } of connections.list()) {
    await buckets.recall(id);
    await endpoints.recall(id);
  }

  const nameOf = (connectionId: string) => connections.list().find(({ id }) => id === connectionId)?.name ?? null;
  const info: AppInfo = {
    version: ports.version,
    host: ports.host,
    platform: process.platform,
    vault: ports.vault.protection,
    warnings: [
      ...(ports.warnings ?? []),
      ...(connections.warning === null ? [] : [connections.warning]),
      ...findings,
      ...[...brokenRows, ...cleanup.setAside].map((row) => brokenRowWarning(row, nameOf)),
    ],
  };
  return {
    router: createRouter({
      info,
      diagnostics() {
        const running = knowledge.state.jobs.filter(({ state }) => state === 'running').length;
        const text = ports.diagnostics?.(running);
        if (text === undefined) throw new AppError('NOT_FOUND', says('diagnosticsInMenu'));
        return text;
      },
      chooseLanguage: ports.chooseLanguage,
      connections,
      endpoints,
      buckets,
      scans,
      parts,
      cleanup,
      costs,
      deletion,
      exports,
      history,
      leaks,
      logs,
      lifecycle,
      lens,
      cloudWatch,
      openings,
      index,
      serverTime,
      feed,
    }),
    woke() {
      for (const { id } of connections.list()) {
        cleanup.wake(id);
        buckets.tryAgain(id);
      }
    },
    open: openings.open,
    async close() {
      // Whoever waits for the person waits no more.
      connections.prompts.close();
      await scans.close();
      await lifecycle.close();
      await endpoints.close();
      await cleanup.close();
      buckets.close();
      paces.close();
      feed.close();
      await connections.close();
      await closeIndex();
    },
  };
}
