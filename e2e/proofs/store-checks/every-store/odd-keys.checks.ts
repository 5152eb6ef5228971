import { describe, expect, test } from 'vitest';
import { type Fates, falselyClear, otherwise, writtenDown } from '../fate.ts';
import { fatesOf } from '../odd-key-fates.ts';
import { oddKeys, unwritableKeys } from '../odd-keys.ts';
import { serverUnderTest, startedStore } from '../started.ts';

/** A store whose looks all fail slows the app down. */
const timeoutMs = 300_000;

describe.each([
  { kind: 'odd keys', bucket: 'odd-keys', keys: oddKeys, written: 'oddKeys' },
  { kind: 'keys that XML cannot hold', bucket: 'unwritable-keys', keys: unwritableKeys, written: 'unwritableKeys' },
] as const)('$kind', ({ bucket, keys, written }) => {
  let fates: Fates | null = null;
  const known = (): Fates => {
    if (!fates) throw new Error('Their clean-up did not end.');
    return fates;
  };

  test('are scanned and cleaned up', { timeout: timeoutMs }, async () => {
    fates = await fatesOf(startedStore(), bucket, keys);
    expect(Object.keys(fates).toSorted()).toEqual(Object.keys(keys).toSorted());
  });

  // Whatever a store does, and whatever is written down of it.
  test('are never clear while another client still sees them', () => {
    expect(falselyClear(known())).toEqual([]);
  });

  test('end as is written down of the store, all others clear', () => {
    expect(otherwise(known())).toEqual(writtenDown(serverUnderTest().habits[written], Object.keys(keys)));
  });
});
