import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { environmentProxy } from './system-proxy.ts';

beforeEach(() => {
  for (const name of ['https_proxy', 'http_proxy', 'all_proxy', 'no_proxy']) {
    vi.stubEnv(name, '');
    vi.stubEnv(name.toUpperCase(), '');
  }
});
afterEach(() => vi.unstubAllEnvs());

it('goes by scheme, then by what is for all', async () => {
  expect(await environmentProxy('https://s3.example.com')).toBeNull();
  vi.stubEnv('HTTPS_PROXY', 'http://me:pw@secure:3128');
  vi.stubEnv('all_proxy', 'http://any:3128');
  expect(await environmentProxy('https://s3.example.com:9000')).toBe('http://me:pw@secure:3128');
  expect(await environmentProxy('http://s3.example.com')).toBe('http://any:3128');
});

it('leaves out what NO_PROXY names', async () => {
  vi.stubEnv('https_proxy', 'proxy.example.com:3128');
  vi.stubEnv('NO_PROXY', 'localhost, .corp.example.com,s3.other.com:9000');
  expect(await environmentProxy('https://s3.corp.example.com')).toBeNull();
  expect(await environmentProxy('https://s3.other.com:9000')).toBeNull();
  expect(await environmentProxy('https://s3.other.com')).toBe('https://proxy.example.com:3128');
});
