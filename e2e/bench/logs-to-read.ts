import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { logLine } from '../../electron/engine/access-logs/testing/make-logs.ts';
import type { WantedUpload } from '../../electron/engine/access-logs/traces.ts';

const linesPerFile = 100_000;
/** Files with other lines in each, and how often each is written: what is measured is the reading, and not gzip. */
const [blocks, copies] = [20, 5];
/** Lines that {@link writeLogs} writes. */
export const linesWritten = linesPerFile * blocks * copies;
/** Of ten lines four concern an upload, and three name it. */
const linesPerUpload = 10;
const wanted = 10_000;
/** Most lines are of uploads that are not looked for. */
const wantedEvery = 7;

/** Ten thousand uploads to look for. */
export function wantedUploads(): WantedUpload[] {
  return Array.from({ length: wanted }, (_, n) => ({
    bucket: 'amzn-s3-demo-bucket1',
    key: keyOf(n * wantedEvery),
    uploadId: uploadIdOf(n * wantedEvery),
    initiatedAt: Date.parse('2019-02-06T00:00:00Z'),
  }));
}

const keyOf = (upload: number) => `data/${upload}.bin`;
const uploadIdOf = (upload: number) => `2~${String(upload).padStart(8, '0')}Zq8hGf3kLmPnRsTvWxYz1234567890abcdefghijk`;

/** Writes ten million lines of server access logs in gzip, 600 MB, or 5 GB when read. */
export async function writeLogs(folder: string): Promise<void> {
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
  if (step === 0) {
    return logLine({ ...same, operation: 'REST.POST.UPLOADS', request: `"POST /${key}?uploads HTTP/1.1"` });
  }
  if (step < 4) return logLine({ ...same, request: `"PUT /${key}?partNumber=${step}&uploadId=${id} HTTP/1.1"` });
  return logLine({ ...same, operation: 'REST.GET.OBJECT', request: `"GET /${key} HTTP/1.1"` });
}
