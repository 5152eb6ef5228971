import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesInFolder, type SourceFile } from '../source-files/source-files.ts';
import { findExports } from './manifest.ts';
import { readExport } from './read-export.ts';
import { bucketsOn } from './summary.ts';
import { freshExportFolder } from './testing/export-folder.ts';
import { bucketRows, writeDay } from './testing/make-export.ts';
import { threeDays } from './testing/sample-days.ts';

const folder = freshExportFolder();

describe('finding exports', () => {
  it('keeps configurations apart', async () => {
    await writeDay(folder.path, { day: '2026-11-01', rows: bucketRows('a', [1, 1, 1, 1]) });
    await writeDay(folder.path, { day: '2026-11-02', rows: bucketRows('a', [1, 1, 1, 1]) });
    await writeDay(folder.path, { day: '2026-11-01', rows: bucketRows('a', [1, 1, 1, 1]), configId: 'other' });
    const { exports, problems, unlisted } = await findExports(filesInFolder(folder.path));
    expect(exports.map(({ configId, days }) => [configId, days.length])).toEqual([
      ['estate', 2],
      ['other', 1],
    ]);
    expect([problems, unlisted]).toEqual([[], []]);
  });

  it('finds nothing in an empty folder.path', async () => {
    expect(await findExports(filesInFolder(folder.path))).toEqual({ exports: [], problems: [], unlisted: [] });
  });

  it('says what is wrong with a manifest', async () => {
    await writeDay(folder.path, { day: '2026-11-01', rows: [] });
    await writeDay(folder.path, { day: '2026-11-02', rows: [] });
    await writeDay(folder.path, { day: '2026-11-03', rows: [] });
    await folder.edit('2026-11-01', ({ configId, ...rest }) => ({ ...rest, reportDate: 'yesterday' }));
    await folder.edit('2026-11-02', (manifest) => ({ ...manifest, reportFormat: 'ORC' }));
    await writeFile(
      join(folder.path, 'StorageLens/111122223333/estate/V_1/manifests/dt=2026-11-03/manifest.json'),
      '{"cut',
    );
    const { exports, problems, unlisted } = await findExports(filesInFolder(folder.path));
    expect(exports).toEqual([]);
    expect(problems).toEqual([
      {
        kind: 'bad manifest',
        path: expect.stringContaining('2026-11-01'),
        issue: expect.stringMatching(/configId.*reportDate/s),
      },
      { kind: 'unknown format', path: expect.stringContaining('2026-11-02'), format: 'ORC' },
      { kind: 'bad manifest', path: expect.stringContaining('2026-11-03'), issue: 'not JSON' },
    ]);
    expect(unlisted).toHaveLength(3);
  });

  it('says that a report is missing, and reads the others of that day', async () => {
    const paths = await writeDay(folder.path, {
      ...threeDays[0],
      day: '2026-11-01',
      rows: threeDays[0]?.rows ?? [],
      files: 5,
    });
    await rm(join(folder.path, paths[4] ?? ''));
    const reading = await folder.read();
    expect(reading.problems).toMatchObject([{ kind: 'missing file', day: '2026-11-01' }]);
    expect(bucketsOn(reading.tally, 0).length).toBeGreaterThan(1);
  });

  it('takes of two manifests of a day the one that tells of buckets, wherever it lies', async () => {
    // An expanded prefixes metrics report: the same dashboard and day, and records of prefixes alone.
    const prefixes = bucketRows('a', [9, 9, 9, 9], { recordType: 'PREFIX' });
    for (const [day, first, second] of [
      ['2026-11-01', 'a-prefixes', 'b-default'],
      ['2026-11-02', 'z-prefixes', 'c-default'],
    ] as const) {
      await writeDay(join(folder.path, first), { day, rows: prefixes });
      await writeDay(join(folder.path, second), { day, rows: bucketRows('a', [1, 1, 1, 1]) });
    }
    const reading = await folder.read();
    expect(bucketsOn(reading.tally, 0)).toMatchObject([{ bucket: 'a', bytes: 1 }]);
    expect(bucketsOn(reading.tally, 1)).toMatchObject([{ bucket: 'a', bytes: 1 }]);
    expect([reading.problems, [...reading.incompleteDays]]).toEqual([[], []]);
    expect(reading.unreadManifests).toEqual([{ day: '2026-11-02', path: expect.stringMatching(/^z-prefixes\//) }]);
    expect(reading.reports, 'what was passed over was not read').toBe(3);
  });

  it('reads a second manifest of a day where the files of the first cannot be read', async () => {
    const first = await writeDay(join(folder.path, 'a'), { day: '2026-11-01', rows: bucketRows('a', [2, 2, 2, 2]) });
    await writeDay(join(folder.path, 'b'), { day: '2026-11-01', rows: bucketRows('a', [1, 1, 1, 1]) });
    await writeFile(join(folder.path, 'a', first[0] ?? ''), 'not what the manifest vouches for');
    const reading = await folder.read();
    expect(bucketsOn(reading.tally, 0)).toMatchObject([{ bucket: 'a', bytes: 1 }]);
    expect(reading.problems).toMatchObject([{ kind: 'bad checksum', day: '2026-11-01' }]);
  });

  it('takes the first of two manifests of a day, and the file that lies nearest', async () => {
    const other = join(folder.path, 'copy');
    await writeDay(folder.path, { day: '2026-11-01', rows: bucketRows('a', [1, 1, 1, 1]) });
    await writeDay(other, { day: '2026-11-01', rows: bucketRows('a', [2, 2, 2, 2]) });
    const { exports, problems } = await findExports(filesInFolder(folder.path));
    expect(problems).toEqual([]);
    const [found] = exports;
    const reading = found && (await readExport(found));
    expect(reading?.unreadManifests).toEqual([{ day: '2026-11-01', path: expect.stringMatching(/^copy\//) }]);
    expect(reading?.problems).toEqual([]);
    expect(reading && bucketsOn(reading.tally, 0)).toMatchObject([{ bucket: 'a', bytes: 1 }]);
  });

  it('says what an unreadable report is', async () => {
    await writeDay(folder.path, {
      day: '2026-11-01',
      rows: bucketRows('a', [1, 1, 1, 1]),
      format: { parquet: 'SNAPPY' },
    });
    const file = (await folder.only()).days[0]?.reports[0]?.file?.path ?? '';
    const text = Buffer.from('no parquet at all');
    await writeFile(join(folder.path, file), text);
    await folder.edit('2026-11-01', (manifest) => ({
      ...manifest,
      reportFiles: [{ key: file, size: text.length, md5Checksum: createHash('md5').update(text).digest('hex') }],
    }));
    expect((await folder.read()).problems).toMatchObject([
      { kind: 'unreadable', issue: expect.stringContaining('parquet') },
    ]);
  });

  it('goes on where a file fails to be read', async () => {
    await Promise.all(threeDays.map((day) => writeDay(folder.path, day)));
    async function* failing() {
      for await (const file of filesInFolder(folder.path)) {
        const { path, size } = file;
        const broken: SourceFile = { path, size, read: () => Promise.reject(new Error('EIO: i/o error')) };
        yield file.path.includes('reports/dt=2026-11-02') ? broken : file;
      }
    }
    const { exports } = await findExports(failing());
    const [found] = exports;
    const reading = found && (await readExport(found));
    expect(reading?.problems).toMatchObject([{ kind: 'unreadable', day: '2026-11-02', issue: 'EIO: i/o error' }]);
  });

  it('stops when it is told to, and tells how far it came', async () => {
    await Promise.all(threeDays.map((day) => writeDay(folder.path, day)));
    const controller = new AbortController();
    const seen: number[][] = [];
    const reading = readExport(await folder.only(), {
      signal: controller.signal,
      onProgress: (done, all) => {
        seen.push([done, all]);
        if (done === 2) controller.abort(new Error('enough'));
      },
    });
    await expect(reading).rejects.toThrow('enough');
    expect(seen).toEqual([
      [1, 3],
      [2, 3],
    ]);
  });
});

/** As the user guide prints them ("What is an S3 Storage Lens export manifest?"), but for sizes and checksums. */
describe('the documented manifests', () => {
  const columns =
    'version_number,configuration_id,report_date,aws_account_number,aws_region,storage_class,record_type,record_value,bucket_name,metric_name,metric_value';
  const schema =
    'message s3.storage.lens { required string version_number; required string configuration_id; required string report_date; required string aws_account_number; required string aws_region; required string storage_class; required string record_type; required string record_value; required string bucket_name; required string metric_name; required long metric_value; }';

  it.each([
    ['CSV', 'csv', columns, columns.split(',')],
    ['Parquet', 'par', schema, []],
  ])(
    'of %s are read, with several files, wherever the export was copied to',
    async (reportFormat, ending, reportSchema, names) => {
      const base = 'DestinationPrefix/StorageLens/123456789012/my-dashboard-configuration-id/V_1';
      const reports = ['a38f6bc4-2e3d-4355-ac8a-e2fdcf3de158', 'b38f6bc4-2e3d-4355-ac8a-e2fdcf3de158'].map(
        (name) => `${base}/reports/dt=2020-11-03/${name}.${ending}`,
      );
      const manifest = {
        sourceAccountId: '123456789012',
        configId: 'my-dashboard-configuration-id',
        destinationBucket: 'arn:aws:s3:::amzn-s3-demo-destination-bucket',
        reportVersion: 'V_1',
        reportDate: '2020-11-03',
        reportFormat,
        reportSchema,
        reportFiles: reports.map((key) => ({ key, size: 3, md5Checksum: '2177e775870def72b8d84febe1ad3574' })),
      };
      // Copied from its bucket with or without what stands before `StorageLens`.
      for (const under of [base, base.slice(base.indexOf('StorageLens')), '.']) {
        const root = join(folder.path, `copy of ${under.length}`);
        const files = reports.map((key) => join(root, under, key.slice(base.length)));
        const at = join(root, under, 'manifests/dt=2020-11-03/manifest.json');
        for (const path of [...files, at]) await mkdir(dirname(path), { recursive: true });
        for (const path of files) await writeFile(path, 'abc');
        await writeFile(at, JSON.stringify(manifest));
        const { exports, problems, unlisted } = await findExports(filesInFolder(root));
        expect([problems, unlisted]).toEqual([[], []]);
        expect(exports).toMatchObject([
          {
            accountId: '123456789012',
            configId: 'my-dashboard-configuration-id',
            days: [{ day: '2020-11-03', format: reportFormat, columns: names }],
          },
        ]);
        expect(exports[0]?.days[0]?.reports.map(({ key, file }) => [key, file !== null])).toEqual(
          reports.map((key) => [key, true]),
        );
      }
    },
  );
});
