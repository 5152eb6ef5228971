import { describe, expect, it } from 'vitest';
import { PagingGuard } from './paging-guard.ts';

const details = { operation: 'ListMultipartUploads', bucket: 'b' } as const;
const failure = (code: string, message?: string) =>
  expect.objectContaining({
    code,
    details: expect.objectContaining(details),
    ...(message === undefined ? {} : { message }),
  });

describe('a walk goes on', () => {
  it('from one place to the next, each a new one', () => {
    const guard = new PagingGuard(details);
    for (const markers of [['a', 'u'], ['a', 'v'], ['b', null], ['', 'w'], ['b', ''], ['c']] as const) {
      expect(() => guard.goingOn(markers, 1)).not.toThrow();
    }
  });

  it.each<[string, readonly [string | null, ...(string | null)[]]]>([
    ['no first marker', [null, 'u']],
    ['no marker at all', [null]],
    ['two empty ones', ['', '']],
    ['an empty one and none', ['', null]],
    ['an empty one', ['']],
  ])('not with %s', (_, markers) => {
    expect(() => new PagingGuard(details).goingOn(markers, 1)).toThrow(failure('PAGING_MARKER_MISSING'));
  });

  it('not to a place that was read, however long ago', () => {
    const guard = new PagingGuard(details);
    guard.goingOn(['a', 'u'], 1);
    for (let at = 0; at < 50; at++) guard.goingOn([`k${at}`, null], 1);
    expect(() => guard.goingOn(['a', 'u'], 1)).toThrow(failure('PAGING_MARKER_REPEATED'));
    // The same texts at other places are another one.
    expect(() => guard.goingOn(['u', 'a'], 1)).not.toThrow();
    expect(() => guard.goingOn(['au', ''], 1)).not.toThrow();
  });
});

describe('a walk ends', () => {
  it('after pages in a row that add nothing', () => {
    const guard = new PagingGuard(details, { emptyPages: 3 });
    guard.goingOn(['a'], 0);
    guard.goingOn(['b'], 0);
    guard.goingOn(['c'], 1);
    guard.goingOn(['d'], 0);
    guard.goingOn(['e'], 0);
    expect(() => guard.goingOn(['f'], 0)).toThrow(
      failure('LISTING_ENDLESS', '3 pages in a row add nothing, and say that more follow.'),
    );
  });

  it('after as many pages as it may have', () => {
    const guard = new PagingGuard(details, { pages: 3 });
    guard.goingOn(['a'], 1);
    guard.goingOn(['b'], 1);
    expect(() => guard.goingOn(['c'], 1)).toThrow(failure('LISTING_ENDLESS', 'After 3 pages more are to follow.'));
  });

  it('after a thousand empty pages, or ten thousand pages, where nothing else is said', () => {
    const empty = new PagingGuard(details);
    for (let at = 1; at < 1000; at++) empty.goingOn([`${at}`], 0);
    expect(() => empty.goingOn(['last'], 0)).toThrow(failure('LISTING_ENDLESS'));
    const full = new PagingGuard(details);
    for (let at = 1; at < 10_000; at++) full.goingOn([`${at}`], 1);
    expect(() => full.goingOn(['last'], 1)).toThrow(failure('LISTING_ENDLESS'));
  });
});
