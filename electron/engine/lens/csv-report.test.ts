import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bucketsOn } from './summary.ts';
import { freshExportFolder } from './testing/export-folder.ts';
import {
  bucketRows,
  csvReport,
  documentedColumns,
  type ReportRow,
  uploadMetrics,
  writeDay,
} from './testing/make-export.ts';

const folder = freshExportFolder();

describe('CSV as others write it', () => {
  const bytes = (rows: ReportRow[]) => csvReport('2026-11-01', 'estate', rows);
  const rewrite = async (change: (text: string) => string | Buffer, columns = documentedColumns) => {
    const [path = ''] = await writeDay(folder.path, { day: '2026-11-01', rows: bucketRows('a', [10, 1, 4, 1]) });
    const text = Buffer.from(change(bytes(bucketRows('a', [10, 1, 4, 1]))));
    await writeFile(join(folder.path, path), text);
    await folder.edit('2026-11-01', (manifest) => ({
      ...manifest,
      reportSchema: columns.join(','),
      reportFiles: [
        { key: path, size: text.length, md5Checksum: createHash('md5').update(text).digest('hex').toUpperCase() },
      ],
    }));
    return folder.read();
  };
  const expected = [{ bucket: 'a', bytes: 10, uploads: 1, olderBytes: 4, olderUploads: 1 }];

  it.each<[string, (text: string) => string]>([
    ['with its columns in the first line', (text) => `${documentedColumns.join(',')}\n${text}`],
    ['with a byte order mark', (text) => `\ufeff${documentedColumns.join(',')}\r\n${text}`],
    ['with CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['without an end of the last line', (text) => text.trimEnd()],
    ['with empty lines', (text) => text.replaceAll('\n', '\n\n')],
    ['with every field quoted', (text) => text.replace(/[^,\n]+/g, '"$&"')],
    ['with only the metric quoted', (text) => text.replaceAll(/Incomplete\w+/g, '"$&"')],
    ['with commas and quotes in a quoted field', (text) => text.replaceAll(',,a,', ',"x,""y"",z",a,')],
    ['with the names of its columns spaced', (text) => `${documentedColumns.join(', ')}\n${text}`],
    ['with numbers as tools write them', (text) => text.replace(',10\n', ',1.0E1\n').replace(',4\n', ', 4.00 \n')],
    ['with times in its dates', (text) => text.replaceAll('2026-11-01', '2026-11-01T00:00:00Z')],
  ])('%s', async (_, change) => {
    const reading = await rewrite(change);
    expect(reading.counts.malformed).toBe(0);
    expect(bucketsOn(reading.tally, 0)).toMatchObject(expected);
  });

  it('with columns in another order, and more of them', async () => {
    const columns = [
      'metric_value',
      'metric_name',
      'bucket_name',
      'prefix_depth',
      'record_type',
      'storage_class',
      'aws_region',
      'aws_account_number',
      'report_date',
    ];
    const reading = await rewrite(
      () =>
        uploadMetrics
          .map((metric, index) => `${index + 1},${metric},a,,BUCKET,STANDARD,eu-west-1,1,2026-11-01\n`)
          .join(''),
      columns,
    );
    expect(bucketsOn(reading.tally, 0)).toMatchObject([{ bytes: 1, uploads: 2, olderBytes: 3, olderUploads: 4 }]);
    expect(reading.unknownColumns).toEqual(['prefix_depth']);
  });

  it('without a column that is needed', async () => {
    const reading = await rewrite(
      (text) => text,
      documentedColumns.filter((name) => name !== 'aws_region'),
    );
    expect(reading.problems).toMatchObject([{ kind: 'missing columns', columns: ['aws_region'] }]);
    expect([...reading.incompleteDays]).toEqual(['2026-11-01']);
  });

  it('with lines that are none', async () => {
    const reading = await rewrite(
      (text) =>
        `${text}garbage\n1.0,estate,2026-11-01,1,r,STANDARD,BUCKET,,b,IncompleteMultipartUploadStorageBytes,\n` +
        `1.0,estate,2026-11-01,1,r,STANDARD,BUCKET,,b,IncompleteMultipartUploadStorageBytes,-5\n` +
        `1.0,estate,2026-11-01,1,r,STANDARD,BUCKET,,b,IncompleteMultipartUploadStorageBytes,0x3\n` +
        `1.0,estate,2026-11-01,1,r,STANDARD,BUCKET,,b,IncompleteMultipartUploadStorageBytes,1.5\n` +
        `1.0,estate,2026-11-01,1,r,STANDARD,BUCKET,,b,IncompleteMultipartUploadStorageBytes, \n` +
        `1.0,estate,2026-11-01,1,r,STANDARD,BUCKET,,b,IncompleteMultipartUploadStorageBytes,1e400\n` +
        `1.0,estate,2026-10-31,1,r,STANDARD,BUCKET,,b,IncompleteMultipartUploadStorageBytes,5\n` +
        `estate,2026-11-01,1,r,STANDARD,BUCKET,,b,IncompleteMultipartUploadStorageBytes,5\n`,
    );
    expect(reading.counts).toMatchObject({ rows: 13, read: 4, malformed: 9 });
    expect(bucketsOn(reading.tally, 0)).toMatchObject(expected);
  });

  it('with a manifest that quotes the names of columns, and begins with a byte order mark', async () => {
    await writeDay(folder.path, { day: '2026-11-01', rows: bucketRows('a', [10, 1, 4, 1]) });
    await folder.edit('2026-11-01', (manifest) => ({
      ...manifest,
      reportSchema: documentedColumns.map((name) => `"${name}"`).join(','),
    }));
    const file = join(folder.path, 'StorageLens/111122223333/estate/V_1/manifests/dt=2026-11-01/manifest.json');
    await writeFile(file, `\ufeff${await readFile(file, 'utf8')}`);
    expect(bucketsOn((await folder.read()).tally, 0)).toMatchObject(expected);
  });

  it('with multi-byte characters across the pieces it is read in', async () => {
    const [path = ''] = await writeDay(folder.path, { day: '2026-11-01', rows: [] });
    const padding = `1.0,estate,2026-11-01,1,r,,PREFIX,${'é'.repeat(700_001)},b,ObjectCount,1\n`;
    const text = Buffer.from(padding + bytes(bucketRows('bücket', [10, 1, 4, 1])));
    await writeFile(join(folder.path, path), text);
    await folder.edit('2026-11-01', (manifest) => ({
      ...manifest,
      reportFiles: [{ key: path, size: text.length, md5Checksum: createHash('md5').update(text).digest('hex') }],
    }));
    expect(bucketsOn((await folder.read()).tally, 0)).toMatchObject([{ bucket: 'bücket', bytes: 10 }]);
  });
});

describe('CSV packed by gzip', () => {
  const day = { day: '2026-11-01', rows: bucketRows('a', [10, 1, 4, 1]) };
  const expected = [{ bucket: 'a', bytes: 10, uploads: 1, olderBytes: 4, olderUploads: 1 }];
  const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');
  /** Packs the report; the manifest goes on vouching for it unpacked. */
  const pack = async (name: (path: string) => string, change: (packed: Buffer) => Buffer = (packed) => packed) => {
    const [path = ''] = await writeDay(folder.path, day);
    const packed = change(gzipSync(await readFile(join(folder.path, path))));
    await rm(join(folder.path, path));
    await writeFile(join(folder.path, name(path)), packed);
    return { path: name(path), packed };
  };

  it.each<[string, (path: string) => string]>([
    ['under a name that says so', (path) => `${path}.gz`],
    ['under its old name', (path) => path],
  ])('after its manifest was written, %s', async (_, name) => {
    await pack(name);
    const reading = await folder.read();
    expect(reading.problems).toEqual([]);
    expect(bucketsOn(reading.tally, 0)).toMatchObject(expected);
  });

  it('as its manifest has it', async () => {
    const { path, packed } = await pack((plain) => `${plain}.gz`);
    await folder.edit(day.day, (manifest) => ({
      ...manifest,
      reportFiles: [{ key: `Destination/${path}`, size: packed.length, md5Checksum: md5(packed) }],
    }));
    const reading = await folder.read();
    expect(reading.problems).toEqual([]);
    expect(bucketsOn(reading.tally, 0)).toMatchObject(expected);
  });

  it('counts for nothing where it is cut short, or holds something else', async () => {
    await pack(
      (path) => path,
      (packed) => packed.subarray(0, -9),
    );
    expect(await folder.read()).toMatchObject({ problems: [{ kind: 'unreadable' }], counts: { rows: 0 } });
    await pack(
      (path) => path,
      () => gzipSync(csvReport(day.day, 'estate', bucketRows('a', [11, 1, 4, 1]))),
    );
    expect(await folder.read()).toMatchObject({ problems: [{ kind: 'bad checksum' }], counts: { rows: 0 } });
  });
});
