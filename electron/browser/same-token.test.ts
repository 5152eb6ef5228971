import { beforeEach, expect, test, vi } from 'vitest';

const spy = vi.hoisted(() => {
  const sides: NodeJS.ArrayBufferView[][] = [];
  return { sides, said: null as boolean | null };
});
vi.mock('node:crypto', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:crypto')>();
  const timingSafeEqual: typeof original.timingSafeEqual = (a, b) => {
    spy.sides.push([a, b]);
    return spy.said ?? original.timingSafeEqual(a, b);
  };
  return { ...original, timingSafeEqual };
});
// The set-up of the tests may have loaded it before, with the real comparison.
vi.resetModules();
const { sameToken } = await import('./request-guard.ts');

beforeEach(() => {
  spy.sides.length = 0;
  spy.said = null;
});

const token = 'a-token-of-this-test-0123456789';

// How long a comparison takes cannot be measured reliably; that it is the one whose time tells nothing can be seen.
test.each([token, '', 'a', `${token}0`, token.replace('a', 'b'), token.slice(0, -1)])(
  'a token is compared with %j in a time that tells nothing, whatever their lengths',
  (given) => {
    expect(sameToken(given, token)).toBe(given === token);
    expect(spy.sides).toHaveLength(1);
    for (const side of spy.sides[0] ?? []) expect(side.byteLength).toBe(32);
  },
);

test('what the comparison says is what counts', () => {
  spy.said = false;
  expect(sameToken(token, token)).toBe(false);
});
