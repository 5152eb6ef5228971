import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type Answer, type Behaviour, says, send, uploadsXml, uploadXml } from '../store.ts';

/** Answers that break HTTP, its lengths and its connections. */

const page = uploadsXml(uploadXml());
/** Answers any request on a raw connection with these bytes. */
const answered = (text: string | Uint8Array, then: (socket: Socket) => void = (socket) => socket.end()) => ({
  raw: (socket: Socket) => {
    socket.once('data', () => {
      socket.write(text);
      then(socket);
    });
  },
});
const keep = () => {};
const http = (headers: string, body = '') => `HTTP/1.1 200 OK\r\n${headers}\r\n\r\n${body}`;
const bodyOf =
  (headers: Record<string, string | string[]>, body: string | Uint8Array): Answer =>
  (ask) =>
    send(ask, 200, body, headers);

export const onTheWire: readonly Behaviour[] = [
  { name: 'the connection is reset at once', raw: (socket) => void socket.resetAndDestroy() },
  { name: 'the connection is closed at once', raw: (socket) => void socket.end() },
  { name: 'the connection is reset after the request', ...answered('', (socket) => socket.resetAndDestroy()) },
  {
    name: 'the connection is reset in the headers',
    ...answered('HTTP/1.1 200 OK\r\nx-a', (socket) => socket.resetAndDestroy()),
  },
  {
    name: 'the connection is reset in the body',
    ...answered(http('content-length: 5000', page), (socket) => socket.resetAndDestroy()),
  },
  { name: 'the connection is closed in the body', ...answered(http('content-length: 5000', page)) },
  { name: 'the connection stays open after half a body', ...answered(http('content-length: 5000', page), keep) },
  { name: 'another protocol answers', raw: (socket) => void socket.write('SSH-2.0-OpenSSH_9.2\r\n') },
  { name: 'HTTP/0.9 answers', ...answered(page) },
  { name: 'HTTP/2 answers', ...answered('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n') },
  { name: 'noise answers', ...answered(Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251)) },
  { name: 'zeros without end answer', raw: (socket) => void pourZeros(socket) },
  { name: 'a body longer than its length', ...answered(http(`content-length: ${page.length - 9}`, `${page}${page}`)) },
  { name: 'two lengths', ...answered(http(`content-length: ${page.length}\r\ncontent-length: 3`, page)) },
  { name: 'a negative length', ...answered(http('content-length: -1', page)) },
  { name: 'a length of 10^16', ...answered(http('content-length: 10000000000000000', page)) },
  { name: 'a length of 10^30', ...answered(http(`content-length: 1${'0'.repeat(30)}`, page)) },
  { name: 'a length that is none', ...answered(http('content-length: NaN', page)) },
  {
    name: 'a length beside chunks',
    ...answered(
      http('content-length: 3\r\ntransfer-encoding: chunked', `${page.length.toString(16)}\r\n${page}\r\n0\r\n\r\n`),
    ),
  },
  { name: 'a chunk of 2^64', ...answered(http('transfer-encoding: chunked', `ffffffffffffffff\r\n${page}`)) },
  { name: 'a chunk of no size', ...answered(http('transfer-encoding: chunked', `zz\r\n${page}`)) },
  { name: 'chunks that never end', ...answered(http('transfer-encoding: chunked', `5\r\n<List`), keep) },
  {
    name: 'chunk extensions without end',
    ...answered(http('transfer-encoding: chunked'), (socket) => void pourText(socket, '1;a=b')),
  },
  {
    name: 'a hundred thousand chunks of a byte',
    ...answered(http('transfer-encoding: chunked', `${'1\r\n \r\n'.repeat(100_000)}0\r\n\r\n`)),
  },
  { name: 'headers of a megabyte', ...answered(http(`x-a: ${'a'.repeat(1_000_000)}`, page)) },
  {
    name: 'twenty thousand headers',
    ...answered(http(Array.from({ length: 20_000 }, (_, at) => `x-${at}: a`).join('\r\n'), page)),
  },
  { name: 'headers without end', ...answered('HTTP/1.1 200 OK\r\n', (socket) => void pourText(socket, 'x-a: b\r\n')) },
  { name: 'a header without end', ...answered('HTTP/1.1 200 OK\r\nx-a: ', (socket) => void pourText(socket, 'b')) },
  { name: 'headers with control characters', ...answered(http('x-a: \u0001\u0007\r\nx-amz-request-id: \u0000', page)) },
  { name: 'a status line without end', ...answered('HTTP/1.1 200 ', (socket) => void pourText(socket, 'O')) },
  { name: 'a status of 999', on: { any: says(999, page) } },
  { name: 'ten thousand provisional answers', ...answered('HTTP/1.1 100 Continue\r\n\r\n'.repeat(10_000)) },
  {
    name: 'provisional answers without end',
    ...answered('', (socket) => void pourText(socket, 'HTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\n')),
  },
  {
    name: 'an upgrade',
    ...answered('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', keep),
  },
  {
    name: 'two answers to one request',
    ...answered(`${http(`content-length: ${page.length}`, page)}${http('content-length: 0')}`, keep),
  },
  {
    name: 'a 204 with a body',
    ...answered(`HTTP/1.1 204 No Content\r\ncontent-length: ${page.length}\r\n\r\n${page}`),
  },
  { name: 'a 304', on: { any: says(304) } },
  { name: 'a zipped answer', on: { uploads: bodyOf({ 'content-encoding': 'gzip' }, gzipSync(page)) } },
  {
    name: 'a zipped answer of 200 MB of zeros',
    on: { uploads: (ask) => send(ask, 200, zipped(), { 'content-encoding': 'gzip' }) },
  },
  { name: 'an encoding that nobody knows', on: { uploads: bodyOf({ 'content-encoding': 'x, y, br, gzip' }, page) } },
  {
    name: 'an answer in parts of many types',
    on: { uploads: bodyOf({ 'content-type': 'multipart/byteranges; boundary=x' }, `--x\r\n\r\n${page}\r\n--x--`) },
  },
];

let made: Uint8Array | null = null;
function zipped(): Uint8Array {
  made ??= gzipSync(Buffer.alloc(200_000_000));
  return made;
}

function pourZeros(socket: Socket): void {
  pourText(socket, '\0');
}

function pourText(socket: Socket, piece: string): void {
  const bytes = Buffer.from(piece.repeat(Math.ceil(65_536 / piece.length)));
  const more = () => {
    while (!socket.destroyed) if (!socket.write(bytes)) return void socket.once('drain', more);
  };
  more();
}
