import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { logLine } from '../access-logs/testing/make-logs.ts';
import { asClient } from '../index/client.ts';
import { openDatabase } from '../index/database.ts';
import { createOperations } from '../index/operations.ts';
import { openSource } from '../source-files/testing/practice-source.ts';
import { readerPorts } from '../source-files/testing/reader-ports.ts';
import type { Store } from '../store/store.ts';
import { createLogReadings, type LogReadings } from './log-readings.ts';

const connectionId = 'c1';
const bucket = 'amzn-s3-demo-bucket1';
const ref = (uploadId: string, key = 'a/b.bin') => ({ connectionId, bucket, key, uploadId });
let folder: string;
let readings: LogReadings;
let readingsOf: (store: Store) => LogReadings;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-logs-'));
  const operations = createOperations(openDatabase(':memory:'));
  const index = asClient(async (name, args) => Reflect.apply(Reflect.get(operations, name), operations, args));
  const { attendedStoreFor, ...ports } = readerPorts(null);
  readings = createLogReadings({ index, ...ports, connections: { attendedStoreFor } });
  readingsOf = (store) => {
    const of = readerPorts(store);
    return createLogReadings({ index, ...ports, connections: { attendedStoreFor: of.attendedStoreFor } });
  };
  operations.addBucket(connectionId, bucket);
  operations.beginScan(connectionId, bucket);
  const listed = { initiatedAt: Date.UTC(2019, 1, 6), initiator: null, owner: null, storageClass: null };
  operations.addUploads(connectionId, bucket, [
    { ...listed, key: 'a/b.bin', uploadId: 'UPLOAD1' },
    { ...listed, key: 'c.bin', uploadId: 'UPLOAD2' },
    { ...listed, key: 'gone.bin', uploadId: 'UPLOAD3' },
  ]);
  operations.recordVerdicts(connectionId, bucket, [
    { key: 'gone.bin', uploadId: 'UPLOAD3', verdict: 'clear', sizing: null },
  ]);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('joins a folder of logs, plain and gzip, with the uploads that are left', async () => {
  const failed = {
    at: '06/Feb/2019:00:10:00 +0000',
    request: '"PUT /a/b.bin?partNumber=2&uploadId=UPLOAD1 HTTP/1.1"',
    status: '403',
    errorCode: 'AccessDenied',
  };
  writeFileSync(join(folder, 'plain'), `${logLine()}\n${logLine(failed)}\nno log line at all\n`);
  mkdirSync(join(folder, 'below'));
  const lifecycle = logLine({ operation: 'S3.DELETE.UPLOAD', key: 'old.bin', request: '"-"', userAgent: '"-"' });
  writeFileSync(join(folder, 'below', 'zipped.gz'), gzipSync(`${lifecycle}\n${lifecycle}\n`));
  expect(readings.summary(connectionId)).toBeNull();
  const summary = await readings.read(connectionId, folder);
  expect(summary).toMatchObject({
    files: 2,
    lines: 5,
    malformed: 1,
    wanted: 2,
    found: 1,
    userAgents: [{ name: 'aws-cli/2.15.0 Python/3.11.6', uploads: 1 }],
    lastErrors: [{ operation: 'put part', status: 403, code: 'AccessDenied', uploads: 1 }],
    lifecycleAborts: [{ bucket, day: Date.UTC(2019, 1, 6), uploads: 2 }],
    problems: [],
    problemCount: 0,
  });
  expect(readings.summary(connectionId)).toEqual(summary);
  expect(readings.trace(ref('UPLOAD1'))).toMatchObject({
    userAgent: 'aws-cli/2.15.0 Python/3.11.6',
    requester: 'arn:aws:sts::123456789012:assumed-role/etl/i-0abc',
    remoteIp: '192.0.2.3',
    partsStored: 1,
    lastError: { status: 403 },
  });
  expect(readings.trace(ref('UPLOAD2', 'c.bin'))).toBeNull();
});

it('says in words what is no folder', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(readings.read(connectionId, 'logs')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(readings.read(connectionId, join(folder, 'none'))).rejects.toThrow('There is no such folder');
  await expect(readings.read(connectionId, join(folder, 'file'))).rejects.toThrow('That is a file');
});

it('reads them from a bucket as well, under its prefix alone', async () => {
  await using source = await openSource();
  await source.put('logs/2019-plain', `${logLine()}\n`);
  await source.put(
    'logs/2019.gz',
    gzipSync(`${logLine({ request: '"PUT /c.bin?partNumber=1&uploadId=UPLOAD2 HTTP/1.1"' })}\n`),
  );
  await source.put('others/1', `${logLine()}\n`);
  const summary = await readingsOf(source.store).read(connectionId, 's3://reports/logs/');
  expect(summary).toMatchObject({ files: 2, lines: 2, found: 2, wanted: 2, malformed: 0, problemCount: 0 });
});
