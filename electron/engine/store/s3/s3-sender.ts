import type { LookupFunction } from 'node:net';
import type { S3Client } from '@aws-sdk/client-s3';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Connection } from '../../../../shared/schema/model.ts';
import { leadsToAws } from '../../../../shared/values/aws-places.ts';
import { says } from '../../../../shared/words/says.ts';
import type { CallInfo } from '../store.ts';
import { createProxyRoute, type ProxyPorts } from '../transport/proxy.ts';
import { RequestSlots } from '../transport/request-slots.ts';
import { createTransport, type RequestHandler } from '../transport/transport.ts';
import type { GoodAnswer } from './answer-reading.ts';
import { reachOf } from './bucket-terms.ts';
import { type CallContext, contextDetails, type S3Operation } from './call-context.ts';
import { type CredentialProvider, createS3Client } from './client-factory.ts';
import { endpointHost } from './endpoint-host.ts';
import { createEndpointLearning, type EndpointMemory, type Place } from './endpoint-learning.ts';
import { newCall, type RunningCall, runningCall } from './running-call.ts';
import { callInfo } from './store-answer.ts';
import { transportError } from './transport-errors.ts';

export interface SenderOptions {
  /** Local clock, ms UTC. */
  now: () => number;
  /** Sockets, and calls under way at once. */
  sockets?: number;
  /** The connection's own where left out, as the two that follow. */
  connectionTimeoutMs?: number;
  /** Time from the request to the end of its answer, ms. */
  requestTimeoutMs?: number;
  /** The same for an abort or a complete: some stores work part by part before they answer (s3-semantics, "Abort"). */
  abortTimeoutMs?: number;
  /** Where the endpoint's addressing style and regions are kept between sessions. */
  endpointMemory?: EndpointMemory;
  /** What a proxy needs to be known of; without them the system has none, and the connection's own no password. */
  proxy?: Pick<ProxyPorts, 'readPassword' | 'resolveSystem'>;
  /** How names become addresses, for tests. */
  lookup?: LookupFunction;
  /** The store says that the credentials have ended. */
  onTokenRefused?: () => void;
  /** Told of the Date on every answer that is the store's own, ms UTC, as it arrives. */
  onServerTime?: (serverTime: number) => void;
  /** The way to the wire, for tests. */
  requestHandler?: RequestHandler;
}

/** More than a pace ever allows (`Pace`): what a person asks for does not wait behind it. */
const defaultSockets = 160;
const noProxies = { readPassword: async () => null, resolveSystem: async () => null };

const slowOperations: readonly S3Operation[] = ['AbortMultipartUpload', 'CompleteMultipartUpload'];

/** One call: how it is asked for, of whichever client it goes through. */
export interface Sent<T> {
  operation: S3Operation;
  bucket: string | null;
  /** Where the answer is to be about one upload. */
  upload?: { uploadId: string; key: string };
  signal: AbortSignal | undefined;
  send: (client: S3Client, signal: AbortSignal) => Promise<T>;
}

/** One call's answer, and what was read of it before the SDK. */
export interface Received<T> {
  call: CallInfo;
  output: T;
  context: CallContext;
  uploads: GoodAnswer['uploads'];
  listEnd: GoodAnswer['listEnd'];
  parts: GoodAnswer['parts'];
  page: GoodAnswer['page'];
  /** As they came; names in lower case. */
  headers: Readonly<Record<string, string>>;
}

/** Gets the calls of one connection to where they belong. */
export interface Sender {
  /**
   * Sends one call and waits for its whole answer, once a socket is free.
   * @throws AppError, or the signal's reason where it aborted the call
   */
  send<T>(request: Sent<T>): Promise<Received<T>>;
  /** Region and addressing style that work, as far as is known. */
  learned(): Place;
  /** Ends idle sockets. */
  close(): void;
}

/**
 * One client for each region and addressing style that a connection's calls turn out to need, over one transport.
 *
 * @param isReadOnly asked at every call: only GET and HEAD leave while it says so
 */
