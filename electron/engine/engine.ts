import { join } from 'node:path';
import type { LiveEvent } from '../../shared/schema/live.ts';
import type { AppInfo } from '../../shared/schema/model.ts';
import { type BucketDeps, createBuckets } from './buckets/buckets.ts';
import { createCleanup } from './cleanup/cleanup.ts';
import { createConnections } from './connections/connections.ts';
import { createHistory } from './history/history.ts';
import { openIndexInWorker } from './index/client.ts';
import { openingWarnings } from './index-warnings.ts';
import { showsAbsence } from './listing/range-evidence.ts';
import { createScans } from './listing/scan.ts';
import { LiveFeed } from './live-feed.ts';
import type { EnginePorts } from './ports/ports.ts';
import { createEndpoints } from './probe/endpoints.ts';
import { createRouter } from './router.ts';
import { createParts } from './sizing/parts.ts';
import { createVerdictRows } from './sizing/verdict-rows.ts';
import { brokenRowWarnings } from './start-warnings.ts';
import { ServerTime } from './store/server-time.ts';

/** The engine, as a host carries it. */
export interface Engine {
  /** The contract, implemented; both transports serve it. */
  router: ReturnType<typeof createRouter>;
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

  const feed = new LiveFeed(clock);
  const publish = (event: LiveEvent) => {
    feed.publish(event);
    if (event.type === 'notice') ports.onNotice?.(event.notice);
  };
  const serverTime = new ServerTime(clock);
  const hasOpenJob = (connectionId: string) =>
    feed.state.jobs.some((job) => job.connectionId === connectionId && job.state !== 'finished');
  let wakeJobs: (connectionId: string) => void = () => {};
  const onSaved = (connectionId: string) => wakeJobs(connectionId);
  const onCredentials = (connectionId: string) => {
    wakeJobs(connectionId);
    // A list that says why there were no credentials would be wrong now.
    if (feed.state.buckets[connectionId]?.status === 'failed') buckets.tryAgain(connectionId);
  };
  const forgetEndpoint = (connectionId: string) => endpoints.forget(connectionId);
  const connections = await createConnections({
    ports,
    index,
    publish,
    hasOpenJob,
    onSaved,
    onCredentials,
    forgetEndpoint,
  });
  const { storeFor, attendedStoreFor, ownerSeen } = connections;

  const bucketDeps: BucketDeps = {
    index,
    clock,
    random,
    log,
    serverTime,
    connection: connections.get,
    storeFor: attendedStoreFor,
    ownerSeen,
    publish,
  };
  const buckets = createBuckets(bucketDeps);
  const heard = serverTime.note.bind(serverTime);
  const factsOf = (connectionId: string) => feed.state.endpoints?.[connectionId] ?? null;
  const endpoints = createEndpoints({
    index,
    clock,
    random,
    log,
    storeFor,
    attendedStoreFor,
    buckets: (connectionId) => index.buckets(connectionId, buckets.activeSince(connectionId)),
    factsOf,
    publish,
    heard,
  });
  const scans = createScans({
    index,
    clock,
    random,
    log,
    storeFor: attendedStoreFor,
    publish,
    tellBucket: buckets.tell,
    heard,
    factsOf,
    scanned: endpoints.scanned,
  });
  const parts = createParts({ index, serverTime, storeFor, publish, tellBucket: buckets.tellSoon });

  const cleanup = await createCleanup({
    index,
    clock,
    random,
    log,
    storeFor,
    connection: connections.get,
    publish,
    readUploads: async (selection) =>
      selection.kind === 'uploads'
        ? index.uploadsByRefs(selection.refs, buckets.activeSince(selection.connectionId))
        : index.uploadsMatching({
            connectionId: selection.connectionId,
            bucket: selection.bucket,
            filter: selection.filter,
            activeSince: buckets.activeSince(selection.connectionId),
          }),
    showsAbsence: (connectionId) => showsAbsence(factsOf(connectionId)),
    onVerdict: createVerdictRows({ index, publish, tellBucket: buckets.tellSoon }),
  });

  const history = createHistory({
    index,
    clock,
    version: ports.version,
    connection: connections.get,
    activeSince: buckets.activeSince,
    liveJob: (jobId) => feed.state.jobs.find(({ id }) => id === jobId),
  });
  wakeJobs = cleanup.wake;

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
      ...(connections.warning === null ? [] : [connections.warning]),
      ...openingWarnings(findings),
      ...brokenRowWarnings([...brokenRows, ...cleanup.setAside], nameOf),
    ],
  };
  return {
    router: createRouter({
      info,
      connections,
      endpoints,
      buckets,
      scans,
      parts,
      cleanup,
      history,
      index,
      serverTime,
      feed,
    }),
    async close() {
      // Whoever waits for the person waits no more.
      connections.prompts.close();
      await scans.close();
      await endpoints.close();
      await cleanup.close();
      buckets.close();
      feed.close();
      await connections.close();
      await closeIndex();
    },
  };
}
