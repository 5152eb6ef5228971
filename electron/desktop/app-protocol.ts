import type { CustomScheme, Protocol } from 'electron';
import { createNonce, securityHeaders } from '../host/content-security.ts';
import type { PageFiles } from '../host/page-files.ts';
import { appHost, appScheme, isAppUrl } from './security.ts';

/** What the page's scheme may do. To be registered before the app is ready. */
export const appSchemes: CustomScheme[] = [
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
];

/** The page's address. */
export const pageUrl = `${appScheme}://${appHost}/`;

/** Answers `app://loose-parts/…` from the built page, and nothing else. */
export async function answerAppRequest(request: { url: string; method: string }, files: PageFiles): Promise<Response> {
  const nonce = createNonce();
  const headers = {
    ...securityHeaders({ nonce, connect: 'none' }),
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  };
  if (!isAppUrl(request.url)) return new Response('There is no such host.', { status: 404, headers });
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response('Only GET is answered.', { status: 405, headers });
  }
  const file = await files.find(new URL(request.url).pathname, nonce);
  if (!file) return new Response('There is no such file.', { status: 404, headers });
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(file.body), {
    headers: { ...headers, 'content-type': file.contentType, 'cache-control': file.cacheControl },
  });
}

/** Installs {@link answerAppRequest} for the session that the window uses. */
export function installAppProtocol(protocol: Pick<Protocol, 'handle'>, files: PageFiles): void {
  protocol.handle(appScheme, (request) => answerAppRequest(request, files));
}
