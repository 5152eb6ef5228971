import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesInFolder, type SourceFile } from '../source-files/source-files.ts';
import { readLogs } from './read-logs.ts';
import { type LineToWrite, logLine } from './testing/make-logs.ts';
import type { WantedUpload } from './traces.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'logs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bucket = 'amzn-s3-demo-bucket1';
const wanted = (uploadId: string, rest: Partial<WantedUpload> = {}): WantedUpload => ({
  bucket,
  key: 'a/b.bin',
  uploadId,
  initiatedAt: Date.parse('2019-02-06T00:00:37Z'),
  ...rest,
});
const write = (name: string, lines: string[]) => writeFile(join(folder, name), `${lines.join('\n')}\n`);
const read = (...uploads: WantedUpload[]) => readLogs(filesInFolder(folder), uploads);
const put = (uploadId: string, second: number, rest: LineToWrite = {}) =>
  logLine({
    at: `06/Feb/2019:00:01:${String(second).padStart(2, '0')} +0000`,
    request: `"PUT /a/b.bin?partNumber=${second}&uploadId=${uploadId} HTTP/1.1"`,
    ...rest,
  });

describe('an upload in the logs', () => {
  it('shows who sent it, and what went wrong before it went silent', async () => {
    await write('log-1', [
      put('U', 1),
      put('U', 4, { status: '403', errorCode: 'ExpiredToken', remoteIp: '192.0.2.9', userAgent: '"agent/2"' }),
      logLine({ operation: 'REST.GET.OBJECT', request: '"GET /a/b.bin HTTP/1.1"' }),
    ]);
    // Delivered later, written earlier.
    await write('log-2', [put('U', 3), put('U', 2, { status: '500', errorCode: 'InternalError' }), put('other', 9)]);
    const { traces, counts, operations } = await read(wanted('U'));
    expect([...traces.keys()]).toEqual(['U']);
    expect(traces.get('U')).toEqual({
      lines: 4,
      firstAt: Date.parse('2019-02-06T00:01:01Z'),
      lastAt: Date.parse('2019-02-06T00:01:04Z'),
      userAgent: 'agent/2',
      requester: 'arn:aws:sts::123456789012:assumed-role/etl/i-0abc',
      remoteIp: '192.0.2.9',
      partsStored: 2,
      lastSuccessAt: Date.parse('2019-02-06T00:01:03Z'),
      errors: 2,
      lastError: { at: Date.parse('2019-02-06T00:01:04Z'), operation: 'put part', status: 403, code: 'ExpiredToken' },
      ended: null,
    });
    expect(counts).toEqual({ lines: 6, malformed: 0 });
    expect(operations).toEqual(new Map([['put part', 5]]));
  });

  it('that never sent a part is known by the line that began it', async () => {
    const create = (key: string, second: string) =>
      logLine({
        operation: 'REST.POST.UPLOADS',
        key,
        at: `06/Feb/2019:00:00:${second} +0000`,
        request: `"POST /x?uploads HTTP/1.1"`,
        userAgent: `"${second}"`,
      });
    await write('log', [create('a%2520b', '36'), create('a%2520b', '55'), create('c%20d', '37'), create('e', '38')]);
    const { traces } = await read(
      wanted('once', { key: 'c d' }),
      wanted('twice', { key: 'a b' }),
      wanted('later', { key: 'e', initiatedAt: Date.parse('2019-02-06T01:00:00Z') }),
    );
    expect([...traces].map(([id, { userAgent, lines }]) => [id, userAgent, lines])).toEqual([
      ['twice', '36', 1],
      ['once', '37', 1],
    ]);
  });

  it('is begun by a line that names another in its referrer, and is none that a key names', async () => {
    await write('log', [
      logLine({
        operation: 'REST.POST.UPLOADS',
        request: '"POST /a/b.bin?uploads HTTP/1.1"',
        referrer: '"https://app.example/resume?uploadId=OLD&step=2"',
        userAgent: '"page/1"',
      }),
      // Folders by column, as Hive names them.
      put('U', 3, { key: 'day=1/uploadId=OLD/b.bin', userAgent: '"hive/1"' }),
      put('OLD', 4, { key: 'day=1/uploadId=U/b.bin' }),
    ]);
    const { traces, counts } = await read(wanted('U'));
    expect([...traces.keys()]).toEqual(['U']);
    expect(traces.get('U')).toMatchObject({ lines: 2, partsStored: 1, userAgent: 'hive/1' });
    expect(traces.get('U')?.firstAt).toBe(Date.parse('2019-02-06T00:00:38Z'));
    expect(counts.malformed).toBe(0);
  });

  it('of several that one key began takes the nearest', async () => {
    await write('log', [logLine({ operation: 'REST.POST.UPLOADS', request: '"POST /a/b.bin?uploads HTTP/1.1"' })]);
    const { traces } = await read(
      wanted('far', { initiatedAt: Date.parse('2019-02-06T00:00:41Z') }),
      wanted('near', { initiatedAt: Date.parse('2019-02-06T00:00:38.400Z') }),
    );
    expect([...traces.keys()]).toEqual(['near']);
  });

  it.each<[string, LineToWrite[], object]>([
    ['completed', [{ operation: 'REST.POST.UPLOAD' }], { ended: 'completed' }],
    ['aborted', [{ operation: 'REST.DELETE.UPLOAD', status: '204' }], { ended: 'aborted' }],
    [
      'not aborted, being denied',
      [{ operation: 'REST.DELETE.UPLOAD', status: '403', errorCode: 'AccessDenied' }],
      { ended: null, errors: 1 },
    ],
    [
      'not completed by an error within a 200',
      [{ operation: 'REST.POST.UPLOAD', errorCode: 'InternalError' }],
      { ended: null, errors: 1, partsStored: 0 },
    ],
    ['copied into', [{ operation: 'REST.COPY.PART' }], { partsStored: 1 }],
  ])('is %s', async (_, lines, expected) => {
    await write(
      'log',
      lines.map((line) => put('U', 1, line)),
    );
    expect((await read(wanted('U'))).traces.get('U')).toMatchObject(expected);
  });
});

