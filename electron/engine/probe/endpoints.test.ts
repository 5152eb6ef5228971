import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EndpointFacts } from '../../../shared/schema/endpoint.ts';
import type { LiveState } from '../../../shared/schema/live.ts';
import { delayed, denied, type PracticeStore, startPracticeStore } from '../../practice/store.ts';
import { createEngine, type Engine } from '../engine.ts';
import type { Secrets } from '../ports/ports.ts';
import { enginePorts, memoryVault } from '../testing/engine-ports.ts';
import { liveUntil } from '../testing/live-until.ts';

let dataDir: string;
let practice: PracticeStore;
let secrets: Map<string, Secrets>;
let engine: Engine;
let client: ReturnType<typeof clientOf>;
const clientOf = (opened: Engine) => createRouterClient(opened.router);

async function boot(): Promise<void> {
  engine = await createEngine(enginePorts(dataDir, { vault: memoryVault(secrets) }));
  client = clientOf(engine);
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-endpoints-'));
  secrets = new Map();
  const initiatedAt = Date.UTC(2026, 2, 1);
  const of = (keys: string[]) => keys.map((key) => ({ key, initiatedAt }));
  practice = await startPracticeStore({
    scenario: {
      name: 'test',
      buckets: [
        { name: 'few', uploads: of(['a']) },
        { name: 'many', uploads: of(['a+b', 'c', 'd', 'e f', 'g', 'h']) },
      ],
    },
  });
  await boot();
});
afterEach(async () => {
  await engine.close();
  await practice.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const draft = (id?: string) => ({
  ...(id === undefined ? {} : { id }),
  name: 'Test',
  endpointUrl: practice.endpointUrl,
  region: practice.region,
  pathStyle: true,
  activeWindowMs: 0,
  quietIntervalMs: 0,
  credentials: {
    kind: 'static' as const,
    accessKeyId: practice.accessKeyId,
    secretAccessKey: practice.secretAccessKey,
  },
});

/** The same server, by another of its names. */
const elsewhere = (id: string) => ({
  ...draft(id),
  endpointUrl: practice.endpointUrl.replace('127.0.0.1', 'localhost'),
});

const until = (enough: (state: LiveState) => boolean) => liveUntil(client, enough);
const stateNow = () => until(() => true);
const untilFacts = async (connectionId: string, enough: (facts: EndpointFacts) => boolean = () => true) => {
  const found = (state: LiveState) => state.endpoints?.[connectionId];
  const state = await until((now) => {
    const facts = found(now);
    return facts !== undefined && enough(facts);
  });
  return found(state);
};

async function connect(): Promise<string> {
  const { id } = await client.connections.save(draft());
  await client.buckets.refresh({ connectionId: id });
  return id;
}
async function scan(connectionId: string, bucket: string): Promise<void> {
  await client.scans.start({ connectionId, bucket });
  await until(
    ({ buckets }) => buckets[connectionId]?.items.find(({ name }) => name === bucket)?.scan.status === 'complete',
  );
}
const lifecycleCalls = () =>
  practice.calls.filter(({ operation }) => operation === 'GetBucketLifecycleConfiguration').map(({ bucket }) => bucket);

/** Beside the engine, which has the file open. */
function factsOnDisk(): unknown {
  const database = new DatabaseSync(join(dataDir, 'index.sqlite'), { readOnly: true });
  try {
    return database.prepare('SELECT count(*) AS n FROM endpoint_facts').get()?.n;
  } finally {
    database.close();
  }
}

describe('endpoint facts', () => {
  it('are learned by the first scan, on its bucket, and not by the next', async () => {
    const id = await connect();
    expect((await stateNow()).endpoints?.[id]).toBeUndefined();
    await scan(id, 'many');
    expect(await untilFacts(id)).toMatchObject({ bucket: 'many', order: { known: true, value: 'sorted' } });
    await scan(id, 'few');
    // The look at the rules that each scan brings, and the probe of the first; a probe of the next would follow its look.
    await expect.poll(() => lifecycleCalls().toSorted()).toEqual(['few', 'many', 'many']);
    // Waits for one that would be under way.
    await client.connections.probe({ connectionId: id, bucket: 'many' });
    expect(lifecycleCalls().toSorted()).toEqual(['few', 'many', 'many', 'many']);
  });

  it('are learned again on a bucket that shows more than the first one did', async () => {
    const id = await connect();
    await scan(id, 'few');
    expect(await untilFacts(id)).toMatchObject({ bucket: 'few', order: { known: false } });
    await scan(id, 'many');
    expect(await untilFacts(id, ({ bucket }) => bucket === 'many')).toMatchObject({ order: { known: true } });
  });

  it('are asked for by hand, on the fullest bucket where none is named', async () => {
    const id = await connect();
    await scan(id, 'many');
    await untilFacts(id);
    practice.setBehaviour('many', { keyMarker: 'inclusive' });
    const facts = await client.connections.probe({ connectionId: id });
    expect(facts).toMatchObject({ bucket: 'many', keyMarker: { known: true, value: 'inclusive' } });
    expect(await untilFacts(id, ({ at }) => at === facts.at)).toEqual(facts);
    expect(await client.connections.probe({ connectionId: id, bucket: 'few' })).toMatchObject({ bucket: 'few' });
  });

  it('are learned on another bucket where the first may not be listed, and before any was added', async () => {
    practice.setBehaviour('few', { faults: [denied('ListMultipartUploads')] });
    const { id } = await client.connections.save(draft());
    expect(await client.connections.probe({ connectionId: id })).toMatchObject({ bucket: 'many' });
    expect(practice.calls.length).toBeLessThanOrEqual(12);
  });

  it('stay unknown, and the scan stays complete, where the probe fails', async () => {
    const id = await connect();
    // The scan's one page is let through, and the one that it is compared with.
    practice.setBehaviour('many', { faults: [{ ...denied('ListMultipartUploads'), after: 2 }] });
    await scan(id, 'many');
    await expect
      .poll(() => practice.calls.filter(({ status, bucket }) => status === 403 && bucket === 'many').length)
      .toBe(1);
    const { endpoints, buckets } = await stateNow();
    expect(endpoints?.[id]).toBeUndefined();
    expect(buckets[id]?.items.find(({ name }) => name === 'many')?.scan.status).toBe('complete');
    await expect(client.connections.probe({ connectionId: id, bucket: 'many' })).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
    });
  });

  it('survive a restart and a new name, and are forgotten when the connection leads elsewhere or is removed', async () => {
    const id = await connect();
    const facts = await client.connections.probe({ connectionId: id, bucket: 'many' });
    expect(factsOnDisk()).toBe(1);
    await engine.close();
    await boot();
    expect(await untilFacts(id)).toEqual(facts);

    await client.connections.save({ ...draft(id), name: 'Other', expectedBucketOwner: '111122223333' });
    expect((await stateNow()).endpoints?.[id]).toEqual(facts);
    await client.connections.save(elsewhere(id));
    expect((await stateNow()).endpoints?.[id]).toBeUndefined();
    expect(factsOnDisk()).toBe(0);
    await client.connections.save(draft(id));
    await client.connections.probe({ connectionId: id, bucket: 'many' });
    await client.connections.remove({ connectionId: id });
    expect((await stateNow()).endpoints ?? {}).toEqual({});
    expect(factsOnDisk()).toBe(0);
  });

  it('of a connection that is led elsewhere in the middle of a probe are not kept', async () => {
    const id = await connect();
    practice.setBehaviour('many', { faults: [delayed(60_000)] });
    const probing = client.connections.probe({ connectionId: id, bucket: 'many' });
    const refused = expect(probing).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect.poll(() => practice.calls.some(({ bucket }) => bucket === 'many')).toBe(true);
    await client.connections.save(elsewhere(id));
    await refused;
    expect((await stateNow()).endpoints?.[id]).toBeUndefined();
  });
});

it('rights are told through the contract', async () => {
  const connectionId = await connect();
  practice.setBehaviour('many', { faults: [denied('ListParts')] });
  expect(await client.buckets.rights({ connectionId, bucket: 'many' })).toMatchObject({
    connectionId,
    bucket: 'many',
    list: { answer: 'allowed' },
    look: { answer: 'denied', permission: 's3:ListMultipartUploadParts', code: 'AccessDenied' },
    abort: { answer: 'allowed' },
    object: { answer: 'allowed' },
  });
});
