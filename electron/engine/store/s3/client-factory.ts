import { Readable } from 'node:stream';
import { CreateSessionCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { says } from '../../../../shared/words/says.ts';
// Registers SigV4a with the SDK: multi-region access points and S3 on Outposts are signed by it.
import '@aws-sdk/signature-v4a';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Connection } from '../../../../shared/schema/model.ts';
import { keyOfPercentEncoded } from '../key-bytes.ts';
import type { RequestHandler } from '../transport/transport.ts';
import { contextDetails } from './call-context.ts';
import { type DirectorySession, DirectorySessions, type SessionMode } from './directory-sessions.ts';
import { leaveOutIdleMiddleware } from './lean-client.ts';
import { OwnSecrets } from './own-secrets.ts';
import { readOnlyRefusal } from './read-only.ts';
import { newCall, type ReceivedResponse, runningCall, takeAnswer } from './running-call.ts';
import { toldClock } from './signing-clock.ts';
import { callInfo } from './store-answer.ts';
import { transportError } from './transport-errors.ts';

/** Access key ID, secret and token, fetched anew when they expire. Throws an AppError where there are none. */
export type CredentialProvider = () => Promise<StoreCredentials>;
export interface StoreCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date;
}

/**
 * An S3 client for one connection and region, which sends each request once, reads each answer whole and checks it
 * before the SDK parses it, and never sends a DELETE or a POST on anything but an upload, nor a PUT of anything but a
 * lifecycle configuration; nothing but GET and HEAD while `isReadOnly` says so.
 *
 * Nothing is taken from the environment or the shared config files: an AWS_ENDPOINT_URL that happens to be set must
 * not turn a connection to AWS into one to somewhere else.
 */
export function createS3Client(
  connection: Pick<Connection, 'endpointUrl' | 'pathStyle' | 'dualStack' | 'fips' | 'credentials'>,
  region: string,
  credentials: CredentialProvider,
  requestHandler: RequestHandler,
  now: () => number,
  isReadOnly: () => boolean = () => false,
): S3Client {
  const client = new S3Client({
    region,
    ...(connection.endpointUrl === null ? {} : { endpoint: connection.endpointUrl }),
    ignoreConfiguredEndpointUrls: true,
    forcePathStyle: connection.pathStyle,
    credentials,
    ...(connection.credentials.kind === 'anonymous' ? { signer: unsigned } : {}),
    requestHandler,
    // Retries leave evidence and are decided above.
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'standard',
    // Some stores refuse the checksums and streamed bodies that newer SDKs add (s3-semantics, "The JavaScript SDK").
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Of AWS only; the SDK refuses them beside an endpoint.
    useDualstackEndpoint: connection.endpointUrl === null && connection.dualStack,
    useFipsEndpoint: connection.endpointUrl === null && connection.fips,
    useArnRegion: true,
    // Only AWS has directory buckets; elsewhere a bucket may simply be called so.
    disableS3ExpressSessionAuth: connection.endpointUrl !== null,
    s3ExpressIdentityProvider: {
      getS3ExpressIdentity: async ({ accessKeyId }, { Bucket: bucket = '' }) =>
        sessions.session(accessKeyId, bucket, isReadOnly() ? 'ReadOnly' : 'ReadWrite'),
    },
  });
  const sessions = new DirectorySessions((bucket, mode) => beginSession(client, bucket, mode), now);
  leaveOutIdleMiddleware(client, connection.endpointUrl !== null);
  refuseForeignWrites(client, isReadOnly);
  readAnswersFirst(client, now);
  return client;
}

/** Sends requests as they are: for public buckets. The SDK has no switch for it, but takes a signer that signs nothing. */
const unsigned: NonNullable<S3ClientConfig['signer']> = { sign: async (request) => request };

/** How long a session may take to begin, ms. */
const sessionTimeoutMs = 30_000;

/**
 * Begins a session with a directory bucket: a call of its own, whose failure says nothing about the upload that it was
 * begun for.
 */
async function beginSession(client: S3Client, bucket: string, mode: SessionMode): Promise<DirectorySession> {
  const endpoint = runningCall.getStore()?.context.endpoint ?? '';
  const abortSignal = AbortSignal.timeout(sessionTimeoutMs);
  const running = newCall({ operation: 'CreateSession', bucket, endpoint }, abortSignal);
  const { context } = running;
  const command = new CreateSessionCommand({ Bucket: bucket, ...(mode === 'ReadOnly' ? { SessionMode: mode } : {}) });
  try {
    const { Credentials: given } = await runningCall.run(running, () => client.send(command, { abortSignal }));
    const { answer } = running;
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = given ?? {};
    if (!accessKeyId || !secretAccessKey || !sessionToken || !given?.Expiration || !answer) {
      throw new AppError('NOT_S3', says('answerWithoutSession'), contextDetails(context));
    }
    // Its end is by the server's clock.
    const lastsMs = given.Expiration.getTime() - (callInfo(answer).serverTime ?? answer.receivedAt);
    return { accessKeyId, secretAccessKey, sessionToken, endsAt: answer.receivedAt + lastsMs };
  } catch (error) {
    if (running.error) throw running.error;
    if (abortSignal.aborted) {
      const sentence = `No session within ${sessionTimeoutMs / 1000} s.`;
      throw new AppError('TIMEOUT', sentence, contextDetails(context));
    }
    throw transportError(error, context);
  } finally {
    running.release();
  }
}

