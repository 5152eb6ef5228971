import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Store } from '../store.ts';
import { OwnSecrets } from './own-secrets.ts';
import { createS3Store } from './s3-store.ts';
import {
  exampleConnection,
  type RecordedRequest,
  type RecordingServer,
  startRecordingServer,
} from './testing/recording-server.ts';

/** A store that repeats what a call was signed with, wherever it can. */

const secretAccessKey = 'echoed/secret+key=with&signs<0123456789';
const sessionToken = 'IQoJb3JpZ2luX2VjEDMaCXVzLWVhc3QtMSJHMEUCIQ/echoed+token==';
const ref = { connectionId: 'c', bucket: 'b', key: 'k', uploadId: 'u' };

let server: RecordingServer;
let store: Store;
beforeAll(async () => {
  server = await startRecordingServer();
  const credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey, sessionToken });
  store = createS3Store(exampleConnection(server.url), credentials, { now: Date.now });
});
afterAll(async () => {
  store.close();
  await server.close();
});

const signatureOf = ({ headers }: RecordedRequest) =>
  /Signature=([0-9a-f]{64})/.exec(headers.authorization ?? '')?.[1] ?? '';
const inXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const places: Record<string, (value: string) => { status: number; headers?: Record<string, string>; body: string }> = {
  'the message': (value) => ({
    status: 403,
    body: `<Error><Code>C</Code><Message>you sent ${inXml(value)}!</Message></Error>`,
  }),
  'the code': (value) => ({ status: 400, body: `<Error><Code>${inXml(value)}</Code><Message>m</Message></Error>` }),
  'the region': (value) => ({
    status: 301,
    body: `<Error><Code>PermanentRedirect</Code><Region>${inXml(value)}</Region></Error>`,
  }),
  'the request ID': (value) => ({
    status: 403,
    headers: { 'x-amz-request-id': value },
    body: '<Error><Code>C</Code></Error>',
  }),
  'the region’s header': (value) => ({ status: 301, headers: { 'x-amz-bucket-region': value }, body: '' }),
};
const calls: Record<string, () => Promise<unknown>> = {
  listUploads: () => store.listUploads({ bucket: 'b' }),
  listParts: () => store.listParts(ref, null),
  abortUpload: () => store.abortUpload(ref),
};

describe.each(Object.entries(calls))('%s', (_, call) => {
  it.each(Object.entries(places))('takes what it was signed with out of %s', async (_place, reply) => {
    const kinds: ((request: RecordedRequest) => string)[] = [
      () => secretAccessKey,
      () => sessionToken,
      () => encodeURIComponent(sessionToken),
      signatureOf,
      ({ headers }) => headers.authorization ?? '',
    ];
    for (const kind of kinds) {
      let echoed = '';
      server.answer((response) => {
        const request = server.requests.at(-1);
        echoed = request ? kind(request) : '';
        const { status, headers, body } = reply(echoed);
        response.writeHead(status, { 'x-amz-request-id': 'R', ...headers }).end(body);
      });
      const error = await call().then(
        (answer) => answer,
        (failure: unknown) => failure,
      );
      const told = JSON.stringify(error instanceof AppError ? error.toShape() : error);
      expect(echoed.length).toBeGreaterThan(10);
      expect(told).not.toContain(JSON.stringify(echoed).slice(1, -1));
    }
  });
});

describe('a good answer', () => {
  it('keeps the names that it holds, also where a short secret is one', () => {
    const own = new OwnSecrets({ secretAccessKey: 'minioadmin', headers: {} });
    const body = '<ListMultipartUploadsResult><Key>backup/minioadmin/1</Key></ListMultipartUploadsResult>';
    expect(own.without(body, { isError: false })).toBe(body);
    expect(own.without('wrong secret minioadmin', { isError: true })).toBe('wrong secret …');
  });

  it('loses a token and a long secret, in every spelling', () => {
    const own = new OwnSecrets({ secretAccessKey, headers: { 'X-Amz-Security-Token': sessionToken } });
    for (const value of [secretAccessKey, sessionToken]) {
      const url = encodeURIComponent(value);
      for (const text of [
        value,
        url,
        url.toLowerCase() === url ? url : url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
        inXml(value),
      ]) {
        expect(own.without(`<Key>${text}</Key>`, { isError: false })).toBe('<Key>…</Key>');
      }
    }
  });

  it('is as it was where nothing was signed', () => {
    expect(new OwnSecrets({ secretAccessKey: null, headers: {} }).without('all of it', { isError: true })).toBe(
      'all of it',
    );
  });
});
