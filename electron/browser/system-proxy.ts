import { getProxyForUrl } from 'proxy-from-env';

/**
 * The proxy for a URL by the environment this process was started in: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY,
 * in either case.
 *
 * @returns its URL, with the login that is in it; null for none
 */
export async function environmentProxy(url: string): Promise<string | null> {
  return getProxyForUrl(url) || null;
}
