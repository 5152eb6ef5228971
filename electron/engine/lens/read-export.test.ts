import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bucketsOn, explain, lastTold, trend } from './summary.ts';
import { freshExportFolder } from './testing/export-folder.ts';
import { bucketRows, type DayToWrite, uploadMetrics, writeDay } from './testing/make-export.ts';
import { one, threeDays } from './testing/sample-days.ts';

const folder = freshExportFolder();

const formats: [string, NonNullable<DayToWrite['format']>][] = [
  ['CSV', 'CSV'],
  ['Parquet, Snappy', { parquet: 'SNAPPY' }],
  ['Parquet, small row groups', { parquet: 'UNCOMPRESSED', rowGroupSize: 3 }],
  ['Parquet, columns without a value allowed', { parquet: 'SNAPPY', nullable: true }],
  ['Parquet, gzip', { parquet: 'GZIP' }],
  ['Parquet, Zstandard', { parquet: 'ZSTD' }],
  ['Parquet, Brotli', { parquet: 'BROTLI' }],
];

describe.each(formats)('%s', (_, format) => {
  it('is read: by bucket, worst first, by class, by day', async () => {
    const reading = await folder.readDays(...threeDays.map((day) => ({ ...day, format, files: 3 })));
    expect(reading.problems).toEqual([]);
    expect(reading.counts).toMatchObject({ rows: 75, read: 60, otherMetrics: 3, malformed: 0 });
    expect(reading.counts.otherRecords).toEqual(new Map([['PREFIX', 12]]));
    const { tally } = reading;
    expect(tally.days).toEqual(['2026-11-01', '2026-11-02', '2026-11-03']);
    expect(lastTold(tally)).toBe(2);
    expect(bucketsOn(tally, 2)).toEqual([
      {
        accountId: '111122223333',
        region: 'eu-west-1',
        bucket: 'large',
        bytes: 1009,
        uploads: 52,
        olderBytes: 907,
        olderUploads: 42,
        bytesByClass: { STANDARD: 1002, GLACIER: 7 },
      },
      expect.objectContaining({ bucket: 'far', region: 'us-east-1', accountId: '444455556666', bytes: 500 }),
      expect.objectContaining({ bucket: 'small', bytes: 10, olderBytes: 0 }),
    ]);
    expect(
      trend(tally, null)
        .get('')
        ?.map(({ bytes }) => bytes),
    ).toEqual([1517, 1518, 1519]);
    expect(trend(tally, 'region').get('us-east-1')?.at(0)).toEqual({
      bytes: 500,
      uploads: 5,
      olderBytes: 5,
      olderUploads: 5,
    });
    expect([...trend(tally, 'account').keys()].sort()).toEqual(['111122223333', '444455556666']);
    expect(trend(tally, 'storageClass').get('GLACIER')?.at(2)?.bytes).toBe(7);
    expect(
      trend(tally, 'bucket')
        .get('small')
        ?.map(({ uploads }) => uploads),
    ).toEqual([1, 1, 1]);
  });

  it('counts for nothing where its checksum is wrong, and the other days go on', async () => {
    await Promise.all(threeDays.map((day) => writeDay(folder.path, { ...day, format })));
    const file = (await folder.only()).days[1]?.reports[0]?.file?.path ?? '';
    const bytes = await readFile(join(folder.path, file));
    // One byte within the numbers.
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(join(folder.path, file), bytes);
    const reading = await folder.read();
    expect(reading.problems).toEqual([
      {
        kind: 'bad checksum',
        day: '2026-11-02',
        key: expect.stringContaining('Destination/StorageLens'),
        expected: expect.stringMatching(/^[0-9a-f]{32}$/),
        found: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ]);
    expect([...reading.incompleteDays]).toEqual(['2026-11-02']);
    expect(bucketsOn(reading.tally, 1)).toEqual([]);
    expect(
      trend(reading.tally, null)
        .get('')
        ?.map(({ bytes }) => bytes),
    ).toEqual([1517, null, 1519]);
    expect(reading.counts.rows).toBe(50);
  });

  it('is unknown where a metric is missing, never zero', async () => {
    const rows = [
      ...bucketRows('a', [10, 1, 0, 0]).filter(({ metric }) => metric !== uploadMetrics[2]),
      ...bucketRows('b', [5, 1, 3, 0]).filter(({ metric }) => metric === uploadMetrics[2]),
    ];
    const { tally } = await folder.readDays({ day: '2026-11-01', rows, format });
    expect(bucketsOn(tally, 0)).toMatchObject([
      { bucket: 'a', bytes: 10, olderBytes: null, olderUploads: 0 },
      { bucket: 'b', bytes: null, uploads: null, olderBytes: 3, bytesByClass: {} },
    ]);
  });

  it('tells what it does not know', async () => {
    const rows = [
      ...bucketRows('a', [10, 1, 0, 0]),
      { ...one('a'), metric: 'IncompleteMPUStorageBytesOlderThan30Days', value: 3 },
      { ...one('a'), metric: 'IncompleteMPUStorageBytesOlderThan30Days', value: 3 },
      { ...one('a'), metric: 'AbortIncompleteMPULifecycleRuleCount', value: 1 },
      { ...one('a'), metric: 'ObjectCount', value: 1 },
    ];
    const { counts } = await folder.readDays({ day: '2026-11-01', rows, format });
    // Rules are counted for who pays for it: a documented metric, of which nothing is read.
    expect(counts.otherMetrics).toBe(2);
    expect(counts.unknownMetrics).toEqual(new Map([['IncompleteMPUStorageBytesOlderThan30Days', 2]]));
  });
});

it('keeps many buckets over many days', async () => {
  const days = Array.from({ length: 40 }, (_, index) =>
    new Date(Date.UTC(2026, 8, 1 + index)).toISOString().slice(0, 10),
  );
  for (const [index, day] of days.entries()) {
    const rows = Array.from({ length: 300 }, (_, bucket) =>
      bucketRows(`bucket-${bucket}`, [bucket * 100 + index, bucket, bucket, 1]),
    ).flat();
    await writeDay(folder.path, { day, rows, files: 2 });
  }
  const reading = await folder.read();
  expect(reading.counts.read).toBe(40 * 300 * 4);
  expect(bucketsOn(reading.tally, 39).at(0)).toMatchObject({ bucket: 'bucket-299', bytes: 29_939 });
  expect(
    trend(reading.tally, 'bucket')
      .get('bucket-7')
      ?.map(({ bytes }) => bytes),
  ).toEqual(days.map((_, index) => 700 + index));
});

describe('a scan against the report', () => {
  it.each<[number | null, number, number, object]>([
    [1000, 987, 0, { known: true, share: 0.987, difference: 13 }],
    [1000, 1100, 5, { known: true, share: 1.1, difference: -100 }],
    [1000, 500, 5, { known: false, why: 'not all sized' }],
    [null, 500, 0, { known: false, why: 'not told' }],
    [0, 500, 0, { known: false, why: 'nothing to explain' }],
  ])('%s told, %d found and %d unsized: %j', (told, bytes, unsized, expected) => {
    expect(explain(told, { bytes, unsized })).toEqual(expected);
  });
});
