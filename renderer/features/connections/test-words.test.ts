import { describe, expect, it } from 'vitest';
import { certificateRemarks, suggestionWords } from './test-words.ts';

describe('suggestionWords', () => {
  it('says what works better', () => {
    expect(suggestionWords({ pathStyle: true })).toBe('It answers with path-style addressing.');
    expect(suggestionWords({ pathStyle: false })).toBe('It answers with virtual-host addressing.');
    expect(suggestionWords({ region: 'eu-west-1' })).toBe('It answers in region eu-west-1.');
    expect(suggestionWords({ pathStyle: true, region: 'x' })).toBe(
      'It answers with path-style addressing in region x.',
    );
  });
  it('is silent where nothing was found', () => {
    expect(suggestionWords({})).toBeNull();
  });
});

describe('certificateRemarks', () => {
  const now = Date.UTC(2026, 10, 25);
  const good = {
    fingerprint256: 'AA:BB',
    subject: 'CN=store',
    issuer: 'CN=authority',
    validFrom: now - 1,
    validTo: now + 1,
    hosts: ['store.example', '*.store.example', '127.0.0.1', '::1'],
    pem: '',
  };
  it.each([
    ['its name', 'https://store.example:9000'],
    ['a name under a wildcard', 'https://bucket.STORE.example'],
    ['an address', 'https://127.0.0.1:1'],
    ['an IPv6 address', 'https://[::1]:1'],
    ['no endpoint', ''],
  ])('nothing stands out for %s', (_, url) => {
    expect(certificateRemarks(good, url, now)).toEqual([]);
  });
  it.each([
    ['another host', 'https://evil.example', 'It is not for evil.example.'],
    ['two labels under a wildcard', 'https://a.b.store.example', 'It is not for a.b.store.example.'],
    ['a host that ends alike', 'https://notstore.example', 'It is not for notstore.example.'],
  ])('says so for %s', (_, url, words) => {
    expect(certificateRemarks(good, url, now)).toEqual([words]);
  });
  it('tells of its dates and of who vouches for it', () => {
    expect(certificateRemarks({ ...good, validTo: now - 1 }, '', now)).toEqual(['It has expired.']);
    expect(certificateRemarks({ ...good, validFrom: now + 1 }, '', now)).toEqual(['It is not valid yet.']);
    expect(certificateRemarks({ ...good, issuer: good.subject }, '', now)[0]).toContain('vouches for itself');
  });
});
