import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip, gzipSync } from 'node:zlib';
import { readLogs } from '../../electron/engine/access-logs/read-logs.ts';
import { logLine } from '../../electron/engine/access-logs/testing/make-logs.ts';
import { filesInFolder } from '../../electron/engine/source-files/source-files.ts';
import { type BenchGroup, ratioOf, under } from './report.ts';
import { used } from './used.ts';

const linesPerFile = 100_000;
/** Files with other lines in each, and how often each is written: what is measured is the reading, and not gzip. */
const [blocks, copies] = [20, 5];
const lines = linesPerFile * blocks * copies;
/** Of ten lines four concern an upload, and three name it. */
const linesPerUpload = 10;
const wanted = 10_000;
/** Most lines are of uploads that are not looked for. */
const wantedEvery = 7;
/** At most so long, so much memory beyond the start, and so long without an answer. */
const [mostSeconds, mostMib, mostHeldMs] = [120, 300, 1000];
/** At most so many times the processor time of a loop that does nothing with the lines. */
const mostTimesRival = 1.5;

/** Ten million lines of server access logs, 5 GB in gzip, in which ten thousand uploads are looked for. */
export const logsGroup: BenchGroup = {
  name: 'logs',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'loose-parts-logs-'));
    try {
      await writeLogs(folder);
      const uploads = Array.from({ length: wanted }, (_, n) => ({
        bucket: 'amzn-s3-demo-bucket1',
        key: keyOf(n * wantedEvery),
        uploadId: uploadIdOf(n * wantedEvery),
        initiatedAt: Date.parse('2019-02-06T00:00:00Z'),
      }));
      const ours = await used((seen) => readLogs(filesInFolder(folder), uploads, { onProgress: seen }));
      const { counts, traces } = ours.result;
      if (counts.lines !== lines || counts.malformed > 0 || traces.size !== wanted) {
        throw new Error(`Read ${counts.lines} lines, ${counts.malformed} malformed, and found ${traces.size} uploads`);
      }
      const rival = await used(() => countLines(folder));
      if (rival.result !== lines) throw new Error(`readline read ${rival.result} lines`);
      const ratio = ratioOf(rival.cpuSeconds, ours.cpuSeconds);
      console.log(`  ${Math.round(lines / ours.cpuSeconds).toLocaleString('en-US')} lines a second of processor time`);
      return [
        under('10 million lines of access logs in gzip, 5 GB', ours.seconds, mostSeconds, 's'),
        {
          measure: 'processor time for it',
          ours: Math.round(ours.cpuSeconds * 10) / 10,
          rival: Math.round(rival.cpuSeconds * 10) / 10,
          rivalName: "Node's zlib and readline, lines counted alone",
          unit: 's',
          ratio,
          goal: `at most ${mostTimesRival} times as much`,
          reached: ours.cpuSeconds <= mostTimesRival * rival.cpuSeconds,
        },
        under('memory for it beyond the start', ours.mib, mostMib, 'MiB'),
        under('longest time without an answer meanwhile', ours.heldMs, mostHeldMs, 'ms'),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const keyOf = (upload: number) => `data/${upload}.bin`;
const uploadIdOf = (upload: number) => `2~${String(upload).padStart(8, '0')}Zq8hGf3kLmPnRsTvWxYz1234567890abcdefghijk`;

async function writeLogs(folder: string): Promise<void> {
  for (let block = 0; block < blocks; block++) {
    const noise = randomBytes(linesPerFile * noiseBytes);
    const text = Array.from({ length: linesPerFile }, (_, n) => lineOf(block * linesPerFile + n, n, noise)).join('\n');
    const file = gzipSync(`${text}\n`, { level: 1 });
    for (let copy = 0; copy < copies; copy++) await writeFile(join(folder, `2019-02-06-${block}-${copy}.gz`), file);
  }
}

/** What differs from line to line in real logs, and does not compress: request ID and host ID. */
const noiseBytes = 64;

function lineOf(line: number, n: number, noise: Buffer): string {
  const upload = Math.floor(line / linesPerUpload);
  const [key, id] = [keyOf(upload), uploadIdOf(upload)];
  const two = (number: number) => String(number).padStart(2, '0');
  const from = n * noiseBytes;
  const same = {
    key,
    at: `06/Feb/2019:${two(Math.floor(n / 36_000))}:${two(Math.floor(n / 600) % 60)}:${two(Math.floor(n / 10) % 60)} +0000`,
    requestId: noise.toString('hex', from, from + 8).toUpperCase(),
    hostId: noise.toString('base64', from + 8, from + noiseBytes),
  };
  const step = line % linesPerUpload;
  if (step === 0)
    return logLine({ ...same, operation: 'REST.POST.UPLOADS', request: `"POST /${key}?uploads HTTP/1.1"` });
  if (step < 4) return logLine({ ...same, request: `"PUT /${key}?partNumber=${step}&uploadId=${id} HTTP/1.1"` });
  return logLine({ ...same, operation: 'REST.GET.OBJECT', request: `"GET /${key} HTTP/1.1"` });
}

async function countLines(folder: string): Promise<number> {
  let count = 0;
  for (const name of await readdir(folder)) {
    const input = createReadStream(join(folder, name)).pipe(createGunzip());
    const reader = createInterface({ input });
    reader.on('line', () => count++);
    await once(reader, 'close');
  }
  return count;
}
