import { describe, expect, it } from 'vitest';
import type { SearchSeen } from '../../../../shared/schema/model.ts';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import { initialState, type MachineState } from './machine-state.ts';
import { afterSearch, search, whenGone } from './proving-absence.ts';
import { contextOf, day, lookAt, planned, quiet, listed as seenListed, t0 } from './testing/example-item.ts';

const context = contextOf('a+b');
const unmet = (more: Partial<MachineState> = {}): MachineState => ({ ...initialState(context.planned), ...more });
const met = (more: Partial<MachineState> = {}) => unmet({ hadParts: true, ...more });

const listed = { listing: seenListed };

describe('an upload that is listed though gone', () => {
  const last = { goneButListed: 4 };
  it.each([
    ['is a ghost where its key is plain', 'plain', unmet(last), 'ghost'],
    ['is a ghost where parts of it were seen', 'a+b', met(last), 'ghost'],
    ['is a ghost where the store answered for its plain key', 'plain', unmet({ ...last, wasAnswered: true }), 'ghost'],
    ['is unreachable where a 200 is all that was met', 'a+b', unmet({ ...last, wasAnswered: true }), 'unreachable'],
    ['is unreachable where its spelling is in doubt, and nothing was met under it', 'a+b', unmet(last), 'unreachable'],
  ])('%s', (_, key, state, verdict) => {
    expect(whenGone(contextOf(key), state, lookAt(t0, listed)).verdict).toBe(verdict);
  });

  it('gives up where the deadline has passed and its looks are used up, and looks on until then', () => {
    const ended = whenGone(context, met({ looksAfterDeadline: 8 }), lookAt(t0, listed, true));
    expect([ended.verdict, ended.wish.kind]).toEqual(['gave up', 'done']);
    const granted = whenGone(context, met({ looksAfterDeadline: 7 }), lookAt(t0, listed, true));
    expect([granted.verdict, granted.wish.kind]).toEqual(['clearing', 'wait']);
    const inTime = whenGone(context, met({ looksAfterDeadline: 8 }), lookAt(t0, listed));
    expect([inTime.verdict, inTime.wish.kind]).toEqual(['clearing', 'wait']);
  });

  it('takes back a clean look from before', () => {
    const clean = whenGone(context, met(), lookAt(t0));
    expect(clean.firstClean).not.toBeNull();
    expect(whenGone(context, clean, lookAt(t0 + quiet, listed)).firstClean).toBeNull();
  });
});

describe('two clean looks of an upload that was met', () => {
  it('may follow each other at once where there is no quiet interval', () => {
    const eager = { ...context, quietIntervalMs: 0 };
    const first = whenGone(eager, met({ aborts: 1 }), lookAt(t0));
    // The second begins in the very millisecond in which the first ended.
    const second = whenGone(eager, first, lookAt(t0 + 50));
    expect([second.verdict, second.wish.kind]).toEqual(['clear', 'done']);
  });

  it('say whether what is left was seen after an abort of ours', () => {
    for (const aborts of [0, 1]) {
      const first = whenGone(context, met({ aborts }), lookAt(t0));
      expect(first).toMatchObject({ verdict: 'clearing', wish: { kind: 'wait', floorMs: quiet } });
      const second = whenGone(context, first, lookAt(t0 + 50 + quiet));
      expect(second).toMatchObject({
        verdict: 'clear',
        reason: { why: 'two clean looks', beforeAbort: aborts === 0, searched: false },
        left: { parts: 0, bytes: 0 },
        seenSinceAbort: aborts > 0,
      });
    }
  });
});

