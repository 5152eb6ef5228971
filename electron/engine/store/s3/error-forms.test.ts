import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Store } from '../store.ts';
import { createS3Store } from './s3-store.ts';
import { exampleConnection, type RecordingServer, startRecordingServer } from './testing/recording-server.ts';

const credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'an-example-secret' });
const ref = { connectionId: 'c', bucket: 'b', key: 'k', uploadId: 'u' };
let server: RecordingServer;
let store: Store;
beforeAll(async () => {
  server = await startRecordingServer();
  store = createS3Store(exampleConnection(server.url), credentials, { now: Date.now });
});
afterAll(async () => {
  store.close();
  await server.close();
});

async function failureOf(call: Promise<unknown>): Promise<AppError> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error('It did not fail as it should.');
  return error;
}

/** One error, in the forms in which XML lets it be written. */
const forms = (code: string): [string, string][] => [
  ['CDATA', `<Error><Code><![CDATA[${code}]]></Code><Message><![CDATA[words]]></Message></Error>`],
  ['an attribute', `<Error><Code type="s">${code}</Code><Message lang="en">words</Message></Error>`],
  ['a prefix', `<s3:Error xmlns:s3="x"><s3:Code>${code}</s3:Code><s3:Message>words</s3:Message></s3:Error>`],
  ['a prefix inside', `<Error xmlns:s="x"><s:Code>${code}</s:Code><s:Message>words</s:Message></Error>`],
  ['a comment', `<Error><Code>${code}<!-- 7 --></Code><Message>wo<!-- r -->rds</Message></Error>`],
  ['lower case', `<error><code>${code}</code><message>words</message></error>`],
  ['one element deeper', `<ErrorResponse><Error><Code>${code}</Code><Message>words</Message></Error></ErrorResponse>`],
  ['a document type', `<!DOCTYPE Error><Error><Code>${code}</Code><Message>words</Message></Error>`],
  ['blanks', `\n<Error>\n  <Code>\n ${code} </Code>\n  <Message> words </Message>\n</Error>\n`],
];

describe.each(forms('NoSuchTenant'))('an error with %s', (_, body) => {
  it('is told by its own code, and proves nothing gone', async () => {
    server.answer({ status: 404, body });
    const { code, details } = await failureOf(store.listParts(ref, null));
    expect(code).toBe('STORE_REFUSED');
    expect(details).toMatchObject({ storeCode: 'NoSuchTenant', storeMessage: 'words' });
  });
});

it.each(forms('NoSuchUpload'))('an upload that is gone is known to be with %s', async (_, body) => {
  server.answer({ status: 404, body });
  expect((await failureOf(store.listParts(ref, null))).code).toBe('NO_SUCH_UPLOAD');
});

it.each([
  ['an empty one', '<Error><Code/><Message>the tenant is gone</Message></Error>'],
  ['none', '<Error><Message>the tenant is gone</Message></Error>'],
  ['a blank', '<Error><Code> </Code><Message>the tenant is gone</Message></Error>'],
  ['nothing that is well-formed', '<Error><Message>the tenant is gone</Error>'],
])('404 with an error that names no code (%s) proves nothing gone', async (_, body) => {
  server.answer({ status: 404, body });
  expect((await failureOf(store.listParts(ref, null))).code).toBe('STORE_REFUSED');
  expect((await failureOf(store.abortUpload(ref))).code).toBe('STORE_REFUSED');
});

it('a list with a prefix before every name is told as an answer that cannot be used', async () => {
  server.answer({ body: '<ns2:ListPartsResult xmlns:ns2="x"></ns2:ListPartsResult>' });
  const { code, message, details } = await failureOf(store.listParts(ref, null));
  expect([code, details.unusable]).toEqual(['NOT_S3', true]);
  expect(message).toContain('ns2:ListPartsResult');
});

it.each([
  ['a control character in a header', 'HTTP/1.1 200 OK\r\nX-A: tab\x01le\r\nContent-Length: 0\r\n\r\n', true],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', true],
  ['a length that is none', 'HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n', true],
  ['a status that is none', 'HTTP/1.1 2x0 OK\r\n\r\n', true],
  ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n', undefined],
])('an answer that breaks the rules of HTTP is told apart from none: %s', async (_, bytes, unusable) => {
  const raw = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(Buffer.from(bytes, 'latin1')));
  });
  await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
  const address = raw.address();
  const port = typeof address === 'object' ? address?.port : null;
  const there = createS3Store(exampleConnection(`http://127.0.0.1:${port}`), credentials, { now: Date.now });
  const { code, details } = await failureOf(there.listParts(ref, null));
  expect([code, details.unusable]).toEqual(['NOT_S3', unusable]);
  there.close();
  raw.close();
});

describe('an answer that is none of S3’s', () => {
  const json = '{"error":"not found"}';
  const page = '<html><head><title>Welcome</title></head></html>';
  const s3 = { 'x-amz-request-id': 'R' };

  it.each<[string, number, Record<string, string>, string, true | undefined]>([
    ['JSON under S3’s headers', 404, s3, json, true],
    ['a text under S3’s headers', 403, { 'x-amz-id-2': 'I' }, 'forbidden by rule 7', true],
    ['JSON under S3’s headers, said to be good', 200, s3, json, true],
    ['JSON of whoever answers', 404, {}, json, undefined],
    ['JSON from behind CloudFront', 404, { 'x-amz-cf-id': 'C', 'x-amz-cf-pop': 'FRA1' }, json, undefined],
    ['JSON of API Gateway', 403, { 'x-amz-apigw-id': 'G', 'x-amzn-requestid': 'R' }, json, undefined],
    ['a website that S3 serves', 404, s3, page, undefined],
    ['the same, said to be good', 200, s3, page, undefined],
    ['a page by its type alone', 405, { ...s3, 'content-type': 'text/html' }, 'no', undefined],
  ])('%s (%i)', async (_, status, headers, body, unusable) => {
    server.answer((response) => response.writeHead(status, headers).end(body));
    const { code, details } = await failureOf(store.listParts(ref, null));
    expect([code, details.unusable]).toEqual(['NOT_S3', unusable]);
  });

  it.each([{ 'x-amz-cf-id': 'C' }, { 'x-amz-apigw-id': 'G' }, { 'x-amzn-trace-id': 'T' }])(
    'an empty 404 from what stands before it proves nothing gone: %o',
    async (headers: Record<string, string>) => {
      server.answer((response) => response.writeHead(404, headers).end());
      expect((await failureOf(store.listParts(ref, null))).code).toBe('NOT_S3');
      expect((await failureOf(store.abortUpload(ref))).code).toBe('NOT_S3');
      server.answer({ status: 404, headers: { ...headers, ...s3 } });
      expect((await failureOf(store.listParts(ref, null))).code).toBe('NO_SUCH_UPLOAD');
    },
  );
});

it('a bucket’s name that no call can name is told as what was entered', async () => {
  expect((await failureOf(store.listUploads({ bucket: 'box/' }))).code).toBe('INVALID_INPUT');
});
