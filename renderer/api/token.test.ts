import { expect, it } from 'vitest';
import { takeToken } from './token.ts';

function places(hash: string, stored: Record<string, string> = {}) {
  const addresses: string[] = [];
  return {
    stored,
    addresses,
    location: { hash, pathname: '/', search: '' },
    history: {
      replaceState: (_: unknown, __: string, url?: string | URL | null) => {
        addresses.push(String(url));
      },
    },
    storage: {
      getItem: (key: string) => stored[key] ?? null,
      setItem: (key: string, value: string) => {
        stored[key] = value;
      },
    },
  };
}

it('takes the token out of the fragment, keeps it and clears the address bar', () => {
  const first = places('#token=abc');
  expect(takeToken(first)).toBe('abc');
  expect(first.addresses).toEqual(['/']);
  expect(takeToken(places('', first.stored))).toBe('abc');
});

it('prefers a fresh token to the kept one', () => {
  const again = places('#token=new', { 'loose-parts-token': 'old' });
  expect(takeToken(again)).toBe('new');
  expect(again.stored).toEqual({ 'loose-parts-token': 'new' });
});

it('has none where there is none', () => {
  expect(takeToken(places(''))).toBeNull();
  expect(takeToken(places('#token='))).toBeNull();
});

it('takes none out of the address of a place: links come from anywhere', () => {
  const linked = places('#/connections/c1&token=theirs', { 'loose-parts-token': 'ours' });
  expect(takeToken(linked)).toBe('ours');
  expect(linked.addresses).toEqual([]);
});
