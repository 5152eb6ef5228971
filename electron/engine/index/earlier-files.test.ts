import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import type { Reason } from '../../../shared/schema/reasons.ts';
import { words } from '../../../shared/words/words.ts';
import { completionStateSchema } from '../cleanup/judging/completion-machine.ts';
import { machineStateSchema } from '../cleanup/judging/machine-state.ts';
import type { IndexClient } from './client.ts';
import { migrations } from './migrations.ts';
import { openIndexHere } from './testing/open-index-here.ts';

const noon = Date.UTC(2026, 0, 15, 12);
const day = 86_400_000;
const connectionId = 'c1';
const bucket = 'media';
const refOf = (name: string) => ({ connectionId, bucket, key: `${name}.mov`, uploadId: `u-${name}` });

const fileOf = (version: number) => join(import.meta.dirname, 'testing/earlier', `version-${version}.sqlite.gz`);
const versions = migrations.keys().map((at) => at + 1);

test('there is a file of every version before this one', () => {
  // The newest has one only once it has shipped.
  const missing = versions.filter((version) => version < migrations.length && !existsSync(fileOf(version)));
  expect([...missing], 'made by testing/make-earlier-files.ts').toEqual([]);
});

const kept = migrations
  .keys()
  .map((at) => at + 1)
  .filter((version) => existsSync(fileOf(version)));

