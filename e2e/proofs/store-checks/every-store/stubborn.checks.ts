import { describe, expect, test } from 'vitest';
import { type LateFate, lateFateOf } from '../late-part.ts';
import { serverUnderTest, startedStore } from '../started.ts';

describe('a part that ends after the abort', () => {
  let found: LateFate | null = null;
  const fate = (): LateFate => {
    if (!found) throw new Error('Its clean-up did not end.');
    return found;
  };

  test('is cleaned up after', { timeout: 150_000 }, async () => {
    found = await lateFateOf(startedStore(), 'stubborn');
    expect(found.told).not.toBe('not planned');
  });

  // Whatever a store does, and whatever is written down of it.
  test('leaves nothing where the app says clear, neither parts nor an object to be made of them', () => {
    const { told, left, completion } = fate();
    const isGone = !left.listed && /^(404 NoSuch(Upload|Key)|200 with 0 parts)$/.test(left.parts);
    expect({ told, isGone }).toEqual({ told, isGone: told === 'clear' });
    expect(left.object).toBe(false);
    expect(completion).not.toMatch(/^2/);
  });

  test('ends as is written down of the store', () => {
    const { left: _, ...told } = fate();
    expect(told).toEqual(serverUnderTest().habits.latePart);
  });
});
