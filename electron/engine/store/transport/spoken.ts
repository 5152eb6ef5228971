import { request as requestPlain } from 'node:http';
import { isIP, type LookupFunction } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ServerAddress } from './server-certificate.ts';
import { tlsCode } from './tls-failure.ts';
import { sentenceWithin, wantsTls } from './wants-tls.ts';

/**
 * Whether a port speaks the other of `http` and `https` than it was asked in. Told by what it sends: by the bytes that broke the
 * call, or by what it answers when it is greeted the other way, without a key, a signature or a name of what is sought.
 */

/** What a port speaks that was asked in the other way. */
export type Spoken = 'tls' | 'plain HTTP';

/** Where to ask, and for how long. */
interface Asking {
  address: ServerAddress;
  /** ms. */
  timeoutMs: number;
  lookup?: LookupFunction;
}

/** How a call ends where the port may speak the other way and says nothing that can be read. */
const silentEnds: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);
/** Of TLS: what came is no TLS. */
const notTls: ReadonlySet<string> = new Set([
  'EPROTO',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_RECORD_LAYER_FAILURE',
  'ERR_SSL_UNEXPECTED_MESSAGE',
]);

/**
 * What a port speaks that failed in the scheme that it was asked in.
 *
 * @returns null where it does not speak the other either, or where the failure is of another kind
 */
export async function spokenInstead(error: unknown, asked: 'http:' | 'https:', where: Asking): Promise<Spoken | null> {
  if (asked === 'http:') {
    if (beganWithTls(error)) return 'tls';
    return silentEnds.has(tlsCode(error)) && (await answersTls(where)) ? 'tls' : null;
  }
  const code = tlsCode(error);
  if (!silentEnds.has(code) && !notTls.has(code)) return null;
  return (await answersPlainHttp(where)) ? 'plain HTTP' : null;
}

/** Whether an answer that is no HTTP begins as a TLS record does (RFC 8446, 5.1): an alert, as a rule. */
function beganWithTls(error: unknown): boolean {
  if (!(error instanceof Error) || !('rawPacket' in error) || !(error.rawPacket instanceof Uint8Array)) return false;
  const [type = 0, major = 0, minor = 0xff] = error.rawPacket;
  return type >= 0x14 && type <= 0x18 && major === 3 && minor <= 4;
}

function answersTls({ address: { host, port }, timeoutMs, lookup }: Asking): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connectTls({
    host,
    port,
    ...(lookup ? { lookup } : {}),
    ...(isIP(host) ? {} : { servername: host }),
    // Only here, where nothing is sent.
    rejectUnauthorized: false,
  });
  const limit = setTimeout(() => socket.destroy(), timeoutMs);
  socket.once('secureConnect', () => resolve(true));
  // It refuses this hello in TLS' own words.
  socket.once('error', (error) => resolve(/_ALERT_|_HANDSHAKE_FAILURE$|UNSUPPORTED_PROTOCOL$/.test(tlsCode(error))));
  socket.once('close', () => resolve(false));
  return promise.finally(() => {
    clearTimeout(limit);
    socket.destroy();
  });
}

function answersPlainHttp({ address: { host, port }, timeoutMs, lookup }: Asking): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const request = requestPlain({ host, port, path: '/', agent: false, ...(lookup ? { lookup } : {}) });
  const limit = setTimeout(() => request.destroy(), timeoutMs);
  request.once('response', (response) => {
    let read = '';
    response.setEncoding('latin1');
    const told = () => resolve(!wantsTls(response.statusCode ?? 0, read));
    response.on('data', (text: string) => {
      read += text;
      if (read.length >= sentenceWithin) told();
    });
    response.once('end', told);
    response.once('error', told);
    response.once('close', told);
  });
  request.once('error', () => resolve(false));
  request.once('close', () => resolve(false));
  request.end();
  return promise.finally(() => {
    clearTimeout(limit);
    request.destroy();
  });
}
