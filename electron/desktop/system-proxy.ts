import type { Session } from 'electron';

/** The proxy for a URL by the system's settings, as Chromium reads them: by hand, by script, or discovered. */
export function createSystemProxy(session: Pick<Session, 'resolveProxy'>): (url: string) => Promise<string | null> {
  return async (url) => proxyFromPac(await session.resolveProxy(url));
}

const schemes: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5',
};

/**
 * The first choice of a PAC answer, such as `PROXY a:3128; DIRECT`, as a URL; null for a direct connection. A SOCKS proxy
 * is passed over where something else is named after it, because the engine speaks to HTTP proxies only.
 */
export function proxyFromPac(answer: string): string | null {
  let socks: string | null = null;
  for (const choice of answer.split(';')) {
    const [kind = '', address = ''] = choice.trim().split(/\s+/);
    if (kind.toUpperCase() === 'DIRECT') return null;
    const scheme = schemes[kind.toUpperCase()];
    if (scheme === undefined || address === '') continue;
    if (!scheme.startsWith('socks')) return `${scheme}://${address}`;
    socks ??= `${scheme}://${address}`;
  }
  return socks;
}