describe.each([...kept])('a file of version %i', (version) => {
  let folder: string;
  let index: IndexClient;
  let close: () => Promise<void>;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loose-parts-earlier-'));
    const path = join(folder, 'index.sqlite');
    writeFileSync(path, gunzipSync(readFileSync(fileOf(version))));
    ({ index, close } = openIndexHere(path));
  });
  afterEach(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What is read where versions before 10 wrote the sentence, and since then what it was made of. */
  const reasonOf = (reason: Reason): Reason =>
    version < 10 ? { why: 'told', sentence: words.reason(reason) } : reason;
  const proved = reasonOf({ why: 'two clean looks', beforeAbort: false, searched: false });
  const lacking = reasonOf({
    why: 'abort not proved',
    accepted: true,
    permissions: ['s3:ListMultipartUploadParts'],
  });
  const left = reasonOf({ why: 'parts left', parts: 3, bytes: 300, listed: true });
  const refused = reasonOf({
    why: 'refused',
    errand: 'complete',
    status: 400,
    code: 'EntityTooSmall',
    message: 'Too small',
  });

  it('holds nothing that cannot be', async () => {
    expect(await index.settleBrokenRows()).toEqual([]);
  });

  it('has its saved clean-ups, or none yet', async () => {
    const filter = { activity: 'stale', except: [{ keyPrefix: 'keep/' }] };
    expect(await index.savedCleanUps()).toEqual(version < 11 ? [] : [{ name: 'Monthly', filter, olderThanDays: 30 }]);
  });

  it('has its buckets, uploads and sums', async () => {
    expect(await index.bucket(connectionId, bucket, noon - day)).toMatchObject({
      name: bucket,
      origin: 'listed',
      scan: { status: 'complete', uploads: 4 },
      totals: { uploads: 3, sized: 2, unsizable: 1, bytes: 600, parts: 6 },
    });
    const scope = { connectionId, bucket, filter: {}, activeSince: noon - day };
    const { total, rows } = await index.uploadWindow(scope, { by: 'key', direction: 'asc' }, 0, 10);
    expect(total).toBe(4);
    expect(rows).toMatchObject([
      { ref: refOf('denied'), sizing: { status: 'failed', error: { code: 'ACCESS_DENIED' } }, verdict: null },
      { ref: refOf('gone'), sizing: { status: 'sized', parts: 3, bytes: 300 }, verdict: 'clear' },
      {
        ref: refOf('open'),
        sizing: { status: 'sized', parts: 3, bytes: 300, newestPartAt: noon - 8 * day },
        initiatedAt: noon - 9 * day,
        activityAt: noon - 8 * day,
        initiator: { id: 'AIDAEXAMPLE', displayName: 'uploader' },
        abortDate: noon + day,
        active: false,
      },
      // That nobody knows its activity, whatever was written.
      { ref: refOf('untimed'), activityAt: 0, active: true },
    ]);
    expect(await index.keyConvention(connectionId)).toEqual({ keys: 'encoded', marker: 'plain' });
    const places = version < 3 ? null : [{ from: { keyMarker: 'm', uploadIdMarker: 'u' }, end: null, start: null }];
    expect(await index.openPlaces(connectionId, 'half-read')).toEqual(places);
  });

  it('knows since when parts are stored, and what scans found, from the version on that kept it', async () => {
    const scope = { connectionId, bucket, filter: {}, activeSince: noon - day };
    const held = await index.heldUploads(scope, noon);
    const bytesAndTicks = 300n * 672n * 377_580n * 86_400_000n;
    const [sums] = held;
    expect(held).toHaveLength(1);
    expect(sums).toMatchObject({ uploads: 3, sized: 2, bytes: 600, dated: 1, endedAt: null });
    expect([sums?.held, sums?.holding.storedByteTicks]).toEqual(version < 12 ? [0, 0n] : [2, 2n * bytesAndTicks]);
    const scans = (await index.scanSums(connectionId))[bucket];
    expect(scans?.map(({ bytes }) => bytes)).toEqual(version < 12 ? undefined : [600, 900]);
  });

  it('has its finished job, and why each upload stands where it stands', async () => {
    expect(await index.job('j1')).toMatchObject({
      planId: 'p1',
      kind: 'abort',
      cause: 'asked',
      state: 'finished',
      finishedAt: noon + 90_000,
    });
    expect(await index.jobSums('j1')).toMatchObject({ items: 2, bytesFreed: 300, counts: { clear: 1, unverified: 1 } });
    expect(await index.itemWindow('j1', 0, 10)).toMatchObject({
      total: 2,
      items: [
        {
          planned: { ref: refOf('gone') },
          verdict: 'clear',
          reason: proved,
          attempts: [{ number: 1, status: 204, partsAfter: 0 }],
          lastLook: { parts: { outcome: 'gone' } },
          bytesFreed: 300,
        },
        { planned: { ref: refOf('locked') }, verdict: 'unverified', reason: lacking, partsLeft: null, bytesLeft: null },
      ],
    });
    expect(await index.plan('p1')).toMatchObject({ leftOut: [{ ref: refOf('old'), reason: 'already clear' }] });
    const { total, jobs } = await index.historyJobs({ text: 'locked' }, 0, 10);
    expect({ total, ids: jobs.map(({ record }) => record.id) }).toEqual({ total: 1, ids: ['j1'] });
    const origin = { connectionName: 'Media', endpoint: 'https://s3.example.com', region: 'us-east-1' };
    expect(jobs[0]?.origin).toEqual(version < 2 ? null : origin);
    const { notClear } = await index.reportFigures('j1', 10);
    expect(notClear).toMatchObject([{ verdict: 'unverified', reason: lacking }]);
  });

  it('says on screen what it said', () => {
    expect(words.reason(lacking)).toBe(
      'The abort was accepted, but these credentials lack s3:ListMultipartUploadParts.',
    );
    expect(words.reason(left)).toBe('3 parts (300 bytes) there after the abort.');
  });

  it('has its running job, which goes on from where its machine stood', async () => {
    expect(await index.jobs(noon)).toHaveLength(3);
    const job = await index.job('j2');
    expect(job).toMatchObject({ state: 'running', waitingFor: { code: 'TOKEN_EXPIRED' } });
    if (!job) return;
    const [record] = await index.unfinishedItems(job, -1, 10);
    expect(record?.item).toMatchObject({
      planned: { ref: refOf('open'), parts: 3, bytes: 300 },
      state: 'waiting',
      verdict: 'stubborn',
      reason: left,
      next: { action: 'abort', at: noon + 95_000 },
    });
    expect(machineStateSchema.parse(JSON.parse(record?.machine ?? ''))).toMatchObject({
      wish: { kind: 'wait', action: 'abort', purpose: 'before', floorMs: 0, spreadMs: 2000 },
      verdict: 'stubborn',
      reason: left,
      accepted: true,
      // An earlier version did not know: it was met by nothing that is known.
      hadParts: version >= 8,
      failedSearches: 0,
    });
    // What is written back is read as it was.
    if (!record) return;
    await index.applyCleanup([{ kind: 'item', record }]);
    expect((await index.unfinishedItems(job, -1, 10))[0]).toEqual(record);
  });

  it('has its completion', async () => {
    const plan = await index.completionPlan('p3');
    expect(plan).toMatchObject({ bytes: 300, parts: [{ partNumber: 1, size: 300 }], object: { outcome: 'absent' } });
    const item = await index.newestJobItem(refOf('half'));
    expect(item?.item).toMatchObject({ verdict: 'refused', reason: refused });
    expect(completionStateSchema.parse(JSON.parse(item?.machine ?? ''))).toMatchObject({ sent: 1, reason: refused });
  });

  it('has its evidence, whose chain can be recomputed', async () => {
    expect(await index.verifyChain('j1')).toMatchObject({ intact: true, lines: 4 });
    expect(await index.evidenceOf(refOf('gone'))).toMatchObject([
      { callId: 'call-1', purpose: 'abort', durationMs: 12.5, status: 204, requestId: 'r-1' },
      { callId: 'call-2', purpose: 'look after', operation: 'ListParts', status: 404, code: 'NoSuchUpload' },
    ]);
    expect(await index.verificationLooks(refOf('gone'))).toMatchObject([
      { startedAt: noon, endedAt: noon + 50, look: { listing: { outcome: 'absent' } } },
    ]);
  });

  it('has its watched uploads, and what was found of one', async () => {
    expect(await index.watchSummary()).toEqual({ watching: 1, nextLookAt: noon + 3_600_000, back: 1 });
    expect(await index.watchWindow(0, 10)).toMatchObject([
      {
        ref: refOf('back'),
        outcome: 'back',
        finding: reasonOf({ why: 'back, with parts' }),
        returns: 1,
        returnedJobId: 'j9',
      },
      { ref: refOf('gone'), outcome: null, finding: null, verdict: 'clear' },
    ]);
    expect(await index.watchDue(noon + day, [], 10)).toMatchObject([{ ref: refOf('gone'), accepted: true }]);
  });

  it('has what was learned of its endpoint', async () => {
    const learned = { pathStyle: true, regions: { media: 'eu-west-1' } };
    expect(await index.endpointLearned(connectionId)).toEqual(version < 5 ? { pathStyle: null, regions: {} } : learned);
    const facts = await index.endpointFacts(connectionId);
    if (version < 7) expect(facts).toBeNull();
    else {
      const sentence = words.unknown({ why: 'no uploads' });
      expect(facts).toMatchObject({
        at: noon,
        ownerCheck: { known: true, value: 'ignored' },
        initiator: { known: false, unknown: version < 10 ? { why: 'told', sentence } : { why: 'no uploads' } },
      });
    }
  });
});
