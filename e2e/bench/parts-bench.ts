import { Readable } from 'node:stream';
import { ListPartsCommand, type S3Client } from '@aws-sdk/client-s3';
import { HttpResponse } from '@smithy/core/protocols';
import { createS3Client } from '../../electron/engine/store/s3/client-factory.ts';
import { sendListParts } from '../../electron/engine/store/s3/direct-parts.ts';
import { newCall, runningCall } from '../../electron/engine/store/s3/running-call.ts';
import { exampleConnection } from '../../electron/engine/store/s3/testing/recording-server.ts';
import { type BenchGroup, type Measure, ratioOf } from './report.ts';

/** Parts on a page, and how many pages are read in a round. */
const pages = [
  { parts: 3, reads: 600 },
  { parts: 100, reads: 150 },
  { parts: 1000, reads: 40 },
] as const;
const checksums = [null, 'CRC32', 'CRC64NVME', 'SHA256'] as const;
const rounds = 3;
const input = { Bucket: 'bench', Key: 'backup/part', UploadId: 'bench-upload', MaxParts: 1000 };

/**
 * CPU of one ListParts call from its signature to the parts read, without a socket: this process answers itself. Beside it
 * the SDK's own call, in the same rounds. Goes by CPU, which other work on the machine does not lengthen.
 */
export const partsGroup: BenchGroup = {
  name: 'parts',
  async run() {
    const measures: Omit<Measure, 'group'>[] = [];
    for (const { parts, reads } of pages) {
      for (const checksum of checksums) {
        const client = clientOf(pageOf(parts, checksum));
        const ours: number[] = [];
        const theirs: number[] = [];
        for (let round = 0; round <= rounds; round++) {
          const [mine, sdks] = [
            await cpuOf(reads, () => readDirectly(client, parts)),
            await cpuOf(reads, () => readBySdk(client, parts)),
          ];
          // The first round warms up.
          if (round === 0) continue;
          ours.push(mine);
          theirs.push(sdks);
        }
        client.destroy();
        const [mine, sdks] = [Math.min(...ours), Math.min(...theirs)];
        measures.push({
          measure: `CPU of reading a page of ${parts} parts, ${checksum ?? 'no checksums'}`,
          ours: Number(mine.toFixed(3)),
          rival: Number(sdks.toFixed(3)),
          rivalName: 'the SDK',
          unit: 'ms',
          ratio: ratioOf(sdks, mine),
          goal: 'at least twice as fast',
          reached: sdks / mine >= 2,
        });
      }
    }
    return measures;
  },
};

function pageOf(parts: number, checksum: (typeof checksums)[number]): string {
  const value = checksum === 'SHA256' ? `${'A'.repeat(43)}=` : checksum === 'CRC64NVME' ? 'AAAAAAAAAAA=' : 'AAAAAA==';
  const told = checksum === null ? '' : `<Checksum${checksum}>${value}</Checksum${checksum}>`;
  const all = Array.from(
    { length: parts },
    (_, n) =>
      `<Part><PartNumber>${n + 1}</PartNumber><LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>&quot;${'a'.repeat(32)}&quot;</ETag><Size>8388608</Size>${told}</Part>`,
  );
  const of =
    checksum === null ? '' : `<ChecksumAlgorithm>${checksum}</ChecksumAlgorithm><ChecksumType>COMPOSITE</ChecksumType>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<ListPartsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Bucket>bench</Bucket><Key>backup/part</Key><UploadId>bench-upload</UploadId><StorageClass>STANDARD</StorageClass><PartNumberMarker>0</PartNumberMarker><NextPartNumberMarker>${parts}</NextPartNumberMarker><MaxParts>1000</MaxParts><IsTruncated>false</IsTruncated>${all.join('')}${of}</ListPartsResult>`;
}

function clientOf(text: string): S3Client {
  const bytes = Buffer.from(text);
  const credentials = async () => ({ accessKeyId: 'bench-key-id', secretAccessKey: 'bench-secret-key' });
  const requestHandler = {
    handle: async () => ({
      // As it comes from a socket: a stream of bytes.
      response: new HttpResponse({
        statusCode: 200,
        headers: { 'content-type': 'application/xml' },
        body: Readable.from([bytes]),
      }),
    }),
    metadata: { handlerProtocol: 'http/1.1' },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
  return createS3Client(
    exampleConnection('https://store.example:9000/'),
    'eu-west-1',
    credentials,
    requestHandler,
    Date.now,
  );
}

async function readDirectly(client: S3Client, parts: number): Promise<void> {
  const call = newCall({ operation: 'ListParts', bucket: 'bench', endpoint: 'store.example:9000' });
  const options = { abortSignal: new AbortController().signal, now: Date.now };
  await runningCall.run(call, () => sendListParts(client, input, options));
  check(call.taken?.parts?.length, parts);
  call.release();
}

async function readBySdk(client: S3Client, parts: number): Promise<void> {
  // Outside any call of ours, the client's middleware leaves the answer alone: this is the SDK's own reading.
  const { Parts } = await client.send(new ListPartsCommand(input));
  check(Parts?.length, parts);
}

/** @throws Error where not all was read: a figure for it would be worthless */
function check(read: number | undefined, parts: number): void {
  if (read !== parts) throw new Error(`${read} of ${parts} parts were read`);
}

/** CPU of one read, ms. */
async function cpuOf(reads: number, read: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  for (let n = 0; n < reads; n++) await read();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / reads;
}
