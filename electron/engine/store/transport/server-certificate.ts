import type { X509Certificate } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Certificate } from '../../../../shared/schema/certificate.ts';
import { type HttpProxy, proxyAuthorization } from './proxy.ts';

export interface ServerAddress {
  /** IPv6 without brackets. */
  host: string;
  port: number;
}

/**
 * The certificate that a server shows, for a person to judge. Nothing is asked of that server: the handshake is made
 * without verification, the certificate is taken, and the connection ends before a byte of a request.
 *
 * @returns null where there is none within `timeoutMs`
 */
export async function fetchCertificate(
  address: ServerAddress,
  proxy: HttpProxy | null,
  timeoutMs: number,
  lookup?: LookupFunction,
): Promise<Certificate | null> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const tunnel = proxy && (await openTunnel(address, proxy, signal));
    return await shownCertificate(address, tunnel, signal, lookup);
  } catch {
    return null;
  }
}

function shownCertificate(
  { host, port }: ServerAddress,
  tunnel: Duplex | null,
  signal: AbortSignal,
  lookup?: LookupFunction,
): Promise<Certificate | null> {
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connectTls({
      ...(tunnel ? { socket: tunnel } : { host, port, ...(lookup ? { lookup } : {}) }),
      ...(isIP(host) ? {} : { servername: host }),
      // Only here, where nothing is sent.
      rejectUnauthorized: false,
    });
    const end = () => {
      signal.removeEventListener('abort', end);
      socket.destroy();
      tunnel?.destroy();
      resolve(null);
    };
    signal.addEventListener('abort', end);
    socket.once('error', (error) => {
      end();
      reject(error);
    });
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      resolve(certificate ? describeCertificate(certificate) : null);
      end();
    });
  });
}

function openTunnel({ host, port }: ServerAddress, proxy: HttpProxy, signal: AbortSignal): Promise<Duplex> {
  const target = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const authorization = proxyAuthorization(proxy);
  return new Promise((resolve, reject) => {
    const request = (proxy.protocol === 'https:' ? httpsRequest : httpRequest)({
      method: 'CONNECT',
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port,
      path: target,
      headers: { host: target, ...(authorization ? { 'proxy-authorization': authorization } : {}) },
      agent: false,
      signal,
    });
    request.once('connect', (response, socket) => {
      if (response.statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new Error(`CONNECT was answered ${response.statusCode}`));
    });
    request.once('error', reject);
    request.end();
  });
}

/** What a person can judge a certificate by. */
export function describeCertificate(certificate: X509Certificate): Certificate {
  const named = [...(certificate.subjectAltName ?? '').matchAll(/(?:DNS|IP Address):("[^"]*"|[^,\s]+)/g)];
  return {
    fingerprint256: certificate.fingerprint256,
    subject: inOneLine(certificate.subject),
    issuer: inOneLine(certificate.issuer),
    validFrom: certificate.validFromDate.getTime(),
    validTo: certificate.validToDate.getTime(),
    hosts: named.slice(0, 100).map(([, name = '']) => name.slice(0, 255)),
    pem: certificate.toString(),
  };
}

function inOneLine(name: string | undefined): string {
  return (name ?? '').split('\n').filter(Boolean).join(', ').slice(0, 500);
}
