import { describe, expect, it } from 'vitest';
import { fasterThanLinear } from '../../../../shared/testing/linear-work.ts';
import { parseBucketAddress } from '../../../../shared/values/bucket-address.ts';
import { fileNameOf } from '../../history/file-name.ts';
import { decodePage, decodeUrl } from '../encoding.ts';
import type { Store } from '../store.ts';
import { certificateBlocks } from '../transport/trust.ts';
import { answerError } from './answer-errors.ts';
import type { S3Operation } from './call-context.ts';
import { readListPage } from './list-pages.ts';
import { cutParts, readPlainParts } from './parts-xml.ts';
import { readElements } from './plain-xml.ts';
import { otherThanUploads } from './repeated-question.ts';
import { createS3Store } from './s3-store.ts';
import { bodyKind, callInfo, retryAfterMs, type StoreAnswer, storeWords, withWideReferences } from './store-answer.ts';
import { plainEtag } from './store-results.ts';
import { exampleConnection } from './testing/recording-server.ts';
import { readToldTime } from './told-time.ts';
import { cutUploads } from './uploads-xml.ts';

/** A store, or a proxy before it, may write anything: no reader may take more than a time that grows with the text. */

const credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'an-example-secret' });
const answer = (body: string, status = 200, headers: Record<string, string> = {}): StoreAnswer => ({
  status,
  headers,
  body,
  receivedAt: 0,
});
const judged = (operation: S3Operation, status: number) => (body: string) =>
  answerError(answer(body, status), { operation, bucket: 'b', endpoint: 'host' });

const readers: Record<string, (text: string) => unknown> = {
  bodyKind,
  storeWords: (body) => storeWords(answer(body, 500)),
  'answerError, a listing': judged('ListMultipartUploads', 200),
  'answerError, parts': judged('ListParts', 404),
  'answerError, no body expected': judged('AbortMultipartUpload', 403),
  cutParts,
  readPlainParts: (body) => readPlainParts({ body }),
  readListPage: (xml) => readListPage(xml, 'Upload'),
  readToldTime,
  cutUploads,
  readElements,
  withWideReferences,
  decodeUrl,
  'decodePage, the key': (key) =>
    decodePage({ uploads: [{ key, uploadId: key }], nextKeyMarker: key, echoed: false }, { keys: null, marker: null }),
  plainEtag,
  otherThanUploads: (key) => [
    otherThanUploads(new Map([['Prefix', `${key}1 `]]), { prefix: `${key}2 `, keyMarker: null }),
    otherThanUploads(new Map([['KeyMarker', `%${key}`]]), { prefix: '', keyMarker: ` ${key}` }),
  ],
  'callInfo, headers': (text) => callInfo(answer('', 200, { date: text, 'x-amz-request-id': text })),
  'retryAfterMs, header': (text) => retryAfterMs(answer('', 503, { 'retry-after': text })),
  'parseBucketAddress, AWS': (name) =>
    parseBucketAddress(name, {
      endpointUrl: null,
      region: 'us-east-1',
      pathStyle: false,
      dualStack: false,
      fips: false,
    }),
  'parseBucketAddress, elsewhere': (name) =>
    parseBucketAddress(name, {
      endpointUrl: 'http://localhost:1',
      region: 'us-east-1',
      pathStyle: true,
      dualStack: false,
      fips: false,
    }),
  certificateBlocks,
  fileNameOf: (bucket) => fileNameOf(bucket, 0, bucket, 'plan.csv'),
};

const pieces = [
  ...[
    '<!---->',
    '<?x?>',
    '<!DOCTYPE a>',
    '<!DOCTYPE',
    '<!--',
    '-->',
    '<?',
    '?>',
    ' ',
    '\n',
    '\ufeff',
    '<',
    '>',
    '&',
    '&#',
    '&amp;',
  ],
  ...[
    '&#x1F600;',
    '</',
    '/>',
    '<a>',
    '<a/>',
    '<a b="',
    ']]>',
    '<![CDATA[',
    '-',
    '.',
    '"',
    '-----BEGIN CERTIFICATE-----\n',
    '-----END ',
    '%',
    '%2',
    '+',
    '9',
    '{',
    ':',
    '\0',
  ],
  ...['<Code>', '</Code>', '<Message>Signature=', '<Part>', '</Part>', '<Part><Size>1</Size>', '<Upload>', '</Upload>'],
  ...[
    '<ListPartsResult>',
    '</ListPartsResult>',
    '</ListPartsResult> ',
    '<ListPartsResult ',
    '<Error>',
    "expecting 'a",
    'Signature ',
  ],
];
/** What may stand before and behind them: the beginning that makes a reader go on, the end that spoils what it found. */
const frames: readonly [string, string][] = [
  ['', ''],
  ['', 'x'],
  ['', '<ListPartsResult/>'],
  ['<ListPartsResult>', '</ListPartsResult>'],
  ['<ListPartsResult></ListPartsResult>', ''],
  ['<ListPartsResult></ListPartsResult>', 'x'],
  ['<ListMultipartUploadsResult', '>'],
  ['<Error><Code>', '</Code></Error>'],
  ['<Error><Message>', '</Message></Error>'],
  ['a', 'X--x-s3'],
];

describe('a reader of what a store writes', () => {
  it.each(Object.entries(readers))(
    '%s takes a time that grows with the text alone',
    async (_, read) => {
      for (const piece of pieces) {
        for (const [before, behind] of frames) {
          const slow = await fasterThanLinear((times) => {
            const text = before + piece.repeat(times) + behind;
            return () => read(text);
          }, 32_768);
          expect(slow, JSON.stringify([before, piece, behind])).toBeNull();
        }
      }
    },
    600_000,
  );
});

/** Through the client and the SDK's parser, as an answer comes from the wire. */
const store = (body: () => string) =>
  createS3Store(exampleConnection('http://localhost:1'), credentials, {
    now: Date.now,
    requestHandler: { handle: async () => ({ response: { statusCode: 200, headers: {}, body: body() } }) },
  });
const calls: Record<string, (of: Store) => Promise<unknown>> = {
  listBuckets: (of) => of.listBuckets(),
  listUploads: (of) => of.listUploads({ bucket: 'b' }),
  listParts: (of) => of.listParts({ connectionId: 'c', bucket: 'b', key: 'k', uploadId: 'u' }, null),
  findObject: (of) => of.findObject('b', 'k'),
  countLifecycleRules: (of) => of.countLifecycleRules('b'),
};
const roots: Record<string, string> = {
  listBuckets: 'ListAllMyBucketsResult',
  listUploads: 'ListMultipartUploadsResult',
  listParts: 'ListPartsResult',
  findObject: 'ListBucketResult',
  countLifecycleRules: 'LifecycleConfiguration',
};

describe('a call', () => {
  it.each(Object.entries(calls))(
    '%s takes a time that grows with its answer alone',
    async (name, call) => {
      const root = roots[name] ?? '';
      for (const piece of pieces) {
        for (const [before, behind] of [
          ['', 'x'],
          ['', `<${root}></${root}>`],
          [`<${root}>`, `</${root}>`],
          [`<${root}></${root}>`, ''],
          [`<${root} `, `></${root}>`],
        ]) {
          let body = '';
          const of = store(() => body);
          const slow = await fasterThanLinear((times) => {
            body = before + piece.repeat(times) + behind;
            // Most of these are no answers; how soon that is found is what counts.
            return () => call(of).catch(() => {});
          }, 8_192);
          of.close();
          expect(slow, JSON.stringify([before, piece, behind])).toBeNull();
        }
      }
    },
    600_000,
  );
});
