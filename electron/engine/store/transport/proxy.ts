import { isIP } from 'node:net';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { ProxySetting } from '../../../../shared/schema/model.ts';
import type { Said } from '../../../../shared/schema/saying.ts';
import { assertNever } from '../../../../shared/values/exhaustive.ts';
import { says } from '../../../../shared/words/says.ts';

/** A proxy, taken apart, so that what may be shown is apart from what may not. */
export interface HttpProxy {
  protocol: 'http:' | 'https:';
  /** IPv6 in brackets. */
  hostname: string;
  port: number;
  /** Host and port, for sentences. */
  shown: string;
  /** A secret. */
  login: { username: string; password: string } | null;
}

/** The proxy for requests to an origin, for example `https://s3.example.com:9000`; null: straight there. */
export type ProxyRoute = (origin: string) => Promise<HttpProxy | null>;

export interface ProxyPorts {
  /** The password of the connection's own proxy; null where none is kept. */
  readPassword: () => Promise<string | null>;
  /** What the system says: a proxy's URL, or null for none. */
  resolveSystem: (url: string) => Promise<string | null>;
  /** Local clock, ms. */
  now: () => number;
}

/** For so long the system is not asked again about the same origin, ms: it may have to run a script for each answer. */
const systemAnswerHoldsMs = 30_000;

/**
 * How a connection's requests leave this computer. The route throws AppError PROXY_FAILED where the system names a proxy
 * that cannot be used.
 */
export function createProxyRoute(setting: ProxySetting, { readPassword, resolveSystem, now }: ProxyPorts): ProxyRoute {
  switch (setting.kind) {
    case 'none':
      return async () => null;
    case 'manual': {
      const proxy = readProxyUrl(setting.url);
      return async () => {
        if (!proxy) throw new AppError('PROXY_FAILED', says('proxyUrlUnreadable'));
        if (setting.username === null) return { ...proxy, login: null };
        return { ...proxy, login: { username: setting.username, password: (await readPassword()) ?? '' } };
      };
    }
    case 'system': {
      const known = new Map<string, { until: number; proxy: Promise<HttpProxy | null> }>();
      return (origin) => {
        const before = known.get(origin);
        if (before && before.until > now()) return before.proxy;
        const proxy = resolveSystem(origin).then(systemProxy);
        known.set(origin, { until: now() + systemAnswerHoldsMs, proxy });
        proxy.catch(() => known.delete(origin));
        return proxy;
      };
    }
    default:
      return assertNever(setting);
  }
}

/** null where it is not the URL of an HTTP proxy. */
export function readProxyUrl(text: string): HttpProxy | null {
  const url = URL.parse(text);
  if (!url || !isHttp(url.protocol) || url.hostname === '') return null;
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const username = plain(url.username);
  const password = plain(url.password);
  if (username === null || password === null) return null;
  const login = username || password ? { username, password } : null;
  return { protocol: url.protocol, hostname: url.hostname, port, shown: `${url.hostname}:${port}`, login };
}

function systemProxy(text: string | null): HttpProxy | null {
  if (text === null || text === '') return null;
  const proxy = readProxyUrl(text);
  if (proxy) return proxy;
  // Not quoted: it may hold a password.
  throw new AppError('PROXY_FAILED', says(/^socks/i.test(text) ? 'proxyIsSocks' : 'systemProxyUnreadable'));
}

function isHttp(protocol: string): protocol is 'http:' | 'https:' {
  return protocol === 'http:' || protocol === 'https:';
}

function plain(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

/** The proxy with its login as one URL: for handing over to Node, never for showing. */
export function secretProxyUrl({ protocol, shown, login }: HttpProxy): string {
  // Well-formed, because what is not cannot be written in a URL.
  const written = (text: string) => encodeURIComponent(text.toWellFormed());
  const user = login ? `${written(login.username)}:${written(login.password)}@` : '';
  return `${protocol}//${user}${shown}`;
}

/** The value of Proxy-Authorization; null where there is no login. */
export function proxyAuthorization({ login }: HttpProxy): string | null {
  return login ? `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}` : null;
}

/** Whether a host is this computer itself: no proxy could reach it. */
export function isLoopback(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (isIP(bare) === 4) return bare.startsWith('127.');
  if (isIP(bare) === 6) return bare === '::1' || /^::ffff:(127\.|7f[0-9a-f]{2}:)/.test(bare);
  return bare === 'localhost' || bare.endsWith('.localhost');
}

/**
 * What a failure on the way through a proxy says about the proxy; null where it is the server's own.
 *
 * The server's name is looked up by the proxy, so whatever goes wrong before the tunnel is there concerns the proxy.
 *
 * @param target host and port of the server
 */
export function proxyFailure(error: unknown, proxy: HttpProxy, target: string): AppError | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ERR_PROXY_TUNNEL') {
    const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : null;
    if ('proxyTunnelTimeout' in error) return new AppError('PROXY_FAILED', fails(proxy, tooSlow));
    return new AppError('PROXY_FAILED', tunnelRefusal(status, proxy, target));
  }
  const connecting = 'syscall' in error && error.syscall === 'connect';
  // An error with a code may be called TimeoutError too, and come long after the request was sent.
  const why =
    notThere[code] ??
    (connecting ? outOfReach[code] : undefined) ??
    (error.name === 'TimeoutError' && code === '' ? tooSlow : null);
  return why === null ? null : new AppError('PROXY_FAILED', fails(proxy, why));
}

const fails = ({ shown }: HttpProxy, why: Said) => says('proxyFails', { proxy: shown, why });
const tooSlow = says('proxyTooSlow');
const notThere: Readonly<Record<string, Said>> = {
  ENOTFOUND: says('proxyUnresolved'),
  EAI_AGAIN: says('proxyUnresolvedNow'),
  ECONNREFUSED: says('proxyRefuses'),
};
/** These can befall a connection that stands, too. */
const outOfReach: Readonly<Record<string, Said>> = {
  ETIMEDOUT: tooSlow,
  EHOSTUNREACH: says('proxyOutOfReach'),
  ENETUNREACH: says('proxyOutOfReach'),
};

function tunnelRefusal(status: number | null, proxy: HttpProxy, target: string): Said {
  if (status === 407) return loginRefused(proxy);
  if (status === null) return fails(proxy, says('proxyIsNone'));
  const isForbidden = status === 403 || status === 405;
  return says(isForbidden ? 'proxyForbids' : 'proxyCannotConnect', { proxy: proxy.shown, target, status });
}

/** The sentence for HTTP 407. */
export function loginRefused({ shown, login }: HttpProxy): Said {
  return says(login ? 'proxyLoginRefused' : 'proxyWantsLogin', { proxy: shown });
}