describe('files', () => {
  it('counts malformed lines and goes on', async () => {
    await write('log', ['garbage', put('U', 1), put('U', 2).slice(0, 120), '', 'x'.repeat(3_000_000), put('U', 3)]);
    const { counts, traces } = await read(wanted('U'));
    expect(traces.get('U')?.partsStored).toBe(2);
    // The endless line is more than one of them, as it is cut where no line can be so long.
    expect(counts.malformed).toBeGreaterThanOrEqual(3);
    expect(counts.lines).toBe(counts.malformed + 2);
  });

  it('reads gzip by its content, also of several members', async () => {
    await writeFile(
      join(folder, 'a'),
      Buffer.concat([gzipSync(`${put('U', 1)}\n${put('U', 2)}`), gzipSync(`\n${put('U', 3)}\n`)]),
    );
    await writeFile(join(folder, 'b.gz'), `${put('U', 4)}\r\n${put('U', 5)}`);
    await writeFile(join(folder, 'empty'), '');
    const { traces, files, counts, problems } = await read(wanted('U'));
    expect(traces.get('U')?.partsStored).toBe(5);
    expect([files, counts.lines, problems]).toEqual([3, 5, []]);
  });

  it('names a file that fails, keeps what stood before, and reads the others', async () => {
    const lines = Array.from({ length: 2000 }, (_, index) => put(`U${index}`, index % 60));
    const whole = gzipSync(lines.join('\n'));
    await writeFile(join(folder, 'a.gz'), whole.subarray(0, whole.length >> 1));
    await write('b', [put('U', 9)]);
    const { traces, problems, counts } = await read(wanted('U'), wanted('U3'));
    expect(problems).toEqual([{ path: 'a.gz', issue: expect.stringMatching(/unexpected end/i) }]);
    expect([...traces.keys()].sort()).toEqual(['U', 'U3']);
    expect(counts.lines).toBeGreaterThan(10);
  });

  it('keeps lines whole that pieces cut', async () => {
    const text = Buffer.from(
      `${Array.from({ length: 40 }, (_, index) => put('U', index, { key: 'ä€😀' })).join('\n')}\n`,
    );
    async function* inSmallPieces() {
      const file: SourceFile = {
        path: 'log',
        size: text.length,
        // A bucket may give less than was asked for; here, the same memory every time.
        read: async (start, end) => new Uint8Array(text.subarray(start, Math.min(end, start + 777))),
      };
      for (let start = 0; start < text.length; start += 777) {
        yield {
          ...file,
          size: Math.min(777, text.length - start),
          read: (a: number, b: number) => file.read(start + a, start + b),
        };
      }
    }
    // As one file it would be cut by the pieces alone; as many, each ends where it is cut.
    const { counts } = await readLogs(inSmallPieces(), []);
    expect(counts.malformed).toBeGreaterThan(0);
    await writeFile(
      join(folder, 'log'),
      Buffer.concat([text, Buffer.from(`${'x'.repeat(1_100_000 - text.length)}\n`), text]),
    );
    const { traces } = await read(wanted('U'));
    expect(traces.get('U')?.partsStored).toBe(80);
  });

  it('shows by day and bucket that a rule works', async () => {
    const aborted = (at: string, of: string) =>
      logLine({
        operation: 'S3.DELETE.UPLOAD',
        at: `${at} +0000`,
        bucket: of,
        request: '"-"',
        status: '-',
        requester: 'AmazonS3',
        userAgent: '"-"',
      });
    await write('log', [
      aborted('06/Feb/2019:00:10:00', 'one'),
      aborted('06/Feb/2019:23:10:00', 'one'),
      aborted('07/Feb/2019:00:10:00', 'one'),
      aborted('07/Feb/2019:00:10:00', 'two'),
    ]);
    const { lifecycleAborts, from, to } = await read();
    expect(lifecycleAborts).toEqual(
      new Map([
        [
          'one',
          new Map([
            [Date.parse('2019-02-06'), 2],
            [Date.parse('2019-02-07'), 1],
          ]),
        ],
        ['two', new Map([[Date.parse('2019-02-07'), 1]])],
      ]),
    );
    expect([from, to]).toEqual([Date.parse('2019-02-06T00:10:00Z'), Date.parse('2019-02-07T00:10:00Z')]);
  });

  it('finds nothing in an empty folder', async () => {
    expect(await read(wanted('U'))).toMatchObject({
      files: 0,
      counts: { lines: 0, malformed: 0 },
      from: null,
      to: null,
    });
  });

  it('stops when it is told to', async () => {
    await write('a', [put('U', 1)]);
    await write('b', [put('U', 2)]);
    const controller = new AbortController();
    const reading = readLogs(filesInFolder(folder), [], {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    });
    await expect(reading).rejects.toThrow('enough');
  });
});
