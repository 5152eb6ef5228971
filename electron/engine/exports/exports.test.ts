import { beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { UploadExportFormat } from '../../../shared/schema/exports.ts';
import type { Connection } from '../../../shared/schema/model.ts';
import { defaultSettings } from '../../../shared/values/connection-defaults.ts';
import { asClient } from '../index/client.ts';
import { openDatabase } from '../index/database.ts';
import { createOperations, type IndexOperations } from '../index/operations.ts';
import { createExports, type ExportRequest, type Exports } from './exports.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 2, 1);
const [connectionId, bucket] = ['c1', 'media'];
let connection: Connection;
const made: Connection = {
  id: connectionId,
  name: 'Test',
  endpointUrl: 'https://s3.example.com',
  region: 'us-east-1',
  pathStyle: true,
  ...defaultSettings,
  bucketSettings: {},
  activeWindowMs: day,
  quietIntervalMs: 30_000,
  credentials: { kind: 'profile', profile: 'bill’s' },
  practice: false,
};
let operations: IndexOperations;
let exports: Exports;
/** Uploads by name that the index was asked for at once, at most. */
let mostNamed: number;

beforeEach(() => {
  connection = made;
  operations = createOperations(openDatabase(':memory:'));
  mostNamed = 0;
  const index = asClient(async (name, args) => {
    const [refs] = args;
    if (name === 'uploadsByRefs' && Array.isArray(refs)) mostNamed = Math.max(mostNamed, refs.length);
    return Reflect.apply(Reflect.get(operations, name), operations, args);
  });
  const connections = { get: () => connection, activeSince: () => now - day };
  exports = createExports({ index, clock: { now: () => now }, connections });
  operations.addBucket(connectionId, bucket);
  operations.beginScan(connectionId, bucket);
});

const add = (keys: readonly string[], initiatedAt = now - 9 * day) =>
  operations.addUploads(
    connectionId,
    bucket,
    keys.map((key) => ({ key, uploadId: `id-${key}`, initiatedAt, initiator: null, owner: null, storageClass: null })),
  );

async function whole(
  format: UploadExportFormat,
  selection: ExportRequest['selection'] = { kind: 'filter', filter: {} },
) {
  let text = '';
  let pieces = 0;
  for (let cursor: ExportRequest['cursor']; ; ) {
    const piece = await exports.uploads({ connectionId, bucket, selection, format, cursor });
    text += piece.text;
    pieces++;
    if (piece.next === null) return { text, pieces, fileName: piece.fileName };
    cursor = piece.next;
  }
}

it('a table of every upload, in pieces, in which no key is a formula', async () => {
  add(Array.from({ length: 2500 }, (_, n) => `k${String(n).padStart(4, '0')}`));
  add(['=cmd|’/c calc’!A1', '+1', '-2', '@x', '\t=1', 'plain, "quoted"']);
  const { text, pieces, fileName } = await whole('csv');
  expect(pieces).toBe(3);
  expect(fileName).toBe('loose-parts-media-2026-03-01-c1-uploads.csv');
  const lines = text.trimEnd().split('\r\n');
  expect(lines).toHaveLength(2507);
  expect(lines[0]).toMatch(/^bucket,key,uploadId,/);
  expect(new Set(lines).size).toBe(2507);
  for (const cell of ["'=cmd", "'+1", "'-2", "'@x", "'\t=1"]) expect(text).toContain(`${cell}`);
  expect(text).not.toMatch(/,[=+@-]/);
});

it('JSON that is whole over its pieces, and where there is nothing', async () => {
  expect(JSON.parse((await whole('json')).text)).toEqual([]);
  add(Array.from({ length: 1000 }, (_, n) => `k${n}`));
  expect(JSON.parse((await whole('json')).text)).toHaveLength(1000);
  add(['last "one"\n']);
  const entries: unknown = JSON.parse((await whole('json')).text);
  expect(entries).toHaveLength(1001);
  expect(entries).toContainEqual(
    expect.objectContaining({ key: 'last "one"\n', parts: null, bytes: null, active: false }),
  );
});

it('commands abort exactly what is stale; what is active or gone is left out and said', async () => {
  add(['a', 'b$(rm)', "c'd", '--e', 'f\ng', 'done']);
  add(['live'], now - 1000);
  operations.recordVerdicts(connectionId, bucket, [
    { key: 'done', uploadId: 'id-done', verdict: 'clear', sizing: null },
  ]);
  const { text } = await whole('sh');
  const keys = [...text.matchAll(/--cli-input-json '(.*)'/g)].map(([, json]) => JSON.parse(json ?? '').Key);
  expect(keys).toEqual(['--e', 'a', 'b$(rm)', "c'd", 'f\ng']);
  expect(text).toMatch(/^#!\/bin\/sh\n#/);
  expect(text).toContain(`aws s3api abort-multipart-upload --endpoint-url https://s3.example.com --region us-east-1`);
  expect(text.trimEnd().split('\n').at(-1)).toBe('# Left out: 2 uploads, active or proved gone.');
});

it('PowerShell’s function stands once, however many pieces there are', async () => {
  add(Array.from({ length: 1500 }, (_, n) => `k${n}`));
  const { text } = await whole('powershell');
  expect(text.match(/^function /gm)).toHaveLength(1);
  expect(text.match(/^Stop-Upload /gm)).toHaveLength(1500);
});

it('named uploads, and all but some', async () => {
  add(['a', 'b', 'c']);
  const ref = (key: string) => ({ connectionId, bucket, key, uploadId: `id-${key}` });
  const keysOf = (text: string) => (JSON.parse(text) as { key: string }[]).map(({ key }) => key);
  expect(keysOf((await whole('json', { kind: 'uploads', refs: [ref('c'), ref('a')] })).text)).toEqual(['c', 'a']);
  const except = { kind: 'filter' as const, filter: {}, except: [ref('b')] };
  expect(keysOf((await whole('json', except)).text)).toEqual(['a', 'c']);
  // Another bucket's upload is none of this one's.
  const foreign = { ...ref('a'), bucket: 'other' };
  expect(keysOf((await whole('json', { kind: 'uploads', refs: [foreign] })).text)).toEqual([]);
});

it('commands go by the bucket’s own settings: who must own it, and who pays', async () => {
  const bucketSettings = { media: { requesterPays: true, expectedBucketOwner: '111122223333' } };
  connection = { ...made, bucketSettings };
  add(['a']);
  const { text } = await whole('sh');
  expect(JSON.parse(/'(\{.*\})'/.exec(text)?.[1] ?? '')).toEqual({
    Bucket: bucket,
    Key: 'a',
    UploadId: 'id-a',
    RequestPayer: 'requester',
    ExpectedBucketOwner: '111122223333',
  });
});

it('many named uploads are one file, and are asked for some at a time', async () => {
  const keys = Array.from({ length: 2500 }, (_, n) => `k${n}`);
  add(keys);
  const refs = ['not here', ...keys].map((key) => ({ connectionId, bucket, key, uploadId: `id-${key}` }));
  const selection = { kind: 'uploads' as const, refs };
  const entries = z.array(z.object({ key: z.string() })).parse(JSON.parse((await whole('json', selection)).text));
  expect(entries.map(({ key }) => key)).toEqual(keys);
  expect(mostNamed).toBe(1000);
  expect((await whole('csv', selection)).text.trimEnd().split('\r\n')).toHaveLength(2501);
  const { text } = await whole('powershell', selection);
  expect(text.match(/^function /gm)).toHaveLength(1);
  expect(text.match(/^Stop-Upload /gm)).toHaveLength(2500);
});
