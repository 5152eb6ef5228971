import { describe, expect, it } from 'vitest';
import { createClickGuard } from './click-guard.ts';

/** A pointer over a guarded page; null: over nothing that has a name there. */
function page() {
  const guard = createClickGuard();
  return (name: string | null, detail: number, released = name): boolean | null => {
    guard.onDown();
    if (name !== null) guard.pressed(name);
    guard.onClick({ detail });
    return released === null ? null : guard.isMeant({ detail }, released);
  };
}

describe('click guard', () => {
  it('lets single clicks through, wherever they are', () => {
    const click = page();
    expect([click('a', 1), click('b', 1), click('b', 1)]).toEqual([true, true, true]);
  });

  it('lets a double click through where both halves are on the same, and a third one as well', () => {
    const click = page();
    expect([click('a', 1), click('a', 2), click('a', 3)]).toEqual([true, true, true]);
  });

  it('stops the second half of a double click that began elsewhere', () => {
    const click = page();
    expect([click('a', 1), click('all', 2), click('all', 3)]).toEqual([true, false, false]);
    expect([click(null, 1), click('all', 2)]).toEqual([null, false]);
    expect(click('all', 1), 'a click of its own').toBe(true);
    expect([click('all', 1), click(null, 2), click(null, 1), click('all', 2)]).toEqual([true, null, null, false]);
  });

  it('stops a click whose button went down over something else', () => {
    const click = page();
    expect(click('a', 1, 'b')).toBe(false);
    expect(click(null, 1, 'b')).toBe(false);
  });

  it('never stops a key, whatever the pointer did before', () => {
    const guard = createClickGuard();
    guard.onDown();
    guard.pressed('a');
    guard.onClick({ detail: 1 });
    guard.onClick({ detail: 0 });
    expect(guard.isMeant({ detail: 0 }, 'b')).toBe(true);
  });
});