export function createSender(
  connection: Connection,
  credentials: CredentialProvider,
  options: SenderOptions,
  isReadOnly: () => boolean,
): Sender {
  const { timeouts } = connection;
  const {
    sockets = defaultSockets,
    connectionTimeoutMs = timeouts.connectMs,
    requestTimeoutMs = timeouts.requestMs,
    abortTimeoutMs = 5 * timeouts.requestMs,
  } = options;
  const transport = createTransport({
    sockets,
    connectMs: connectionTimeoutMs,
    idleMs: timeouts.idleMs,
    proxyFor: createProxyRoute(connection.proxy, { ...(options.proxy ?? noProxies), now: options.now }),
    // What is AWS's own goes by no single certificate, whatever its host is called.
    tls: leadsToAws(connection) ? { ...connection.tls, pinned: null } : connection.tls,
    ...(options.lookup ? { lookup: options.lookup } : {}),
  });
  const requestHandler = options.requestHandler ?? transport.requestHandler;
  const slots = new RequestSlots(sockets);
  const clients = new Map<string, S3Client>();
  const learning = createEndpointLearning(connection, options.endpointMemory);
  let accepted = false;

  const clientFor = ({ region, pathStyle }: Place): S3Client => {
    const name = `${region} ${pathStyle}`;
    const known = clients.get(name);
    if (known) return known;
    const reached = { ...connection, pathStyle };
    const client = createS3Client(reached, region, credentials, requestHandler, options.now, isReadOnly);
    clients.set(name, client);
    return client;
  };

  /** Sends one request and waits for its whole answer. */
  async function sendOnce<T>({ operation, bucket, upload, signal, send }: Sent<T>, place: Place): Promise<Received<T>> {
    const endpoint = endpointHost(connection, place.region);
    const timeoutMs = slowOperations.includes(operation) ? abortTimeoutMs : requestTimeoutMs;
    const deadline = withDeadline(signal, timeoutMs);
    const context = { operation, bucket, endpoint, endpointUrl: connection.endpointUrl };
    const running = newCall(upload === undefined ? context : { ...context, upload }, deadline.signal);
    try {
      const output = await runningCall.run(running, () => send(clientFor(place), deadline.signal));
      if (!running.answer) throw new AppError('INTERNAL', says('callEndedUnanswered'), { operation, endpoint });
      const { uploads = null, parts = null, listEnd = null, page = null } = running.taken ?? {};
      const { context, answer } = running;
      accepted = true;
      return {
        call: callInfo(answer),
        output,
        context,
        uploads,
        parts,
        listEnd,
        page,
        headers: answer.headers,
      };
    } catch (error) {
      if (running.error?.code === 'TOKEN_EXPIRED') options.onTokenRefused?.();
      if (running.error?.code === 'SIGNATURE_MISMATCH' && accepted) running.error.details.othersAccepted = true;
      if (running.error) throw running.error;
      signal?.throwIfAborted();
      if (deadline.signal.aborted) {
        const sentence = `No answer within ${Math.round(timeoutMs / 1000)} s.`;
        throw new AppError('TIMEOUT', sentence, contextDetails(running.context));
      }
      throw transportError(error, running.context);
    } finally {
      running.release();
      deadline.release();
      learnTime(running);
    }
  }

  /** An answer that is not S3's may be a gateway's or a sign-in page's, with another clock; one with an Age is of earlier. */
  function learnTime({ answer, error }: RunningCall): void {
    if (!answer || answer.headers.age !== undefined || (error && error.details.storeCode === undefined)) return;
    const { serverTime } = callInfo(answer);
    if (serverTime !== null) options.onServerTime?.(serverTime);
  }

  async function send<T>(request: Sent<T>): Promise<Received<T>> {
    // An address that names its own place is asked for there; anything else, where it was learned to be.
    const reach = reachOf(request.bucket, connection);
    const ask = () =>
      reach.mayMove ? learning.send(request, (place) => sendOnce(request, place)) : sendOnce(request, reach);
    return slots.run(ask, request.signal);
  }

  return { send, learned: learning.learned, close: transport.closeIdle };
}

/** A signal that follows `signal` and also aborts after `ms`. `release` lets go of both. */
function withDeadline(signal: AbortSignal | undefined, ms: number): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const follow = () => controller.abort(signal?.reason);
  if (signal?.aborted) follow();
  else signal?.addEventListener('abort', follow, { once: true });
  const timer = setTimeout(() => controller.abort(), ms);
  return {
    signal: controller.signal,
    release: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', follow);
    },
  };
}
