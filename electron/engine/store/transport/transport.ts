import { Agent as HttpAgent } from 'node:http';
import { type AgentOptions, Agent as HttpsAgent, type RequestOptions } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { TlsSettings } from '../../../../shared/schema/model.ts';
import { isAwsHost } from '../../../../shared/values/aws-places.ts';
import { says } from '../../../../shared/words/says.ts';
import { limitProvisionalAnswers } from './provisional-answers.ts';
import {
  type HttpProxy,
  isLoopback,
  loginRefused,
  type ProxyRoute,
  proxyAuthorization,
  proxyFailure,
  secretProxyUrl,
} from './proxy.ts';
import { fetchCertificate, type ServerAddress } from './server-certificate.ts';
import { type Spoken, spokenInstead } from './spoken.ts';
import { tlsFailure } from './tls-failure.ts';
import { openTrust, otherCertificate, type Trust } from './trust.ts';

export type RequestHandler = NonNullable<S3ClientConfig['requestHandler']>;
type HandleArguments = Parameters<NodeHttpHandler['handle']>;
type HandleOptions = NonNullable<HandleArguments[1]>;
type SentRequest = HandleArguments[0];

export interface TransportSettings {
  /** Keep-alive sockets, at most so many. */
  sockets: number;
  /** Name lookup, TCP and TLS, ms. */
  connectMs: number;
  /** How long an unused socket is kept open, ms. */
  idleMs: number;
  proxyFor: ProxyRoute;
  /** The pinned certificate never counts for a host of AWS's own, whose authorities everybody knows. */
  tls: TlsSettings;
  /** How names become addresses, for tests. */
  lookup?: LookupFunction;
}

/** The way to the wire. */
export interface Transport {
  /** Throws AppError PROXY_FAILED, TLS_FAILED and WRONG_SCHEME in full; whatever else Node throws it passes on. */
  requestHandler: RequestHandler;
  /** Ends idle sockets, and those in use as soon as their call ends. The SDK's own `destroy` would cut calls off. */
  closeIdle(): void;
}

/** Straight to the server, or through one proxy. */
interface Way {
  handler: NodeHttpHandler;
  agents: readonly (HttpAgent | HttpsAgent)[];
}

/**
 * Sends requests as a connection says: through its proxy, trusting what it trusts, within its time-outs.
 *
 * A server with TLS is reached by a tunnel (CONNECT), which Node's own agent makes; one without is asked for by its whole
 * URL. That one is written here: Node's rewriting normalises the path, and a key may hold `..` or `//`.
 */
