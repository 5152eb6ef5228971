import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from './operations/call.ts';
import { metricError } from './operations/metric-data.ts';
import type { FaultEffect, PracticeOperation } from './protocol/faults.ts';
import { checkIsNoForm } from './protocol/promises.ts';
import { readRequest, type S3Request } from './protocol/request.ts';
import { S3Error } from './protocol/s3-error.ts';
import { document, element } from './protocol/xml.ts';
import type { Service } from './service.ts';
import { readBody } from './signing/body.ts';
import { withMovedHeaders } from './signing/presigned-url.ts';
import { type StoreIdentity, type VerifiedSignature, verifySignature } from './signing/sigv4.ts';
import type { PracticePrincipal } from './uploads/upload-record.ts';

/** One request, as the store's log keeps it. */
export interface PracticeCall {
  /** When it arrived, by the store's clock, ms UTC. */
  time: number;
  /** As the answer's x-amz-request-id says it. */
  requestId: string;
  operation: PracticeOperation;
  /** '' where it named none. */
  bucket: string;
  key: string;
  uploadId: string | null;
  /** max-uploads of a listing, as it was asked; null: it named none. */
  maxUploads: string | null;
  /** null: not answered (yet), or the connection was cut. */
  status: number | null;
  /** S3 error code; null for a success. */
  code: string | null;
}

/** What the HTTP side is given. */
export interface ServerSetting {
  service: Service;
  identity: StoreIdentity;
  caller: PracticePrincipal;
  now: () => number;
  /** Called when a request has arrived; its entry is completed when it is answered. */
  log: (call: PracticeCall) => void;
}

/** A 1,024-byte key of percent-encoded emoji, twice (path and marker), and headers. */
const longestHeaders = 64 * 1024;

/** The practice store's HTTP server; not listening yet. */
export function createPracticeServer(setting: ServerSetting): Server {
  let requests = 0;
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    requests += 1;
    const requestId = requests.toString(16).toUpperCase().padStart(16, '0');
    response.sendDate = false;
    response.setHeader('Date', new Date(setting.now()).toUTCString());
    response.setHeader('Server', 'LoosePartsPractice');
    response.setHeader('x-amz-request-id', requestId);
    handle(setting, request, response, requestId).catch(() => response.destroy());
  };
  const server = createServer({ maxHeaderSize: longestHeaders }, answer);
  // S3 takes no notice of an Expect header that it does not know; Node would answer 417.
  server.on('checkExpectation', answer);
  server.on('clientError', refuseUnreadable);
  // A slow body is a thing to practise with: no limit but the client's.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 30_000;
  return server;
}