/**
 * Design, rule 1: an abort with an empty key is a DELETE of the bucket, and at least one store obeys it. This stands
 * between everything that is ever sent and the wire. POST is as narrow: without an upload ID it would delete objects in
 * bulk, or begin an upload.
 */
function refuseForeignWrites(client: S3Client, isReadOnly: () => boolean): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const { request, input } = args;
      const call = runningCall.getStore();
      // What has a host of its own is named by it in errors, and not by the connection's.
      if (call && hasOwnHost.test(call.context.bucket ?? '') && isRequest(request)) {
        call.context.endpoint = request.hostname;
      }
      if (isReadOnly() && !(isRequest(request) && /^(GET|HEAD)$/.test(request.method))) throw readOnlyRefusal();
      if (isRequest(request) && (request.method === 'DELETE' || request.method === 'POST')) {
        if (!isOfOneUpload(request, input)) {
          throw new AppError('INVALID_INPUT', says('onlyOfOneUpload', { method: request.method }));
        }
      }
      if (isRequest(request) && request.method === 'PUT' && !isOfLifecycle(request, input)) {
        throw new AppError('INVALID_INPUT', says('onlyLifecyclePut'));
      }
      return next(args);
    },
    // As late as can be: nothing after it changes the request but the signature.
    { step: 'finalizeRequest', priority: 'low', name: 'refuseForeignWrites' },
  );
}

/** ARNs, directory buckets, Outposts: none of them is found at the connection's own host. */
export const hasOwnHost = /^arn:|--(xa?|op)-s3$/;

function isOfOneUpload(request: SentRequest, input: object): boolean {
  const key = 'Key' in input && typeof input.Key === 'string' ? input.Key : '';
  const uploadId = request.query.uploadId;
  if (key === '' || typeof uploadId !== 'string' || uploadId === '') return false;
  if ('lifecycle' in request.query || 'delete' in request.query || 'uploads' in request.query) return false;
  // The path ends with the very key, after a slash that is not the key's own.
  return keyOfPercentEncoded(request.path)?.endsWith(`/${key}`) ?? false;
}

/** A PUT of anything else would make a bucket, or an object. */
function isOfLifecycle({ query }: SentRequest, input: object): boolean {
  return 'lifecycle' in query && !('Key' in input);
}

/** Reads each answer whole, notes it in the running call, and stops what is not a good S3 answer from being parsed. */
function readAnswersFirst(client: S3Client, now: () => number): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const call = runningCall.getStore();
      const { response } = result;
      if (!call || !isResponse(response)) return result;
      const taken = await takeAnswer(call, response, { now, own: await secretsOf(client, args.request) });
      // An object's bytes are in the call already: the SDK would make a stream of them, and takes nothing else.
      response.body = call.content ? Readable.from([]) : encoder.encode(taken.forSdk);
      // Read here: the SDK gives the whole of it up over a date in another form. It signs by the server's clock (direct-parts.ts).
      const isOfObject = call.context.operation === 'HeadObject' || call.context.operation === 'GetObject';
      const { date: _, ...others } = response.headers;
      const time = toldClock(call, Date.now() + client.config.systemClockOffset);
      const clock: ReceivedResponse['headers'] = time === null ? {} : { date: new Date(time).toUTCString() };
      response.headers = { ...(taken.page || isOfObject ? {} : others), ...clock };
      return result;
    },
    // Next to the wire, so that it runs before the SDK's own deserialiser.
    { step: 'deserialize', priority: 'low', name: 'readAnswersFirst' },
  );
}

/** What a request was signed with. Its credentials are at hand: the SDK keeps them until they expire. */
export async function secretsOf({ config }: S3Client, request: unknown): Promise<OwnSecrets> {
  const headers: Record<string, string> = {};
  if (isRequest(request) && 'headers' in request && typeof request.headers === 'object') {
    for (const [name, value] of Object.entries(request.headers ?? {})) headers[name] = String(value);
  }
  const isSigned = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
  const secretAccessKey = isSigned ? (await config.credentials()).secretAccessKey : null;
  return new OwnSecrets({ secretAccessKey, headers });
}

const encoder = new TextEncoder();

interface SentRequest {
  method: string;
  hostname: string;
  path: string;
  query: Record<string, unknown>;
}

function isRequest(value: unknown): value is SentRequest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'method' in value &&
    'hostname' in value &&
    'path' in value &&
    'query' in value
  );
}

function isResponse(value: unknown): value is ReceivedResponse {
  return typeof value === 'object' && value !== null && 'statusCode' in value && 'headers' in value && 'body' in value;
}
