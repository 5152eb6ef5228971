import { beforeEach, expect, it } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import type { Connection } from '../../../shared/schema/model.ts';
import { exampleConnection } from '../store/s3/testing/recording-server.ts';
import type { RequestHandler } from '../store/transport/transport.ts';
import { createCloudWatch } from './cloudwatch.ts';

/** Where AWS's own CloudWatch is asked: nothing leaves, the hosts alone are noted. */

let hosts: string[];
let regions: Record<string, string>;
let visited: string[];
let saved: number;
beforeEach(() => {
  hosts = [];
  regions = {};
  visited = [];
  saved = 0;
});

const requestHandler: RequestHandler = {
  metadata: { handlerProtocol: 'http/1.1' },
  updateHttpClientConfig() {},
  httpHandlerConfigs: () => ({}),
  handle: async (request: { hostname: string }) => {
    hosts.push(request.hostname);
    const body = new TextEncoder().encode('{"MetricDataResults":[]}');
    return { response: { statusCode: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body } };
  },
};

const cloudWatchOf = (given: Partial<Connection>, scanned: readonly string[] = []) => {
  const connection = exampleConnection(null, { region: 'eu-west-1', cloudWatch: { endpointUrl: null }, ...given });
  return createCloudWatch({
    index: {
      toldSizes: async () => [],
      saveToldSizes: async (_, sizes) => {
        saved += sizes.length;
      },
      forgetToldSizes: async () => {},
      endpointLearned: async () => ({ pathStyle: null, regions }),
      scanState: async (_, bucket) =>
        scanned.includes(bucket)
          ? { status: 'complete', startedAt: 1, pages: 1, uploads: 0, finishedAt: 2 }
          : { status: 'never' },
    },
    serverTime: { clocks: () => ({ local: 1_800_000_000_000, server: null }) },
    connections: {
      get: () => connection,
      setCloudWatch: async () => {},
      wayToServices: async () => ({
        credentials: async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'an-example-secret' }),
        requestHandler,
        close: () => {},
      }),
    },
    visit: async (_, bucket) => {
      visited.push(bucket);
      if (bucket === 'denied') throw new AppError('ACCESS_DENIED', 'No', { bucket });
      if (bucket === 'abroad') regions = { ...regions, abroad: 'sa-east-1' };
    },
  });
};

it('each bucket is asked for in its own region, which the store is asked for where nothing showed it yet', async () => {
  regions = { known: 'ap-south-1' };
  const { sizes, failures } = await cloudWatchOf({}, ['scanned']).read('c', [
    'scanned',
    'known',
    'abroad',
    'at-home',
    'denied',
  ]);
  expect(visited).toEqual(['abroad', 'at-home', 'denied']);
  expect(hosts).toEqual([
    'monitoring.eu-west-1.amazonaws.com',
    'monitoring.ap-south-1.amazonaws.com',
    'monitoring.sa-east-1.amazonaws.com',
  ]);
  expect(sizes.map(({ bucket, region }) => [bucket, region])).toEqual([
    ['scanned', 'eu-west-1'],
    ['at-home', 'eu-west-1'],
    ['known', 'ap-south-1'],
    ['abroad', 'sa-east-1'],
  ]);
  expect(failures).toMatchObject([{ bucket: 'denied', error: { code: 'ACCESS_DENIED' } }]);
  expect(saved).toBe(4);
});

it.each([
  [{ region: 'cn-north-1' }, 'monitoring.cn-north-1.amazonaws.com.cn'],
  [{ region: 'us-gov-west-1' }, 'monitoring.us-gov-west-1.amazonaws.com'],
  [{ region: 'us-east-1', fips: true }, 'monitoring-fips.us-east-1.amazonaws.com'],
  [{ region: 'us-east-1', dualStack: true }, 'monitoring.us-east-1.api.aws'],
  // The connection's endpoint may be one of AWS's own, such as a VPC's.
  [{ endpointUrl: 'https://bucket.vpce-1.s3.eu-west-1.vpce.amazonaws.com' }, 'monitoring.eu-west-1.amazonaws.com'],
])('its host is AWS’s of the partition: %o', async (given, host) => {
  await cloudWatchOf(given, ['scanned']).read('c', ['scanned']);
  expect(hosts).toEqual([host]);
});

it('nothing of the environment leads it elsewhere', async () => {
  const { AWS_ENDPOINT_URL: before } = process.env;
  process.env.AWS_ENDPOINT_URL = 'http://elsewhere.example';
  try {
    await cloudWatchOf({}, ['scanned']).read('c', ['scanned']);
  } finally {
    if (before === undefined) delete process.env.AWS_ENDPOINT_URL;
    else process.env.AWS_ENDPOINT_URL = before;
  }
  expect(hosts).toEqual(['monitoring.eu-west-1.amazonaws.com']);
});
