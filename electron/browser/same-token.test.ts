import { timingSafeEqual } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { sameToken } from './request-guard.ts';

vi.mock('node:crypto', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:crypto')>();
  return { ...original, timingSafeEqual: vi.fn(original.timingSafeEqual) };
});
const compare = vi.mocked(timingSafeEqual);
afterEach(() => compare.mockClear());

const token = 'a-token-of-this-test-0123456789';

// How long a comparison takes cannot be measured reliably; that it is the one whose time tells nothing can be seen.
test.each([token, '', 'a', `${token}0`, token.replace('a', 'b'), token.slice(0, -1)])(
  'a token is compared with %j in a time that tells nothing, whatever their lengths',
  (given) => {
    expect(sameToken(given, token)).toBe(given === token);
    expect(compare).toHaveBeenCalledTimes(1);
    for (const side of compare.mock.calls[0] ?? []) expect(side.byteLength).toBe(32);
  },
);

test('what the comparison says is what counts', () => {
  compare.mockReturnValueOnce(false);
  expect(sameToken(token, token)).toBe(false);
});
