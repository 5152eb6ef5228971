import { appendFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Bucket, Connection } from '../../../shared/schema/model.ts';
import { freshExportFolder } from '../lens/testing/export-folder.ts';
import { bucketRows, writeDay } from '../lens/testing/make-export.ts';
import { filesInFolder } from '../source-files/source-files.ts';
import { openSource } from '../source-files/testing/practice-source.ts';
import { readerPorts } from '../source-files/testing/reader-ports.ts';
import { exampleConnection } from '../store/s3/testing/recording-server.ts';
import type { Store } from '../store/store.ts';
import { createLensImport } from './lens-import.ts';

const folder = freshExportFolder();
const gib = 1024 ** 3;
let connections: Connection[];
let buckets: Bucket[];

const lens = (store: Store | null = null) => {
  const { attendedStoreFor, ...ports } = readerPorts(store);
  return createLensImport({
    ...ports,
    index: { buckets: async (id) => buckets.filter(({ connectionId }) => connectionId === id) },
    log: { info() {}, warn() {}, error() {} },
    connections: { list: () => connections, activeSince: () => 0, attendedStoreFor },
  });
};

const scanned = (connectionId: string, name: string, bytes: number, sized = 2): Bucket => ({
  connectionId,
  name,
  createdAt: null,
  origin: 'listed',
  scan: { status: 'complete', startedAt: 1, pages: 1, uploads: 2, finishedAt: 2 },
  totals: {
    uploads: 2,
    sized,
    unsizable: 0,
    bytes,
    parts: 2,
    active: 0,
    oldestInitiatedAt: 1,
    bytesByStorageClass: { STANDARD: bytes },
  },
});

beforeEach(() => {
  connections = [
    exampleConnection('https://store.example', { id: 'other', name: 'Other' }),
    exampleConnection(null, { id: 'aws', name: 'Film archive' }),
  ];
  buckets = [];
});

/** Two days of two buckets, in two regions. */
async function written(): Promise<void> {
  for (const [at, day] of ['2026-11-01', '2026-11-02'].entries()) {
    await writeDay(folder.path, {
      day,
      rows: [
        ...bucketRows('large', [100 * gib * (at + 1), 40, 90 * gib, 30]),
        ...bucketRows('small', [gib, 4, 0, 0], { region: 'sa-east-1', accountId: '444455556666' }),
      ],
      files: 2,
    });
  }
}

describe('an export', () => {
  it('is told worst first, with money by region, trend, and what a scan explains', async () => {
    await written();
    // Another store may have a bucket of that name: it says nothing about AWS's.
    buckets = [scanned('other', 'large', 1), scanned('aws', 'large', 197.4 * gib)];
    const report = await lens().read('aws', folder.path);
    expect(report).toMatchObject({
      configId: 'estate',
      days: ['2026-11-01', '2026-11-02'],
      day: '2026-11-02',
      problems: [],
      missingMetrics: [],
      bucketCount: 2,
      trend: [{ bytes: 101 * gib }, { bytes: 201 * gib, olderBytes: 90 * gib }],
      groups: {
        account: [{ name: '111122223333' }, { name: '444455556666', bytes: gib }],
        region: [{ name: 'eu-west-1' }, { name: 'sa-east-1' }],
        storageClass: [{ name: 'STANDARD', uploads: 44 }],
      },
    });
    expect(report.buckets).toMatchObject([
      {
        bucket: 'large',
        trend: [100 * gib, 200 * gib],
        cost: { currency: 'USD', least: false },
        known: {
          connectionName: 'Film archive',
          scan: 'complete',
          explained: { known: true, share: 0.987 },
        },
      },
      { bucket: 'small', known: null },
    ]);
    const [large, small] = report.buckets.map(({ cost }) => Number(cost?.amount));
    // São Paulo costs more than Ireland.
    expect((small ?? 0) * 200).toBeGreaterThan((large ?? 0) * 1.3);
  });

  it('is set against later scans without being read again', async () => {
    await written();
    const reading = lens();
    expect(await reading.compare()).toEqual([]);
    expect((await reading.read('aws', folder.path)).buckets[0]?.known).toBeNull();
    await rm(folder.path, { recursive: true });
    buckets = [scanned('aws', 'large', 100 * gib, 1)];
    expect((await reading.compare())[0]?.known?.explained).toEqual({ known: false, why: 'not all sized' });
  });

  it('with a report that was changed leaves it out, and says so', async () => {
    await written();
    const [path] = await writeDay(folder.path, { day: '2026-11-03', rows: bucketRows('large', [5 * gib, 1, 0, 0]) });
    await appendFile(join(folder.path, path ?? ''), '\n');
    const report = await lens().read('aws', folder.path);
    expect(report.problems).toMatchObject([{ kind: 'bad checksum', day: '2026-11-03' }]);
    expect(report).toMatchObject({ day: '2026-11-02', incompleteDays: ['2026-11-03'] });
  });

  it('without a metric says which, and holds it for unknown', async () => {
    const rows = bucketRows('large', [gib, 2, 0, 0]).slice(0, 2);
    await writeDay(folder.path, { day: '2026-11-01', rows });
    const report = await lens().read('aws', folder.path);
    expect(report.missingMetrics).toEqual(['olderBytes', 'olderUploads']);
    expect(report.buckets).toMatchObject([{ bytes: gib, olderBytes: null, olderUploads: null }]);
  });

  it('of a region without prices has no cost, and not none', async () => {
    await writeDay(folder.path, {
      day: '2026-11-01',
      rows: bucketRows('far', [gib, 2, 0, 0], { region: 'mars-north-1' }),
    });
    expect((await lens().read('aws', folder.path)).buckets).toMatchObject([{ bucket: 'far', cost: null }]);
  });
});

describe('a folder', () => {
  it.each<[string, () => Promise<string>, RegExp]>([
    ['that is not there', async () => join(folder.path, 'nowhere'), /no such folder/],
    ['without an export', async () => folder.path, /no manifest\.json/],
    [
      'with a manifest that is none',
      async () => {
        await writeFile(join(folder.path, 'manifest.json'), '{}');
        return folder.path;
      },
      /not what AWS writes/,
    ],
    [
      'with reports alone',
      async () => {
        await writeFile(join(folder.path, 'one.csv'), 'a,b\n');
        return folder.path;
      },
      /nothing vouches for them/,
    ],
  ])('%s is refused in words', async (_, place, said) => {
    await expect(lens().read('aws', await place())).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(said),
    });
  });
});

it('reads the export from its bucket as from a folder, checksums and all', async () => {
  await using source = await openSource();
  await writeDay(folder.path, { day: '2026-11-01', rows: bucketRows('far', [gib, 3, 0, 0]) });
  await writeDay(folder.path, {
    day: '2026-11-02',
    rows: bucketRows('far', [2 * gib, 4, 0, 0]),
    format: { parquet: 'SNAPPY' },
  });
  for await (const file of filesInFolder(folder.path)) {
    const bytes = await file.read(0, file.size);
    await source.put(
      `lens/${file.path}`,
      file.path.endsWith('.csv') ? Buffer.concat([bytes, Buffer.from('\n')]) : bytes,
    );
  }
  const { problems, buckets: worst, days } = await lens(source.store).read('aws', 's3://reports/lens/');
  expect(days).toHaveLength(2);
  expect(problems).toMatchObject([{ kind: 'bad checksum', day: '2026-11-01' }]);
  expect(worst).toMatchObject([{ bucket: 'far', bytes: 2 * gib }]);
});
