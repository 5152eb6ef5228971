import { describe, expect, it } from 'vitest';
import { completeEndpoint, type EndpointEntry, withoutBucketPath } from './endpoint-entry.ts';

describe('completeEndpoint', () => {
  it.each<[string, EndpointEntry]>([
    ['127.0.0.1:7580', { endpointUrl: 'http://127.0.0.1:7580' }],
    [' localhost:9000/base ', { endpointUrl: 'http://localhost:9000/base' }],
    ['[::1]:9000', { endpointUrl: 'http://[::1]:9000' }],
    ['s3.example.com', { endpointUrl: 'https://s3.example.com' }],
    ['192.168.1.5:9000', { endpointUrl: 'https://192.168.1.5:9000' }],
    // As it is.
    ['', { endpointUrl: '' }],
    ['http://127.0.0.1:9000/base', { endpointUrl: 'http://127.0.0.1:9000/base' }],
    ['https://s3.eu-west-1.amazonaws.com', { endpointUrl: 'https://s3.eu-west-1.amazonaws.com' }],
    ['https://{account ID}.r2.cloudflarestorage.com', { endpointUrl: 'https://{account ID}.r2.cloudflarestorage.com' }],
    ['ftp://x', { endpointUrl: 'ftp://x' }],
    ['two words', { endpointUrl: 'two words' }],
    ['not:a:host', { endpointUrl: 'not:a:host' }],
    // With the bucket in it.
    ['s3://films/2024/', { endpointUrl: '', bucket: 'films' }],
    ['films.s3.eu-west-1.amazonaws.com', { endpointUrl: '', region: 'eu-west-1', bucket: 'films' }],
    ['https://s3.eu-west-1.amazonaws.com/films/a/b', { endpointUrl: '', region: 'eu-west-1', bucket: 'films' }],
    ['https://a.b.s3-us-gov-west-1.amazonaws.com/', { endpointUrl: '', region: 'us-gov-west-1', bucket: 'a.b' }],
    ['https://films.s3.amazonaws.com/', { endpointUrl: '', bucket: 'films' }],
    [
      'https://films.s3.dualstack.eu-west-1.amazonaws.com/a',
      { endpointUrl: 'https://s3.dualstack.eu-west-1.amazonaws.com', region: 'eu-west-1', bucket: 'films' },
    ],
    [
      'https://films--usw2-az1--x-s3.s3express-usw2-az1.us-west-2.amazonaws.com/a',
      { endpointUrl: '', region: 'us-west-2', bucket: 'films--usw2-az1--x-s3' },
    ],
    [
      'https://eu-west-1.console.aws.amazon.com/s3/buckets/films?region=eu-west-1',
      { endpointUrl: '', region: 'eu-west-1', bucket: 'films' },
    ],
  ])('%j is %j', (entered, entry) => expect(completeEndpoint(entered)).toEqual(entry));
});

describe('withoutBucketPath', () => {
  it.each([
    ['http://127.0.0.1:7580/films', { endpointUrl: 'http://127.0.0.1:7580', bucket: 'films' }],
    ['https://s3.example.com/base/films/', { endpointUrl: 'https://s3.example.com/base', bucket: 'films' }],
    ['https://s3.example.com/', null],
    ['films', null],
  ])('%s', (endpointUrl, split) => expect(withoutBucketPath(endpointUrl)).toEqual(split));
});
