import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../../../shared/schema/errors.ts';
import { words } from '../../../../shared/words/words.ts';
import { createS3Store } from '../s3/s3-store.ts';
import { exampleConnection, startRecordingServer } from '../s3/testing/recording-server.ts';
import { testCertificate } from './testing/certificates/read.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const noUploads =
  '<ListMultipartUploadsResult><Bucket>b</Bucket><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>';
const alert = Buffer.from([0x15, 3, 3, 0, 2, 2, 0x50]);

/** A server that does this with the first bytes of each connection. */
async function answering(reply: (socket: Socket, first: Buffer) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', (first) => reply(socket, first));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function open(endpointUrl: string) {
  const credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a-long-enough-secret' });
  const store = createS3Store(exampleConnection(endpointUrl), credentials, { now: Date.now });
  closers.push(store.close);
  return store;
}
const failure = (endpointUrl: string): Promise<AppError> =>
  open(endpointUrl)
    .listUploads({ bucket: 'box' })
    .then(
      () => expect.unreachable('the call succeeded'),
      (error) => error,
    );

describe('http:// for a port that speaks TLS is told, with the address that does', () => {
  it('where the server closes without a word', async () => {
    const server = await startRecordingServer({ tls: testCertificate('good') });
    closers.push(server.close);
    const error = await failure(`http://127.0.0.1:${server.port}/s3`);
    expect(error).toMatchObject({
      code: 'WRONG_SCHEME',
      details: { mendedEndpoint: `https://127.0.0.1:${server.port}/s3`, endpoint: `127.0.0.1:${server.port}` },
    });
    expect(words.error(error.toShape()).hint).toContain('speaks TLS');
    // Greeted, and asked nothing.
    expect(server.requests).toEqual([]);
  });

  it('where it answers with an alert, whatever is asked', async () => {
    const port = await answering((socket) => socket.end(alert));
    const error = await failure(`http://127.0.0.1:${port}`);
    expect(error).toMatchObject({ code: 'WRONG_SCHEME', details: { mendedEndpoint: `https://127.0.0.1:${port}` } });
  });

  it('where it closes on HTTP, and refuses the greeting by an alert', async () => {
    const port = await answering((socket, first) => (first[0] === 0x16 ? socket.end(alert) : socket.destroy()));
    expect((await failure(`http://127.0.0.1:${port}`)).code).toBe('WRONG_SCHEME');
  });

  it.each([
    ['Go', 'Client sent an HTTP request to an HTTPS server.\n'],
    ['nginx', '<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>'],
    ['Apache', 'Reason: You’re speaking plain HTTP to an SSL-enabled server port.<br />'],
    ['Tomcat', 'Bad Request\nThis combination of host and port requires TLS.\n'],
  ])('where it says so in a 400: %s', async (_, body) => {
    const server = await startRecordingServer();
    closers.push(server.close);
    server.answer({ status: 400, body });
    const error = await failure(server.url);
    expect(error).toMatchObject({
      code: 'WRONG_SCHEME',
      details: { mendedEndpoint: `https://127.0.0.1:${server.port}` },
    });
  });
});

describe('https:// for a port without TLS is told, with the address that answers', () => {
  it('where it answers in HTTP, or closes on what is none; and nothing signed is sent there', async () => {
    const server = await startRecordingServer();
    closers.push(server.close);
    server.answer({ status: 403 });
    const silent = await answering((socket, first) =>
      first[0] === 0x16 ? socket.destroy() : socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n'),
    );
    for (const port of [server.port, silent]) {
      const error = await failure(`https://127.0.0.1:${port}`);
      expect(error).toMatchObject({ code: 'WRONG_SCHEME', details: { mendedEndpoint: `http://127.0.0.1:${port}` } });
      expect(words.error(error.toShape()).hint).toContain('read along');
    }
    expect(server.requests.map(({ method, path, headers }) => [method, path, headers.authorization])).toEqual([
      ['GET', '/', undefined],
    ]);
  });
});

describe('nothing is made up', () => {
  it.each(['http', 'https'])('where a port closes on everything: %s', async (scheme) => {
    const port = await answering((socket) => socket.destroy());
    const error = await failure(`${scheme}://127.0.0.1:${port}`);
    expect(error.code).toBe('CONNECTION_LOST');
    expect(error.details.mendedEndpoint).toBeUndefined();
  });

  it('where it speaks something else altogether', async () => {
    const port = await answering((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    expect((await failure(`http://127.0.0.1:${port}`)).code).toBe('NOT_S3');
    expect((await failure(`https://127.0.0.1:${port}`)).code).toBe('TLS_FAILED');
  });

  it('where TLS breaks off, and plain HTTP is answered with a wish for TLS', async () => {
    const port = await answering((socket, first) =>
      first[0] === 0x16
        ? socket.destroy()
        : socket.end('HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n'),
    );
    expect((await failure(`https://127.0.0.1:${port}`)).code).toBe('CONNECTION_LOST');
  });

  it('of an address that has answered as it was asked', async () => {
    let greetings = 0;
    let isGone = false;
    const body = `HTTP/1.1 200 OK\r\ncontent-length: ${noUploads.length}\r\nconnection: close\r\n\r\n${noUploads}`;
    const port = await answering((socket, first) => {
      if (first[0] === 0x16) greetings++;
      if (isGone) socket.destroy();
      else socket.end(body);
    });
    const store = open(`http://127.0.0.1:${port}`);
    await store.listUploads({ bucket: 'box' });
    isGone = true;
    await expect(store.listUploads({ bucket: 'box' })).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
    expect(greetings).toBe(0);
  });
});