/** What Node's parser cannot read: for one, a request line with bytes that are not percent-encoded. */
function refuseUnreadable(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { xml = '' } = errorAnswer(
    new S3Error(400, 'BadRequest', `The request could not be read (${error.code ?? error.message}).`),
    '',
    false,
  );
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nContent-Type: application/xml\r\nContent-Length: ${Buffer.byteLength(xml)}\r\nConnection: close\r\n\r\n${xml}`,
  );
}

async function handle(
  setting: ServerSetting,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const entry: PracticeCall = {
    time: setting.now(),
    requestId,
    operation: 'Unknown',
    bucket: '',
    key: '',
    uploadId: null,
    maxUploads: null,
    status: null,
    code: null,
  };
  setting.log(entry);
  let answer: Answer;
  let effects: FaultEffect[] = [];
  try {
    const s3 = readRequest(request.method ?? '', request.url ?? '/', request.headers);
    entry.operation = s3.operation;
    entry.bucket = s3.bucket;
    entry.key = s3.key;
    entry.uploadId = s3.uploadId;
    entry.maxUploads = s3.query.get('max-uploads') ?? null;
    checkIsNoForm(s3);
    const signed = verifySignature(s3, setting.identity, setting.now());
    effects = setting.service.enter(s3);
    const instead = await strikeBefore(effects, response);
    if (instead === 'nothing') return;
    answer = instead ?? (await carryOut(setting, request, s3, signed));
  } catch (error) {
    // The client went away in the middle of its body: nobody is left to answer.
    if (request.destroyed && !request.complete) throw error;
    const failure = error instanceof S3Error ? error : new S3Error(500, 'InternalError', String(error));
    entry.code = failure.code;
    answer =
      entry.operation === 'GetMetricData'
        ? metricError(failure)
        : errorAnswer(failure, requestId, setting.service.hasEmptyMessages(entry.bucket));
  }
  send(answer, effects, entry, request, response);
}

function carryOut(
  { service, caller, now }: ServerSetting,
  body: IncomingMessage,
  request: S3Request,
  signed: VerifiedSignature,
): Promise<Answer> {
  // A body that is given up in the middle must not take the connection down: an answer is still to come over it.
  const chunks = () => body.iterator({ destroyOnReturn: false });
  return service.answer({
    request: withMovedHeaders(request),
    caller,
    now,
    read: (wish) => readBody(chunks(), signed, wish),
  });
}

/**
 * Effects that come before, or instead of, the operation.
 * @returns the answer to give instead; `nothing` where none is to be given; null where the operation goes ahead
 */
async function strikeBefore(effects: FaultEffect[], response: ServerResponse): Promise<Answer | 'nothing' | null> {
  for (const effect of effects) {
    switch (effect.kind) {
      case 'delay':
        // Must not keep a closed store's process alive.
        await wait(effect.ms, undefined, { ref: false });
        break;
      case 'stall':
        return 'nothing';
      case 'error':
        throw new S3Error(effect.status, effect.code, effect.message ?? '', {
          headers: effect.retryAfterSeconds === undefined ? {} : { 'retry-after': String(effect.retryAfterSeconds) },
        });
      case 'not-xml':
        return {
          status: 200,
          headers: { 'content-type': 'text/html' },
          xml: '<!doctype html><html><head><title>Sign in</title></head><body><p>Please sign in.<br></body></html>',
        };
      case 'reset':
        if (effect.when === 'before') {
          response.socket?.resetAndDestroy();
          return 'nothing';
        }
        break;
      case 'truncated-xml':
        break;
    }
  }
  return null;
}

function send(
  answer: Answer,
  effects: readonly FaultEffect[],
  entry: PracticeCall,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const reset = effects.find((effect) => effect.kind === 'reset');
  if (reset?.when === 'after') {
    response.socket?.resetAndDestroy();
    return;
  }
  const whole = answer.content ?? Buffer.from(answer.xml ?? '');
  const cut = effects.some(({ kind }) => kind === 'truncated-xml');
  const body = cut ? whole.subarray(0, whole.length >>> 1) : whole;
  const headers: Record<string, string> = { ...answer.headers };
  if (answer.xml !== undefined) headers['content-type'] ??= 'application/xml';
  // HEAD announces the object's own length; 204 has none at all.
  const hasBody = request.method !== 'HEAD' && answer.status !== 204 && answer.status !== 304;
  if (hasBody) headers['content-length'] = String(body.length);
  if (reset?.when === 'mid-body') {
    response.writeHead(answer.status, headers);
    response.write(body.subarray(0, body.length >>> 1), () => response.socket?.resetAndDestroy());
    return;
  }
  entry.status = answer.status;
  response.writeHead(answer.status, headers);
  // Errors of HEAD have no body either: clients must go by the status.
  if (request.method === 'HEAD') response.end();
  else response.end(body);
}

function errorAnswer(error: S3Error, requestId: string, emptyMessage: boolean): Answer {
  const status = error.status;
  const headers = { ...error.headers };
  const elements = [
    element('Code', error.code),
    element('Message', emptyMessage ? '' : error.message),
    ...Object.entries(error.elements).map(([name, text]) => element(name, text)),
    element('RequestId', requestId),
    element('HostId', 'practice'),
  ];
  return { status, headers, xml: document('Error', elements.join('')).replace(/ xmlns="[^"]*"/, '') };
}