describe('a search of the whole listing, where nothing was ever met', () => {
  const absent: SearchSeen = { outcome: 'absent', uploads: 7 };
  const found = (key: string, initiatedAt = planned.initiatedAt): SearchSeen => ({
    outcome: 'found',
    key,
    initiatedAt,
  });
  const failed = (code: ErrorCode, retryAfterMs?: number): SearchSeen => ({
    outcome: 'failed',
    error: { code, message: '', details: retryAfterMs === undefined ? {} : { retryAfterMs } },
  });

  const refused: SearchSeen = {
    outcome: 'failed',
    error: { code: 'STORE_REFUSED', message: '', details: { httpStatus: 501, storeCode: 'NotImplemented' } },
  };

  /** A look at a time, and the search that it wishes, begun a while later. */
  function searched(
    before: MachineState,
    startedAt: number,
    seen: SearchSeen,
    { late = false, searchAt = startedAt + 50, product = null as boolean | null } = {},
  ): MachineState {
    const wishing =
      product === null
        ? whenGone(context, before, lookAt(startedAt, {}, late))
        : search(before, lookAt(startedAt, {}, late), product);
    expect(wishing.wish.kind).toBe('search');
    return afterSearch(context, wishing, {
      type: 'searched',
      seen,
      late,
      startedAt: searchAt,
      endedAt: searchAt + 100,
      serverStart: searchAt,
      serverEnd: searchAt + 100,
    });
  }

  it('proves absence only twice, the quiet interval apart, looks and searches each', () => {
    const first = searched(unmet(), t0, absent);
    expect(first).toMatchObject({ verdict: 'clearing', reason: { why: 'one clean look' } });
    const second = searched(first, t0 + quiet + 200, absent);
    expect(second).toMatchObject({
      verdict: 'clear',
      reason: { why: 'two clean looks', beforeAbort: true, searched: true },
    });
  });

  it('is waited for where the looks are far enough apart and the searches are not', () => {
    // The first search took long: it ended ten seconds before the second began.
    const first = searched(unmet(), t0, absent, { searchAt: t0 + quiet });
    const second = searched(first, t0 + quiet + 10_000, absent, { searchAt: t0 + quiet + 10_100 });
    expect(second.verdict).toBe('clearing');
    expect(second.wish).toMatchObject({ kind: 'wait', floorMs: quiet - 10_000 });
    const third = searched(second, t0 + 2 * quiet + 200, absent, { searchAt: t0 + 2 * quiet + 300 });
    expect(third.verdict).toBe('clear');
  });

  it('is waited for where the searches are far enough apart and the looks are not', () => {
    const first = searched(unmet(), t0, absent, { searchAt: t0 + 50 });
    const second = searched(first, t0 + 20_050, absent, { searchAt: t0 + 60_000 });
    expect(second.wish).toMatchObject({ kind: 'wait', floorMs: quiet - 20_000 });
  });

  it('begins the proof anew where the clean look before it went without one', () => {
    const clean = whenGone(context, met(), lookAt(t0));
    const next = searched({ ...clean, hadParts: false }, t0 + 2 * quiet, absent);
    expect(next).toMatchObject({ verdict: 'clearing', wish: { kind: 'wait', floorMs: quiet } });
    expect(next.firstClean?.search).not.toBeNull();
  });

  it('that finds it under its key or another ends it, and what was clean before counts no more', () => {
    for (const key of ['a+b', 'a b']) {
      const ended = searched(searched(unmet(), t0, absent), t0 + 2 * quiet, found(key));
      expect(ended).toMatchObject({
        verdict: 'unreachable',
        reason: { why: 'listed, not found', key, planned: key === 'a+b' },
        firstClean: null,
        left: null,
        wish: { kind: 'done' },
      });
    }
  });

  it('takes what has its ID, another key and another beginning for another upload', () => {
    expect(searched(unmet(), t0, found('other', planned.initiatedAt + 1000)).verdict).toBe('clearing');
    expect(searched(unmet(), t0, found('other', planned.initiatedAt + 999)).verdict).toBe('unreachable');
    // Under the very key it is this one, whatever its time.
    expect(searched(unmet(), t0, found('a+b', planned.initiatedAt + day)).verdict).toBe('unreachable');
  });

  it('may fail twice, each time waiting longer, and then the listing cannot be searched', () => {
    const once = searched(unmet(), t0, failed('TIMEOUT'));
    expect(once).toMatchObject({ failedSearches: 1, wish: { kind: 'wait', action: 'look', purpose: 'after' } });
    const twice = searched(once, t0 + quiet, failed('SLOW_DOWN', 120_000));
    expect(twice).toMatchObject({ failedSearches: 2, wish: { kind: 'wait', floorMs: 120_000 } });
    const thrice = searched(twice, t0 + 2 * quiet, failed('TIMEOUT'));
    expect(thrice).toMatchObject({
      verdict: 'unreachable',
      reason: { why: 'listing failed', code: 'TIMEOUT' },
      failedSearches: 0,
    });
    // One that succeeded in between starts the count over.
    expect(searched(twice, t0 + 2 * quiet, absent)).toMatchObject({ verdict: 'clearing', failedSearches: 0 });
  });

  it('that is refused for good is not tried again', () => {
    const ended = searched(unmet(), t0, refused);
    expect([ended.wish.kind, ended.verdict]).toEqual(['done', 'unreachable']);
  });

  it('finds nothing where an object stands that may be its product: completed', () => {
    for (const plain of [true, false]) {
      expect(searched(unmet(), t0, absent, { product: plain })).toMatchObject({
        verdict: 'completed',
        reason: { why: 'object written', plain },
      });
    }
    expect(searched(unmet(), t0, found('a+b'), { product: true }).verdict).toBe('unreachable');
  });

  it('that nobody wished changes nothing', () => {
    const state = met();
    const seen = { type: 'searched', seen: absent, late: false } as const;
    expect(afterSearch(context, state, { ...seen, startedAt: 0, endedAt: 0, serverStart: null, serverEnd: null })).toBe(
      state,
    );
  });
});
