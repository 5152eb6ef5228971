import type { S3Client } from '@aws-sdk/client-s3';
import { withBytes } from '../key-bytes.ts';

/**
 * What the SDK does to every request and never matters to ours; it takes a quarter of what a call costs.
 * Requests are not retried (that is decided above, and leaves evidence), have no body whose length or checksum matters but
 * a complete's, and follow no redirect by themselves.
 */
const idle = [
  'loggerMiddleware',
  'recursionDetectionMiddleware',
  'addExpectContinueMiddleware',
  'regionRedirectMiddleware',
  'regionRedirectEndpointMiddleware',
  'getUserAgentMiddleware',
];

/**
 * Takes out of a client's middleware what has nothing to do here.
 *
 * @param isCustom a custom endpoint: there are no directory buckets, and no sessions for them
 */
export function leaveOutIdleMiddleware(client: S3Client, isCustom: boolean): void {
  const stack = client.middlewareStack;
  for (const name of idle) stack.remove(name);
  if (isCustom) stack.remove('s3ExpressMiddleware');
  // By its name, because the signing is placed after it. Which calls are tried again is decided above.
  stack.add((next) => next, {
    step: 'finalizeRequest',
    priority: 'high',
    name: 'retryMiddleware',
    override: true,
  });
  stack.add(
    (next) => async (args) => {
      const { request } = args;
      if (hasHeaders(request)) request.headers['user-agent'] = userAgent;
      if (hasPath(request)) request.path = withBytes(request.path);
      // For the SDK's own statistics; Google's XML API, among others, refuses what it does not know.
      if (hasQuery(request)) delete request.query['x-id'];
      return next(args);
    },
    { step: 'build', priority: 'low', name: 'userAgentAndBytes' },
  );
}

/** Stores log it: an operator finds our calls by it. */
export const userAgent = 'loose-parts aws-sdk-js/3';

function hasPath(value: unknown): value is { path: string } {
  return typeof value === 'object' && value !== null && 'path' in value && typeof value.path === 'string';
}

function hasQuery(value: unknown): value is { query: Record<string, unknown> } {
  return typeof value === 'object' && value !== null && 'query' in value && typeof value.query === 'object';
}

function hasHeaders(value: unknown): value is { headers: Record<string, string> } {
  return typeof value === 'object' && value !== null && 'headers' in value && typeof value.headers === 'object';
}
