import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { openStore } from './testing/practice-client.ts';

/** Sends these bytes and reads all that comes. */
async function exchange(endpointUrl: string, request: string): Promise<string> {
  const { hostname, port } = new URL(endpointUrl);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
  });
  socket.write(request);
  await once(socket, 'close');
  return answer;
}

test('a request line that is not percent-encoded gets an S3 error, not a closed door', async () => {
  await using it = await openStore();
  const answer = await exchange(it.store.endpointUrl, 'GET /b/Übergröße HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('<Code>BadRequest</Code>');
  expect(answer).toContain('HPE_INVALID_URL');
});

test('an Expect header that nobody knows is taken no notice of', async () => {
  await using it = await openStore();
  const answer = await exchange(
    it.store.endpointUrl,
    'GET / HTTP/1.1\r\nHost: x\r\nExpect: 200\r\nConnection: close\r\n\r\n',
  );
  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  expect(it.store.calls).toMatchObject([{ operation: 'ListBuckets', code: 'AccessDenied' }]);
});
