import { describe, expect, it } from 'vitest';
import { showKey, showName } from '../../shared/format/shown-key.ts';
import { fasterThanLinear } from '../../shared/testing/linear-work.ts';
import { readArn } from '../../shared/values/bucket-arn.ts';
import { LineScanner } from './access-logs/line-scanner.ts';
import { decoded, readLogLine, readLogTime } from './access-logs/log-line.ts';
import { readUploadId } from './clients/upload-id.ts';
import { readConnectionFile } from './connections/connection-exchange.ts';
import { parseConfigFile } from './connections/credentials/profile-file.ts';
import { CsvReport } from './lens/csv-report.ts';
import { noRows, RowReader } from './lens/row-reader.ts';
import { LensTally, StagedReport } from './lens/tally.ts';
import { documentedColumns } from './lens/testing/make-export.ts';
import { readConfiguration } from './lifecycle/configuration.ts';
import { readDecimal } from './pricing/decimal.ts';
import { readPlanFile } from './records/plan-file.ts';
import { contradictsEncoding } from './store/encoding.ts';
import { keyOfPercentEncoded, withBytes } from './store/key-bytes.ts';
import { canSend, oddKinds, plainBeginning, plainOnly } from './store/odd-keys.ts';
import { redirectedTo } from './store/s3/mended-endpoint.ts';
import { readRetryAfter } from './store/s3/retry-after.ts';
import { readProxyUrl } from './store/transport/proxy.ts';
import { wantsTls } from './store/transport/wants-tls.ts';

/**
 * What is not the app's own may hold anything: files of other programs, what a person opens, what is entered. No reader of it
 * may take more than a time that grows with the text. Those of a store's answers: {@link ./store/s3/linear-reading.test.ts}.
 */

/** In pieces, as files are read. */
function inPieces(text: string, push: (piece: Uint8Array) => void): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 4096) push(bytes.subarray(at, at + 4096));
}

function lensReport(text: string): void {
  const rows = new RowReader(new LensTally(['2030-01-01']), new StagedReport(), '2030-01-01', noRows());
  const report = new CsvReport(rows, documentedColumns);
  inPieces(text, (piece) => report.push(piece));
  report.end();
}

function accessLog(text: string): void {
  const scanner = new LineScanner({ request: () => {}, wants: () => true, wantsCreate: () => true, line: () => {} });
  inPieces(text, (piece) => scanner.push(piece));
  scanner.endFile();
}

const aws = { endpointUrl: null, region: 'us-east-1', pathStyle: false, dualStack: false, fips: false };
const redirected = (text: string, header: string) =>
  redirectedTo(
    { endpointUrl: 'http://store.example', bucket: 'b' },
    { status: 301, headers: { [header]: text }, body: text, receivedAt: 0 },
  );

const readers: Record<string, (text: string) => unknown> = {
  'parseConfigFile, config': (text) => parseConfigFile(text, false),
  'parseConfigFile, credentials': (text) => parseConfigFile(text, true),
  readConnectionFile: (text) => readConnectionFile(text, [], () => 'id'),
  readPlanFile: (text) => readPlanFile(text, async () => {}),
  lensReport,
  accessLog,
  readLogLine,
  readLogTime,
  decoded,
  readConfiguration: (text) => readConfiguration(text, null),
  readProxyUrl,
  'redirectedTo, region': (text) => redirected(text, 'x-amz-bucket-region'),
  'redirectedTo, location': (text) => redirected(text, 'location'),
  readRetryAfter: (text) => readRetryAfter(text, 0),
  wantsTls: (text) => wantsTls(400, text),
  readUploadId,
  readArn: (text) => readArn(text, aws, (bucket) => ({ ok: true, address: { kind: 'bucket', bucket } })),
  readDecimal: (text) => readDecimal(text, 6),
  showKey,
  showName,
  keyOfPercentEncoded,
  withBytes,
  contradictsEncoding,
  plainBeginning,
  canSend: (text) => canSend(text, plainOnly),
  oddKinds,
};

const pieces = [
  ...['a', ' ', '\t', '\n', '\r', '\r\n', '\0', '.', '-', ',', ';', ':', '/', '\\', '#', '=', '&', '?', '@', '+'],
  ...[
    '[',
    ']',
    '{',
    '}',
    '(',
    '"',
    '""',
    "'",
    '<',
    '>',
    '%',
    '%2',
    '%41',
    '%C3',
    '0',
    '9',
    'T',
    'Z',
    '\ufeff',
    '\u202e',
  ],
  ...[
    '[profile a]\n',
    'a = b\n',
    ' a = b\n',
    'a=\n',
    '[a',
    '# a\n',
    '"a",',
    ',,',
    '"a" ',
    '[01/Jan/2030:00:00:00 +0000] ',
  ],
  ...[
    '<Rule>',
    '<Rule/>',
    '<a b="',
    '&amp;',
    '<!--',
    '{"a":',
    '[[',
    '0.',
    '1e9',
    'arn:aws:s3:',
    'http://',
    '2030-01-01',
  ],
];
const frames: readonly [string, string][] = [
  ['', ''],
  ['', 'x'],
  ['\n', '\n'],
  ['[profile ', ']\n'],
  ['[profile a]\nb = ', '\n'],
  ['{"format":"loose-parts/plan","version":1,"plan":"', '"}'],
  ['a a [', '] 1 "GET'],
  ['<LifecycleConfiguration>', '</LifecycleConfiguration>'],
  ['http://', ':1/'],
  ['arn:aws:s3:us-east-1:123456789012:accesspoint/', ''],
];

/** Whatever is wrong with a text is told by an error; how soon is what counts. */
async function attempted(read: () => unknown): Promise<void> {
  try {
    await read();
  } catch {
    // Most of these texts are none that can be read.
  }
}

describe('a reader of text from outside', () => {
  it.each(Object.entries(readers))(
    '%s takes a time that grows with the text alone',
    async (_, read) => {
      for (const piece of pieces) {
        for (const [before, behind] of frames) {
          const slow = await fasterThanLinear((times) => {
            const text = before + piece.repeat(times) + behind;
            return () => attempted(() => read(text));
          }, 8_192);
          expect(slow, JSON.stringify([before, piece, behind])).toBeNull();
        }
      }
    },
    600_000,
  );

  it.each(['x\n', '] a b c REST.PUT.PART \n', '[ a b c REST.PUT.PART \n', 'a a [] b c d REST.PUT.PART \n'])(
    'reads a piece of a log full of %j in a time that grows with the text alone',
    async (line) => {
      const slow = await fasterThanLinear((times) => {
        const piece = Buffer.from(line.repeat(times));
        return async () =>
          new LineScanner({ request: () => {}, wants: () => true, wantsCreate: () => true, line: () => {} }).push(
            piece,
          );
      }, 65_536);
      expect(slow).toBeNull();
    },
    600_000,
  );

  it('lets a line of a report go that is longer than any', () => {
    const counts = noRows();
    const rows = new RowReader(new LensTally(['2030-01-01']), new StagedReport(), '2030-01-01', counts);
    const report = new CsvReport(rows, documentedColumns);
    const mebibyte = Buffer.alloc(1 << 20, 'a');
    for (let count = 0; count < 64; count++) report.push(mebibyte);
    report.end();
    // Two together are more than a line may be.
    expect(counts).toMatchObject({ rows: 32, malformed: 32, read: 0 });
  });
});