export function createTransport(settings: TransportSettings): Transport {
  limitProvisionalAnswers();
  const { sockets, connectMs, idleMs, proxyFor, lookup } = settings;
  const ways = new Map<string, Promise<Way>>();
  /** Schemes, hosts and ports that have answered. */
  const answered = new Set<string>();
  /** By whether it is for AWS's own hosts. */
  const trusts = new Map<boolean, Promise<Trust>>();
  const tlsFor = (ofAws: boolean): TlsSettings => (ofAws ? { ...settings.tls, pinned: null } : settings.tls);

  const openWay = async (proxy: HttpProxy | null, ofAws: boolean): Promise<Way> => {
    const tls = tlsFor(ofAws);
    const trust = trusts.get(ofAws) ?? openTrust(tls);
    trusts.set(ofAws, trust);
    const trusted = await trust.catch((error: unknown) => {
      const said = error instanceof AppError ? error.said : says('certificatesUnreadable');
      throw new AppError('TLS_FAILED', said, tls.caFile === null ? {} : { file: tls.caFile });
    });
    const common = { keepAlive: true, maxSockets: sockets, timeout: idleMs, ...(lookup ? { lookup } : {}) };
    const httpAgent = new HttpAgent(common);
    // `proxyEnv` is Node's since 24.5; the Node that npm installs and Electron's own are newer (package.json).
    const httpsAgent = new TimedHttpsAgent(connectMs, {
      ...common,
      ...trusted,
      ...(proxy ? { proxyEnv: { HTTPS_PROXY: secretProxyUrl(proxy) } } : {}),
    });
    // 0: nothing of the SDK's own on an idle socket, which is the agent's to end.
    const handler = new NodeHttpHandler({ httpAgent, httpsAgent, connectionTimeout: connectMs, socketTimeout: 0 });
    return { handler, agents: [httpAgent, httpsAgent] };
  };

  const wayFor = (proxy: HttpProxy | null, ofAws: boolean): Promise<Way> => {
    const name = `${ofAws ? 'AWS' : 'other'} ${proxy ? secretProxyUrl(proxy) : ''}`;
    const known = ways.get(name);
    if (known) return known;
    const way = openWay(proxy, ofAws);
    ways.set(name, way);
    way.catch(() => {
      ways.delete(name);
      trusts.delete(ofAws);
    });
    return way;
  };

  /** What an address speaks instead that has never answered in this scheme. AWS has TLS, whatever somebody on the way says. */
  async function otherScheme(error: unknown, request: SentRequest): Promise<Spoken | null> {
    if (isAwsHost(request.hostname) || answered.has(originOf(request))) return null;
    const scheme = request.protocol === 'https:' ? 'https:' : 'http:';
    return spokenInstead(error, scheme, {
      address: addressOf(request),
      timeoutMs: connectMs,
      ...(lookup ? { lookup } : {}),
    });
  }

  /** A failure on the wire, with what can be told beyond Node's code. */
  async function explained(error: unknown, request: SentRequest, proxy: HttpProxy | null): Promise<unknown> {
    const address = addressOf(request);
    const ofProxy = proxy && proxyFailure(error, proxy, `${request.hostname}:${address.port}`);
    if (ofProxy) return ofProxy;
    const spoken = proxy ? null : await otherScheme(error, request);
    if (spoken) return new AppError('WRONG_SCHEME', says(spoken === 'tls' ? 'tlsIsThere' : 'plainHttpIsThere'));
    const said = tlsFailure(error);
    if (said === null) return error;
    // Nobody is to be asked whether to trust it.
    if (isAwsHost(request.hostname)) return new AppError('TLS_FAILED', said);
    const { tls } = settings;
    const shown = await fetchCertificate(address, proxy, connectMs, lookup);
    const details = shown ? { certificate: shown } : {};
    const changed = shown ? tls.pinned && shown.fingerprint256 !== tls.pinned.fingerprint256 : isOther(error);
    return new AppError('TLS_FAILED', changed ? says('certificateChanged') : said, details);
  }

  async function handle(request: SentRequest, options: HandleOptions = {}) {
    const proxy = isLoopback(request.hostname) ? null : await proxyFor(originOf(request));
    const { handler } = await wayFor(proxy, isAwsHost(request.hostname));
    const absolute = proxy && request.protocol === 'http:' ? throughProxy(request, proxy) : request;
    const result = await unlessAborted(handler.handle(absolute, options), options.abortSignal).catch(
      async (error: unknown) => {
        throw options.abortSignal?.aborted ? error : await explained(error, request, proxy);
      },
    );
    if (!proxy) answered.add(originOf(request));
    if (result.response.statusCode !== 407) return result;
    result.response.body?.resume?.();
    const shown = proxy ? loginRefused(proxy) : says('someProxyWantsLogin');
    // Without the status: it is no answer of the store's.
    throw new AppError('PROXY_FAILED', shown);
  }

  return {
    requestHandler: {
      handle,
      metadata: { handlerProtocol: 'http/1.1' },
      updateHttpClientConfig() {},
      httpHandlerConfigs: () => ({}),
    },
    closeIdle() {
      for (const way of ways.values()) way.then(({ agents }) => agents.forEach(endIdle)).catch(() => {});
    },
  };
}

/**
 * What `work` resolves with; rejects as soon as the signal aborts. The SDK's handler waits for an answer or an error, and gets
 * neither where a server switches protocols (101): Node takes the request for done, and the call would never end.
 */
function unlessAborted<T>(work: Promise<T>, signal: HandleOptions['abortSignal']): Promise<T> {
  if (!(signal instanceof AbortSignal)) return work;
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const stop = () => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  return promise;
}

function isOther(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === otherCertificate;
}

function endIdle(agent: HttpAgent | HttpsAgent): void {
  agent.maxFreeSockets = 0;
  for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
}

function originOf({ protocol, hostname, port }: SentRequest): string {
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
}

function addressOf({ protocol, hostname, port }: SentRequest): ServerAddress {
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port ?? (protocol === 'https:' ? 443 : 80) };
}

/** The request as a proxy wants it for a server without TLS: the whole URL in the first line, the path as it was. */
function throughProxy(request: SentRequest, proxy: HttpProxy): SentRequest {
  const sent = request.clone();
  const host = request.headers.host ?? `${request.hostname}${request.port === undefined ? '' : `:${request.port}`}`;
  sent.protocol = proxy.protocol;
  sent.hostname = proxy.hostname;
  sent.port = proxy.port;
  sent.path = `http://${host}${request.path}`;
  const authorization = proxyAuthorization(proxy);
  // Signed already: neither is part of the signature.
  sent.headers = { ...request.headers, host, ...(authorization ? { 'proxy-authorization': authorization } : {}) };
  return sent;
}

/** Gives up a TLS handshake that takes too long: the SDK's own limit ends with the TCP connection. */
class TimedHttpsAgent extends HttpsAgent {
  readonly #limitMs: number;

  constructor(limitMs: number, options: AgentOptions) {
    super(options);
    this.#limitMs = limitMs;
  }

  override createConnection(
    options: RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const socket = super.createConnection(options, callback);
    if (!(socket instanceof TLSSocket)) return socket;
    const timer = setTimeout(() => {
      socket.destroy(Object.assign(new Error('No TLS in time'), { code: 'ETIMEDOUT' }));
    }, this.#limitMs);
    const stop = () => clearTimeout(timer);
    socket.once('secureConnect', stop);
    socket.once('close', stop);
    return socket;
  }
}
