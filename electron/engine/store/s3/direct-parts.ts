import { ListPartsCommand, type ListPartsCommandInput, type S3Client } from '@aws-sdk/client-s3';
import { getEndpointFromInstructions } from '@smithy/core/endpoints';
import { extendedEncodeURIComponent, HttpRequest } from '@smithy/core/protocols';
import { withBytes } from '../key-bytes.ts';
import { hasOwnHost, secretsOf } from './client-factory.ts';
import { userAgent } from './lean-client.ts';
import { runningCall, takeAnswer } from './running-call.ts';
import { toldClock } from './signing-clock.ts';

/**
 * ListParts without the SDK's middleware: sizing makes one such call for each upload, and most of what a call cost was
 * the SDK finding out anew where it goes, what it looks like and what came back. The SDK is asked once for each bucket
 * where its calls go, and its own signer signs every one.
 */

/** Where a bucket's calls go, and who signs them. */
interface Route {
  protocol: string;
  hostname: string;
  port: number | undefined;
  host: string;
  /** What comes before the key's slash. */
  path: string;
  signer: Awaited<ReturnType<S3Client['config']['signer']>>;
  scope: { signingRegion: string; signingService: string };
}

/** By client, then by bucket. null: reached or signed in a way that is left to the SDK. */
const routes = new WeakMap<S3Client, Map<string, Promise<Route | null>>>();

interface SendOptions {
  abortSignal: AbortSignal;
  /** Local clock, ms UTC. */
  now: () => number;
}

/**
 * Sends one ListParts for the {@link runningCall}: the request that the SDK would send. What it is answered
 * is in that call then.
 *
 * @throws as the SDK's `send` does
 */
export async function sendListParts(
  client: S3Client,
  input: ListPartsCommandInput,
  { abortSignal, now }: SendOptions,
): Promise<void> {
  const call = runningCall.getStore();
  const route = call ? await routeOf(client, input) : null;
  if (!call || !route) {
    await client.send(new ListPartsCommand(input), { abortSignal });
    return;
  }
  const { config } = client;
  const signingDate = new Date(Date.now() + config.systemClockOffset);
  const signed = await route.signer.sign(requestOf(route, input), { signingDate, ...route.scope });
  const { response } = await config.requestHandler.handle(new HttpRequest(signed), { abortSignal });
  try {
    const own = await secretsOf(client, signed);
    await takeAnswer(call, response, { now, own });
  } finally {
    // As the SDK does after every answer: the next call is signed by the server's clock.
    const time = toldClock(call, Date.now() + config.systemClockOffset);
    if (time !== null) config.systemClockOffset = time - Date.now();
  }
}

function routeOf(client: S3Client, input: ListPartsCommandInput): Promise<Route | null> {
  const bucket = input.Bucket ?? '';
  const ofClient = routes.get(client) ?? new Map<string, Promise<Route | null>>();
  routes.set(client, ofClient);
  const known = ofClient.get(bucket);
  if (known) return known;
  const route = findRoute(client, input);
  ofClient.set(bucket, route);
  route.catch(() => ofClient.delete(bucket));
  return route;
}

async function findRoute({ config }: S3Client, input: ListPartsCommandInput): Promise<Route | null> {
  // What has a host of its own may have a signature of its own as well.
  if (hasOwnHost.test(input.Bucket ?? '')) return null;
  const { url, headers, properties } = await getEndpointFromInstructions(input, ListPartsCommand, { ...config });
  const [scheme, other] = properties?.authSchemes ?? [];
  if (scheme?.name !== 'sigv4' || other || Object.keys(headers ?? {}).length > 0) return null;
  if (url.search !== '' || url.username !== '' || url.password !== '') return null;
  const port = url.port === '' ? undefined : Number(url.port);
  return {
    protocol: url.protocol,
    hostname: url.hostname,
    port,
    host: url.host,
    path: url.pathname.replace(/\/$/, ''),
    signer: await config.signer(scheme),
    scope: { signingRegion: scheme.signingRegion, signingService: scheme.signingName },
  };
}

function requestOf({ protocol, hostname, port, host, path }: Route, input: ListPartsCommandInput): HttpRequest {
  const { Key = '', UploadId = '', MaxParts, PartNumberMarker, RequestPayer, ExpectedBucketOwner } = input;
  return new HttpRequest({
    method: 'GET',
    protocol,
    hostname,
    ...(port === undefined ? {} : { port }),
    path: `${path}/${withBytes(Key.split('/').map(extendedEncodeURIComponent).join('/'))}`,
    query: {
      uploadId: UploadId,
      ...(MaxParts === undefined ? {} : { 'max-parts': String(MaxParts) }),
      ...(PartNumberMarker === undefined ? {} : { 'part-number-marker': PartNumberMarker }),
    },
    headers: {
      host,
      'user-agent': userAgent,
      ...(RequestPayer === undefined ? {} : { 'x-amz-request-payer': RequestPayer }),
      ...(ExpectedBucketOwner === undefined ? {} : { 'x-amz-expected-bucket-owner': ExpectedBucketOwner }),
    },
  });
}
