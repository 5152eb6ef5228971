import { once } from 'node:events';
import { request } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { limitProvisionalAnswers } from './provisional-answers.ts';

let server: Server | null = null;
afterEach(() => server?.close());

const hint = 'HTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\n';
const end = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

/** What comes of asking a server that answers with these bytes: its text, or why there is none; and what it could send, bytes. */
async function asked(answer: (socket: Socket) => void): Promise<{ result: string; sent: number }> {
  const connected = Promise.withResolvers<Socket>();
  server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => answer(socket));
    connected.resolve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const result = await new Promise<string>((resolve) => {
    const asking = request({ port, host: '127.0.0.1', agent: false }, (response) => {
      response.setEncoding('utf8').on('data', (text: string) => resolve(`${response.statusCode} ${text}`));
    });
    asking.on('error', (error) => resolve(error.message)).end();
  });
  const socket = await connected.promise;
  if (!socket.destroyed) {
    const closed = once(socket, 'close');
    socket.destroy();
    await closed;
  }
  return { result, sent: socket.bytesWritten };
}

test('a hundred provisional answers before the answer are waited for', async () => {
  limitProvisionalAnswers();
  const { result } = await asked((socket) => void socket.write(`${hint.repeat(100)}${end}`));
  expect(result).toBe('200 ok');
});

test('more than that end the call, whatever would have followed', async () => {
  limitProvisionalAnswers();
  const { result } = await asked((socket) => void socket.write(`${hint.repeat(101)}${end}`));
  expect(result).toBe('Provisional answers without end');
});

test('a server that sends them without end is hung up on, and not read any further', async () => {
  limitProvisionalAnswers();
  const bytes = Buffer.from(hint.repeat(1_500));
  const { result, sent } = await asked((socket) => {
    const more = () => {
      while (!socket.destroyed) if (!socket.write(bytes)) return void socket.once('drain', more);
    };
    more();
  });
  expect(result).toBe('Provisional answers without end');
  // What fits into the buffers on the way, and no more.
  expect(sent).toBeLessThan(16_000_000);
});
