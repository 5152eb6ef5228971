import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ORPCError } from '@orpc/client';
import { RPCHandler } from '@orpc/server/node';
import { assertNever } from '../../shared/values/exhaustive.ts';
import { words } from '../../shared/words/words.ts';
import type { Log } from '../engine/ports/ports.ts';
import { createNonce, securityHeaders } from '../host/content-security.ts';
import { StartError, systemCode } from '../host/exit.ts';
import type { HostLanguage } from '../host/language.ts';
import { pageFiles } from '../host/page-files.ts';
import { type EngineRouter, rpcErrorInterceptors } from '../host/rpc-errors.ts';
import { callPrefix, createToken, type GuardRules, judgeRequest, openPrefix, sameToken } from './request-guard.ts';

/**
 * A body is read on the thread that serves the page: 24 MB held it for 150 to 350 ms. What is ever needed is `mostNamed` uploads
 * by name (shared/values/named-uploads.ts), of 800 bytes each; a plan's file comes in pieces of `planTextAtOnce`.
 */
const largestBodyBytes = 16 * 1024 * 1024;
/** How long a one-time link works, ms. */
const openLinkLifeMs = 60_000;

export interface BrowserHostOptions {
  router: EngineRouter;
  /** Folder of the built page. */
  pageRoot: string;
  /** 0: any free one. */
  port: number;
  log: Log;
  language: Pick<HostLanguage, 'choice' | 'systemIs'>;
  /** This run's token; a new one unless given. */
  token?: string;
  /** Largest body of a call, bytes. */
  maxBodyBytes?: number;
  now?: () => number;
}

export interface BrowserHost {
  port: number;
  /** The page's address, with the token in its fragment. For the person's eyes: never for a log or a command line. */
  url: string;
  /**
   * A link that leads there once, within a minute: whoever is first. A secret until then, as the address is.
   * @param onUsed told when it has led somebody there
   */
  createOpenLink(onUsed?: () => void): string;
  /** Stops listening and ends every connection. */
  close(): Promise<void>;
}

/**
 * Serves the page and the engine on 127.0.0.1.
 *
 * @throws StartError where the port cannot be had
 */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { log, now = Date.now } = options;
  const rules: GuardRules = {
    port: options.port,
    token: options.token ?? createToken(),
    maxBodyBytes: options.maxBodyBytes ?? largestBodyBytes,
  };
  const files = pageFiles(options.pageRoot, 'http', () => options.language.choice);
  const handler = new RPCHandler(options.router, rpcErrorInterceptors(log));
  let openLink: { code: string; until: number; onUsed: () => void } | null = null;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const nonce = createNonce();
    for (const [name, value] of Object.entries(securityHeaders({ nonce, connect: 'self' }))) {
      response.setHeader(name, value);
    }
    response.setHeader('cache-control', 'no-store');
    const { host, origin, authorization } = request.headers;
    const judged = judgeRequest(
      {
        method: request.method,
        target: request.url,
        host,
        origin,
        authorization,
        contentLength: request.headers['content-length'],
      },
      rules,
    );
    switch (judged.kind) {
      case 'refuse':
        log.warn('Refused a request', { status: judged.status, reason: judged.reason });
        // The page itself can ask for too much, and is told in words that it shows. Node reads past the body: to cut the
        // connection would make the browser tell of that alone.
        if (judged.status === 413) return sendTooLarge(response);
        // What follows on this connection may be a body that nobody reads.
        response.setHeader('connection', 'close');
        return sendText(response, judged.status, `Refused: ${judged.reason}.`);
      case 'call': {
        const { matched } = await handler.handle(request, response, { prefix: callPrefix, context: {} });
        if (!matched) sendText(response, 404, 'There is no such call.');
        return;
      }
      case 'open': {
        const link = openLink;
        if (link === null || now() > link.until || !sameToken(judged.code, link.code)) {
          return sendText(response, 404, words.host.browser.linkUsed);
        }
        openLink = null;
        link.onUsed();
        response.writeHead(303, { location: `/#token=${rules.token}` }).end();
        return;
      }
      case 'page': {
        // The web browser's language is the page's: what the engine writes for it is to be in the same.
        const spoken = request.headers['accept-language']?.split(/[,;]/, 1)[0]?.trim();
        if (judged.pathname === '/' && spoken) options.language.systemIs(spoken);
        const file = await files.find(judged.pathname, nonce);
        if (!file) return sendText(response, 404, words.host.browser.noFile);
        response.writeHead(200, {
          'content-type': file.contentType,
          'cache-control': file.cacheControl,
          'content-length': file.body.length,
        });
        response.end(judged.headOnly ? undefined : file.body);
        return;
      }
      default:
        return assertNever(judged);
    }
  };

  const server = createServer({ headersTimeout: 10_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.error('A request failed', { error });
      if (response.headersSent) response.destroy();
      else sendText(response, 500, words.host.browser.failed);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new StartError(listenFailure(options.port, error), { cause: error })));
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  rules.port = address.port;
  const base = `http://127.0.0.1:${address.port}`;

  return {
    port: address.port,
    url: `${base}/#token=${rules.token}`,
    createOpenLink(onUsed = () => {}) {
      openLink = { code: createToken(), until: now() + openLinkLifeMs, onUsed };
      return `${base}${openPrefix}${openLink.code}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Live subscriptions never end by themselves.
        server.closeAllConnections();
      }),
  };
}

function sendTooLarge(response: ServerResponse): void {
  const error = new ORPCError('INVALID_INPUT', {
    defined: true,
    status: 413,
    message: words.host.browser.tooLarge,
    data: {},
  });
  response.writeHead(413, { 'content-type': 'application/json' }).end(JSON.stringify({ json: error.toJSON() }));
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

function listenFailure(port: number, error: unknown): string {
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program. Choose another with --port, or leave it out for any free one.`;
    case 'EACCES':
      return `Port ${port} needs more rights than you have. Choose one above 1023 with --port.`;
    default:
      return `Port ${port} cannot be used (${systemCode(error) ?? 'unknown reason'}). Choose another with --port.`;
  }
}
