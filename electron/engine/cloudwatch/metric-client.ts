import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Connection } from '../../../shared/schema/model.ts';
import type { WayToServices } from '../connections/connections.ts';
import { readBody } from '../store/s3/answer-limits.ts';
import { OwnSecrets } from '../store/s3/own-secrets.ts';

/** 500 metrics of a few days come to some 150 KB (API reference, GetMetricData). */
const longestAnswer = 4 * 1024 * 1024;

export interface MetricClientOptions {
  connection: Pick<Connection, 'dualStack' | 'fips'>;
  region: string;
  /** null: AWS's own. */
  endpointUrl: string | null;
  way: Pick<WayToServices, 'credentials' | 'requestHandler'>;
  /** The server's clock minus the local one, ms: requests are signed by it. */
  clockOffsetMs: number;
}

/**
 * The SDK's client for CloudWatch: it knows AWS's endpoints by partition, dual stack and FIPS, and its protocol, which has
 * changed before. It goes the connection's own way (proxy, authorities, time-outs), takes nothing from the environment,
 * sends each request once, and gets of an answer no more than is sensible, without the call's own secrets.
 */
export function createMetricClient(options: MetricClientOptions): CloudWatchClient {
  const { connection, region, endpointUrl, way, clockOffsetMs } = options;
  const client = new CloudWatchClient({
    region,
    ...(endpointUrl === null ? {} : { endpoint: endpointUrl }),
    ignoreConfiguredEndpointUrls: true,
    useDualstackEndpoint: endpointUrl === null && connection.dualStack,
    useFipsEndpoint: endpointUrl === null && connection.fips,
    credentials: way.credentials,
    authSchemePreference: ['sigv4'],
    requestHandler: way.requestHandler,
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'standard',
    disableRequestCompression: true,
    requestMinCompressionSizeBytes: longestAnswer,
    systemClockOffset: clockOffsetMs,
    userAgentAppId: 'loose-parts',
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { response } = result;
      if (!isResponse(response)) return result;
      const { secretAccessKey } = await way.credentials();
      const own = new OwnSecrets({ secretAccessKey, headers: headersOf(args.request) });
      const { bytes, isCut, release } = await readBody(response.body, { most: longestAnswer, announced: null });
      try {
        if (isCut) throw new AnswerTooLong();
        response.body = new TextEncoder().encode(own.without(Buffer.from(bytes).toString('utf8'), { isError: true }));
        for (const [name, value] of Object.entries(response.headers)) {
          response.headers[name] = own.without(value, { isError: true });
        }
        return result;
      } finally {
        release();
      }
    },
    // Next to the wire, so that it runs before the SDK's own deserialiser.
    { step: 'deserialize', priority: 'low', name: 'readAnswersFirst' },
  );
  return client;
}

/** The answer was longer than any that CloudWatch gives. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';
}

interface ReceivedResponse {
  headers: Record<string, string>;
  body: unknown;
}

function isResponse(value: unknown): value is ReceivedResponse {
  return typeof value === 'object' && value !== null && 'headers' in value && 'body' in value;
}

function headersOf(request: unknown): Record<string, string> {
  if (typeof request !== 'object' || request === null || !('headers' in request)) return {};
  const { headers } = request;
  if (typeof headers !== 'object' || headers === null) return {};
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
