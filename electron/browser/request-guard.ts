import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What the guard looks at of a request, as Node's HTTP parser delivers it. */
export interface GuardedRequest {
  method: string | undefined;
  /** The request target: path and query. */
  target: string | undefined;
  host: string | undefined;
  origin: string | undefined;
  authorization: string | undefined;
  contentLength: string | undefined;
}

export interface GuardRules {
  /** The port that the host listens on. */
  port: number;
  /** This run's token. */
  token: string;
  /** Largest body of a call, bytes. */
  maxBodyBytes: number;
}

/** What is to be done with a request. `reason` is for the log and holds nothing of the request. */
export type GuardAnswer =
  | { kind: 'page'; pathname: string; headOnly: boolean }
  | { kind: 'call' }
  | { kind: 'open'; code: string }
  | { kind: 'refuse'; status: 400 | 401 | 403 | 405 | 411 | 413; reason: string };

/** Calls go here; everything else is a file of the page. */
export const callPrefix = '/rpc';
/** A one-time link starts with this. */
export const openPrefix = '/open/';

/** 32 random bytes, base64url: a run's token, or the code of a one-time link. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Decides about a request before anything of its body is read. Pure.
 *
 * A page elsewhere can make the browser send requests to 127.0.0.1: the Host list stops names that were re-bound to it,
 * the Origin check stops other sites, and the token stops whoever else can reach the port.
 */
export function judgeRequest(request: GuardedRequest, rules: GuardRules): GuardAnswer {
  if (!isOwnHost(request.host, rules.port)) return refuse(403, 'wrong Host');
  const target = request.target ?? '';
  if (!target.startsWith('/') || target.startsWith('//')) return refuse(400, 'not a path');
  const [pathname = '', ...query] = target.split('?');
  if (query.length > 0 && holdsToken(query.join('?'), rules.token)) return refuse(400, 'a token in the query string');
  // Same origin exactly: what 127.0.0.1 serves may not be called from localhost, nor the other way round.
  if (request.origin !== undefined && request.origin !== `http://${request.host}`) return refuse(403, 'foreign Origin');

  if (pathname === callPrefix || pathname.startsWith(`${callPrefix}/`)) {
    if (request.method !== 'POST') return refuse(405, 'method');
    if (!bearsToken(request.authorization, rules.token)) return refuse(401, 'no token or a wrong one');
    // Without a length (a chunked body) the size would only be known once it is in memory.
    if (request.contentLength === undefined) return refuse(411, 'no Content-Length');
    if (Number(request.contentLength) > rules.maxBodyBytes) return refuse(413, 'body too large');
    return { kind: 'call' };
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'method');
  if (pathname.startsWith(openPrefix) && request.method === 'GET') {
    return { kind: 'open', code: pathname.slice(openPrefix.length) };
  }
  return { kind: 'page', pathname, headOnly: request.method === 'HEAD' };
}

/** Compares in a time that tells nothing about how much of it was right. */
export function sameToken(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function isOwnHost(host: string | undefined, port: number): boolean {
  if (host === undefined) return false;
  // Browsers leave the scheme's default port out.
  const suffixes = port === 80 ? [':80', ''] : [`:${port}`];
  return suffixes.some((suffix) => host === `127.0.0.1${suffix}` || host === `localhost${suffix}`);
}

function bearsToken(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer ([\w-]+)$/.exec(authorization ?? '')?.[1];
  return given !== undefined && sameToken(given, token);
}

/** Query strings end up in histories and logs: one that holds a token, or something called so, is refused outright. */
function holdsToken(query: string, token: string): boolean {
  let decoded = query;
  try {
    decoded = decodeURIComponent(query);
  } catch {
    // Then it is looked at as it was sent.
  }
  return /token/i.test(decoded) || decoded.includes(token) || query.includes(token);
}

function refuse(status: Extract<GuardAnswer, { kind: 'refuse' }>['status'], reason: string): GuardAnswer {
  return { kind: 'refuse', status, reason };
}
