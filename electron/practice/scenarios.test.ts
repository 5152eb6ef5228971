import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { isScenarioName, scenarioMeaning, scenarios } from './scenarios.ts';
import { oddKeys, startPracticeStore } from './store.ts';
import { clientOf, noon } from './testing/practice-client.ts';

const dayMs = 86_400_000;
const scenarioNames = Object.keys(scenarios).filter(isScenarioName);
const contents = (name: keyof typeof scenarios) =>
  scenarios[name](noon).buckets.map(({ uploads, ...bucket }) => ({ ...bucket, uploads: [...uploads] }));

test('every scenario has a meaning, and is the same each time', () => {
  expect(Object.keys(scenarioMeaning)).toEqual(Object.keys(scenarios));
  for (const name of scenarioNames) expect(contents(name)).toEqual(contents(name));
});

test('the samples hold what a newcomer should meet', () => {
  const buckets = new Map(contents('samples').map((bucket) => [bucket.name, bucket]));
  const archive = buckets.get('media-archive')?.uploads ?? [];
  expect(archive.length).toBeGreaterThan(100);
  expect(new Set(archive.map(({ storageClass }) => storageClass)).size).toBeGreaterThan(2);
  expect(new Set(archive.map(({ initiator }) => initiator?.id)).size).toBeGreaterThan(1);
  const oldest = Math.min(...archive.map(({ initiatedAt }) => initiatedAt));
  expect(noon - oldest).toBeGreaterThan(180 * dayMs);
  const newestPart = Math.max(
    ...archive.flatMap(({ parts = [] }) => parts.map(({ lastModified = 0 }) => lastModified)),
  );
  expect(noon - newestPart).toBeGreaterThan(dayMs);
  // Checksums as clients ask for them: of the parts, of the whole, or not at all.
  const asked = [...buckets.values()].flatMap(({ uploads }) => uploads.map(({ checksum }) => checksum?.algorithm));
  expect(new Set(asked)).toEqual(new Set(['CRC32', 'CRC64NVME', undefined]));
  expect(buckets.get('tidy-bucket')?.uploads).toEqual([]);
  // Whoever opens the first bucket of the list finds something.
  const [first = ''] = [...buckets.keys()].toSorted();
  expect(buckets.get(first)?.uploads.length).toBeGreaterThan(0);
  expect(buckets.get('odd-keys')?.uploads.map(({ key }) => key)).toEqual(oddKeys);
  const live = buckets.get('live-ingest')?.uploads[0]?.parts ?? [];
  expect(noon - (live.at(-1)?.lastModified ?? 0)).toBeLessThan(dayMs);
});

test('an odd key of each kind is there, the longest of 1,024 bytes', () => {
  const all = oddKeys.join('\n');
  for (const odd of ['+', '  ', '🎬', '\u0001', '<script>', '%25', '//', '..']) expect(all).toContain(odd);
  expect(Math.max(...oddKeys.map((key) => Buffer.byteLength(key)))).toBe(1024);
});

test('the stubborn sample needs three aborts', async () => {
  const store = await startPracticeStore();
  try {
    const [upload] = store.uploads('stubborn-renders');
    if (!upload) throw new Error('No stubborn upload.');
    const { AbortMultipartUploadCommand } = await import('@aws-sdk/client-s3');
    const client = clientOf(store);
    const left: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      await client.send(
        new AbortMultipartUploadCommand({ Bucket: 'stubborn-renders', Key: upload.key, UploadId: upload.uploadId }),
      );
      left.push(store.partsOf('stubborn-renders', upload.key, upload.uploadId).length);
    }
    expect(left).toEqual([2, 1, 0]);
  } finally {
    await store.close();
  }
});

test('every scenario starts', async () => {
  for (const scenario of scenarioNames) {
    const store = await startPracticeStore({ scenario });
    const { Buckets = [] } = await clientOf(store).send(new ListBucketsCommand({}));
    expect(Buckets.map(({ Name }) => Name).toSorted()).toEqual(
      contents(scenario)
        .map(({ name }) => name)
        .toSorted(),
    );
    await store.close();
  }
});

test('200,000 uploads are seeded and paged quickly, in little memory', async () => {
  const store = await startPracticeStore({ scenario: { name: 'large', buckets: [{ name: 'large', uploads: [] }] } });
  const count = 200_000;
  const uploads = function* () {
    for (let i = 0; i < count; i += 1) {
      const key = `data/${(i * 7919) % count}/object.bin`;
      yield { key, initiatedAt: noon - i, parts: [{ partNumber: 1, size: 8_388_608 }] };
    }
  };
  const before = process.memoryUsage().heapUsed;
  store.seedUploads('large', uploads());
  const { ListMultipartUploadsCommand } = await import('@aws-sdk/client-s3');
  const client = clientOf(store);
  const first = await client.send(new ListMultipartUploadsCommand({ Bucket: 'large' }));
  const perUpload = (process.memoryUsage().heapUsed - before) / count;
  const spent = process.cpuUsage();
  await client.send(new ListMultipartUploadsCommand({ Bucket: 'large', KeyMarker: first.NextKeyMarker }));
  const { user, system } = process.cpuUsage(spent);
  await store.close();
  expect(first.Uploads).toHaveLength(1000);
  // Measured: about 0.6 kB and 30 ms, most of it the SDK's. Time of ours alone: what else the machine does is no matter.
  expect(perUpload).toBeLessThan(2000);
  expect((user + system) / 1000).toBeLessThan(1000);
});
