import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveState } from '../../../shared/schema/live.ts';
import { type PracticeStore, startPracticeStore } from '../../practice/store.ts';
import { createEngine, type Engine } from '../engine.ts';
import { document, ruleXml } from '../lifecycle/testing/configurations.ts';
import { enginePorts } from '../testing/engine-ports.ts';
import { liveUntil } from '../testing/live-until.ts';

const day = 86_400_000;
const midnight = (at: number) => Math.ceil(at / day) * day;

let dataDir: string;
let practice: PracticeStore;
let engine: Engine;
const clientOf = () => createRouterClient(engine.router);
let client: ReturnType<typeof clientOf>;

const rules = [
  ruleXml({ id: 'covers logs', scope: '<Filter><Prefix>logs/</Prefix></Filter>' }),
  ruleXml({ id: 'off', status: 'Disabled', scope: '<Filter><Prefix>tmp/</Prefix></Filter>' }),
  ruleXml({ id: 'expires', actions: '<Expiration><Days>30</Days></Expiration>' }),
].join('');

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-lifecycle-'));
  practice = await startPracticeStore({
    scenario: {
      name: 'lifecycle',
      buckets: [
        { name: 'media', lifecycle: document(rules), behaviour: { abortDate: 'absent' }, uploads: [] },
        { name: 'bare', uploads: [] },
      ],
    },
  });
  engine = await createEngine(enginePorts(dataDir, { startPractice: async () => practice }));
  client = clientOf();
});
afterEach(async () => {
  await engine.close();
  await practice.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function connected(settings: { readOnly?: boolean; endpointUrl?: string } = {}): Promise<string> {
  const { id } = await client.connections.save({
    name: 'Test',
    endpointUrl: practice.endpointUrl,
    region: practice.region,
    pathStyle: true,
    activeWindowMs: day,
    quietIntervalMs: 50,
    credentials: {
      kind: 'static',
      accessKeyId: practice.accessKeyId,
      secretAccessKey: practice.secretAccessKey,
    },
    ...settings,
  });
  return id;
}

async function scanned(connectionId: string): Promise<void> {
  await client.buckets.refresh({ connectionId });
  await client.scans.start({ connectionId, bucket: 'media' });
  await liveUntil(
    client,
    ({ buckets }) => buckets[connectionId]?.items.find(({ name }) => name === 'media')?.scan.status === 'complete',
  );
}

const seed = (key: string, ageDays: number, size: number) => {
  const initiatedAt = Date.now() - ageDays * day;
  practice.seedUpload({
    bucket: 'media',
    key,
    initiatedAt,
    parts: [{ partNumber: 1, size, lastModified: initiatedAt }],
  });
};

describe('lifecycle rules', () => {
  it('are read with what they cover, and why they do not cover the rest', async () => {
    seed('logs/a', 2, 10);
    seed('tmp/b', 2, 200);
    seed('Veeam/backup/c', 2, 3000);
    const connectionId = await connected();
    await scanned(connectionId);
    const view = await client.lifecycle.read({ connectionId, bucket: 'media' });
    expect(view).toMatchObject({
      state: 'rules',
      rules: [
        { id: 'covers logs', enabled: true },
        { id: 'off', enabled: false },
        { id: 'expires', abort: null },
      ],
      coversEverything: null,
      managedBy: 'Veeam',
      ownTool: null,
      advice: { why: 'few', finished: 0, vanished: 0 },
      coverage: {
        total: { uploads: 3, bytes: 3210 },
        covered: { uploads: 1, bytes: 10, firstAt: expect.any(Number) },
        uncovered: [
          { uploads: 1, bytes: 3000, nearest: { rule: 0, why: 'other prefix' }, keys: ['Veeam/backup/c'] },
          { uploads: 1, bytes: 200, nearest: { rule: 1, why: 'disabled' }, keys: ['tmp/b'] },
        ],
        undated: 0,
      },
    });
    expect(view.coverage.scannedAt).not.toBeNull();
    // A plan for several buckets is made of proposals alone.
    const rule = { days: 7, prefix: '' };
    expect(await client.lifecycle.propose({ connectionId, bucket: 'media', rule })).toMatchObject({
      managedBy: 'Veeam',
    });
    expect(await client.lifecycle.propose({ connectionId, bucket: 'bare', rule })).toMatchObject({ managedBy: null });
  });

  it('are proposed with what they would do, put, and read back', async () => {
    seed('logs/a', 1, 10);
    seed('x/old', 30, 500);
    seed('x/live', 0.01, 7);
    const connectionId = await connected();
    await scanned(connectionId);
    const at = { connectionId, bucket: 'media' };
    const rule = { days: 7, prefix: '' };
    const proposal = await client.lifecycle.propose({ ...at, rule });
    expect(proposal).toMatchObject({
      kind: { kind: 'added' },
      unchanged: 3,
      difference: { gone: [], changed: [], added: [{ action: 'AbortIncompleteMultipartUpload', prefix: '' }] },
      simulation: {
        total: { uploads: 2, bytes: 507, active: 1 },
        already: { uploads: 1 },
        dates: [
          { at: midnight(Date.now() + 1), uploads: 1 },
          { uploads: 1, active: 1 },
        ],
        active: [{ key: 'x/live' }],
      },
    });
    expect(practice.calls.filter(({ operation }) => operation === 'PutBucketLifecycleConfiguration')).toHaveLength(0);
    expect(await client.lifecycle.apply({ ...at, rule, base: proposal.base })).toMatchObject({ outcome: 'applied' });
    expect(await client.lifecycle.read(at)).toMatchObject({ coversEverything: { days: 7 }, rules: { length: 4 } });
    // The proposal was made of rules that are no longer those.
    expect(await client.lifecycle.apply({ ...at, rule: { ...rule, days: 3 }, base: proposal.base })).toMatchObject({
      outcome: 'changed since',
    });
  });

  it('are not put through a read-only connection', async () => {
    const connectionId = await connected({ readOnly: true });
    const at = { connectionId, bucket: 'bare' };
    const rule = { days: 7, prefix: '' };
    const { base } = await client.lifecycle.propose({ ...at, rule });
    await expect(client.lifecycle.apply({ ...at, rule, base })).rejects.toMatchObject({ code: 'READ_ONLY' });
    expect(practice.calls.every(({ operation }) => operation !== 'PutBucketLifecycleConfiguration')).toBe(true);
  });

  it('are told where the store has none, knows none, or hides them', async () => {
    const connectionId = await connected();
    const at = { connectionId, bucket: 'bare' };
    expect(await client.lifecycle.read(at)).toMatchObject({ state: 'none', rules: [] });
    practice.setBehaviour('bare', { lifecycle: 'empty' });
    expect(await client.lifecycle.read(at)).toMatchObject({ state: 'empty' });
    const fault = (status: number, code: string) =>
      practice.setFaults([
        { operations: ['GetBucketLifecycleConfiguration'], effect: { kind: 'error', status, code } },
      ]);
    fault(501, 'NotImplemented');
    const rule = { days: 7, prefix: '' };
    expect(await client.lifecycle.read(at)).toMatchObject({ state: 'not supported' });
    expect(await client.lifecycle.propose({ ...at, rule })).toMatchObject({
      kind: { kind: 'impossible', why: 'not supported' },
    });
    expect(await client.lifecycle.snippet({ ...at, rule, tool: 'oci' })).toMatchObject({
      possible: true,
      commands: [expect.stringContaining('oci os object-lifecycle-policy put')],
    });
    fault(403, 'AccessDenied');
    await expect(client.lifecycle.read(at)).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
      details: { permission: 's3:GetLifecycleConfiguration' },
    });
    // What may not be read would be dropped by a snippet that holds all rules.
    await expect(client.lifecycle.snippet({ ...at, rule, tool: 'aws' })).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
    });
  });

  it('that vanished are said with the next scan, until a person has seen it', async () => {
    seed('x/old', 30, 500);
    const connectionId = await connected();
    const at = { connectionId, bucket: 'media' };
    const lifecycleOf = (state: LiveState) =>
      state.buckets[connectionId]?.items.find(({ name }) => name === 'media')?.lifecycle;
    await scanned(connectionId);
    const first = lifecycleOf(await liveUntil(client, (state) => lifecycleOf(state) !== undefined));
    expect(first).toMatchObject({ state: 'rules', coversEverything: null, aborting: 1, drift: null });
    // Somebody else takes the rule away that aborts.
    const rule = { days: 9, prefix: 'elsewhere/' };
    practice.setBehaviour('media', { lifecycle: 'drops-abort-rules' });
    const { base } = await client.lifecycle.propose({ ...at, rule });
    await client.lifecycle.apply({ ...at, rule, base });
    await scanned(connectionId);
    const found = lifecycleOf(await liveUntil(client, (state) => lifecycleOf(state)?.drift != null));
    expect(found).toMatchObject({
      aborting: 0,
      drift: { since: first?.at, difference: { added: [], gone: [{ ids: ['covers logs'] }, { ids: ['off'] }] } },
    });
    // It outlives a restart.
    await engine.close();
    engine = await createEngine(enginePorts(dataDir, { startPractice: async () => practice }));
    client = clientOf();
    const again = lifecycleOf(await liveUntil(client, (state) => lifecycleOf(state) !== undefined));
    expect(again?.drift).toEqual(found?.drift);
    await client.lifecycle.acknowledge(at);
    expect(lifecycleOf(await liveUntil(client, (state) => lifecycleOf(state)?.drift === null))?.aborting).toBe(0);
  }, 40_000);

  it('that were just changed make dates lapse that were told under those before, in the grid at once', async () => {
    practice.setBehaviour('media', { abortDate: 'http-date' });
    seed('logs/a', 2, 10);
    const connectionId = await connected();
    const at = { connectionId, bucket: 'media' };
    await scanned(connectionId);
    const rows = async (lifecycle: 'has date' | 'lapsed') => {
      const { rows: found } = await client.uploads.window({
        ...at,
        filter: { lifecycle },
        sort: { by: 'key', direction: 'asc' },
        offset: 0,
        limit: 10,
      });
      return found.map(({ ref, abortLapse }) => [ref.key, abortLapse]);
    };
    await expect.poll(() => rows('has date')).toEqual([['logs/a', undefined]]);
    const rule = { days: 30, prefix: 'logs/' };
    const { base } = await client.lifecycle.propose({ ...at, rule });
    await client.lifecycle.apply({ ...at, rule, base });
    expect(await rows('lapsed')).toEqual([['logs/a', 'rule changed']]);
    expect(await rows('has date')).toEqual([]);
    // Read again, the store tells the date of the rule as it is now.
    await scanned(connectionId);
    await expect.poll(() => rows('has date')).toEqual([['logs/a', undefined]]);
  }, 40_000);

  it('come as snippets with all that is there', async () => {
    const connectionId = await connected();
    const rule = { days: 9, prefix: "it's/" };
    const made = await client.lifecycle.snippet({ connectionId, bucket: 'media', rule, tool: 'aws' });
    if (!made.possible) return expect.unreachable();
    expect(made.notes).toEqual(['holds all rules', 'no Content-MD5']);
    expect(made.commands[0]).toContain(`--endpoint-url ${practice.endpointUrl}`);
    for (const part of ['covers logs', 'expires', 'all_storage_classes_128K', '"DaysAfterInitiation": 9']) {
      expect(made.commands[0]?.replaceAll('":', '": ').replaceAll('":  ', '": ')).toContain(part);
    }
  });
});
