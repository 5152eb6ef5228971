import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../../shared/schema/model.ts';
import { endpointHost, requireUsableEndpoint } from './endpoint-host.ts';
import { createS3Store } from './s3-store.ts';
import { exampleConnection } from './testing/recording-server.ts';

const noUploads =
  '<ListMultipartUploadsResult><Bucket>b</Bucket><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>';

/** As AWS documents them: docs.aws.amazon.com/general/latest/gr/s3.html, and the user guides for China and GovCloud. */
const aws: [region: string, dualStack: boolean, fips: boolean, host: string][] = [
  ['us-east-1', false, false, 's3.us-east-1.amazonaws.com'],
  ['eu-west-1', false, false, 's3.eu-west-1.amazonaws.com'],
  ['eu-west-1', true, false, 's3.dualstack.eu-west-1.amazonaws.com'],
  ['us-east-1', false, true, 's3-fips.us-east-1.amazonaws.com'],
  ['us-east-1', true, true, 's3-fips.dualstack.us-east-1.amazonaws.com'],
  ['us-gov-west-1', false, false, 's3.us-gov-west-1.amazonaws.com'],
  ['us-gov-west-1', true, false, 's3.dualstack.us-gov-west-1.amazonaws.com'],
  ['us-gov-east-1', false, true, 's3-fips.us-gov-east-1.amazonaws.com'],
  ['us-gov-east-1', true, true, 's3-fips.dualstack.us-gov-east-1.amazonaws.com'],
  ['cn-north-1', false, false, 's3.cn-north-1.amazonaws.com.cn'],
  ['cn-northwest-1', true, false, 's3.dualstack.cn-northwest-1.amazonaws.com.cn'],
];

describe('AWS', () => {
  it.each(aws)('%s, dual-stack %s, FIPS %s is %s', async (region, dualStack, fips, host) => {
    const sent: { hostname: string; path: string; headers: Record<string, string> }[] = [];
    const connection = (pathStyle: boolean): Connection =>
      exampleConnection(null, { region, dualStack, fips, pathStyle });
    for (const pathStyle of [false, true]) {
      const store = createS3Store(
        connection(pathStyle),
        async () => ({ accessKeyId: 'A', secretAccessKey: 'hosted-secret-key' }),
        {
          now: Date.now,
          requestHandler: {
            handle: async (request: (typeof sent)[number]) => {
              sent.push(request);
              return { response: { statusCode: 200, headers: {}, body: new TextEncoder().encode(noUploads) } };
            },
          },
        },
      );
      await store.listUploads({ bucket: 'media' });
      expect(store.endpoint).toBe(host);
    }
    expect(sent.map(({ hostname, path }) => [hostname, path])).toEqual([
      [`media.${host}`, '/'],
      [host, '/media/'],
    ]);
    expect(sent[0]?.headers).toMatchObject({ host: `media.${host}` });
    expect(sent[0]?.headers.authorization).toContain(`/${region}/s3/aws4_request`);
    expect(() => requireUsableEndpoint(connection(false))).not.toThrow();
  });

  it.each([
    ['cn-north-1', { fips: true }, /no such endpoint in the region cn-north-1 \(.*FIPS/],
    ['no region', {}, /letters, digits and hyphens/],
    ['us-east-1.evil.example', {}, /letters, digits and hyphens/],
  ])('has none in %s with %j', (region, changes, words) => {
    expect(() => requireUsableEndpoint(exampleConnection(null, { region, ...changes }))).toThrow(words);
  });
});

it.each([
  ['https://s3.example.com', 's3.example.com'],
  ['https://s3.example.com:443/base', 's3.example.com'],
  ['http://[::1]:9000', '[::1]:9000'],
  ['https://bücher.example', 'xn--bcher-kva.example'],
])('a custom endpoint is its host and port: %s', (endpointUrl, host) => {
  expect(endpointHost(exampleConnection(endpointUrl), 'r')).toBe(host);
});

it.each([
  [{ dualStack: true }, 'dualStack', /Dual-stack endpoints are AWS’s/],
  [{ fips: true }, 'fips', /FIPS endpoints are AWS’s/],
  [{ endpointUrl: 'https://me:pw@s3.example.com' }, 'endpointUrl', /no user name, password or query/],
  [{ endpointUrl: 'https://s3.example.com/?x=1' }, 'endpointUrl', /no user name, password or query/],
  [{ endpointUrl: 'https://s3.example.com:0' }, 'endpointUrl', /Port 0/],
])('a custom endpoint with %j is refused in words', (changes, path, words) => {
  const connection = exampleConnection('https://s3.example.com', changes);
  expect(() => requireUsableEndpoint(connection)).toThrow(words);
  expect(() => requireUsableEndpoint(connection)).toThrow(
    expect.objectContaining({
      code: 'INVALID_INPUT',
      details: expect.objectContaining({ issues: [expect.objectContaining({ path })] }),
    }),
  );
});
