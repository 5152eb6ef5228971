import { describe, expect, it } from 'vitest';
import { unknownTime } from '../../../../shared/format/time.ts';
import type { ListingSeen, PartsSeen, PlanItem } from '../../../../shared/schema/model.ts';
import { isBegunOtherwise, isTimeOfParts, whatChanged, whyActive } from './changed.ts';
import type { ItemContext } from './machine-state.ts';
import { absent, day, gone, context as planContext, planned, present, t0 } from './testing/example-item.ts';

const now = t0;
const context = (more: Partial<ItemContext> = {}, of: Partial<PlanItem> = {}): ItemContext => ({
  ...planContext,
  planned: { ...planned, ...of },
  ...more,
});
type Present = Extract<PartsSeen, { outcome: 'present' }>;
const times: Parameters<typeof whatChanged>[2] = { endedAt: now, serverTime: now };
const listed = (initiatedAt: number): ListingSeen => ({ outcome: 'listed', initiatedAt });

describe('what changed since a plan that knows its parts', () => {
  it.each<[string, Partial<Present>, ReturnType<typeof whatChanged>]>([
    ['nothing', {}, null],
    ['fewer parts: somebody else aborts it too', { parts: 2, bytes: 200, newestPartAt: null }, null],
    ['a newer part', { newestPartAt: planned.activityAt + 1 }, { why: 'newer part' }],
    ['an older newest part', { newestPartAt: planned.activityAt - 1 }, null],
    ['one part more', { parts: 4, newestPartAt: null }, { why: 'more parts', parts: 4, planned: 3 }],
    ['one byte more', { bytes: 301 }, { why: 'more bytes' }],
    ['as many parts, and one byte less', { bytes: 299 }, { why: 'parts replaced' }],
    ['sizes that cannot be read', { bytes: null }, { why: 'sizes unreadable' }],
  ])('%s', (_, more, reason) => {
    expect(whatChanged(context(), present(more), times)).toEqual(reason);
  });
});

describe('what changed where every time is the same false one', () => {
  const then = Date.UTC(2007, 0, 1);
  const of = { initiatedAt: then, activityAt: then };
  const changed = (plannedSet: string | undefined, seen: Partial<Present>, more: Partial<ItemContext> = {}) =>
    whatChanged(
      context(more, { ...of, ...(plannedSet !== undefined && { partSet: plannedSet }) }),
      present({ newestPartAt: then, ...seen }),
      times,
    );

  it('is a part in the place of another one, of the same size', () => {
    expect(changed('set a', { partSet: 'set b' })).toEqual({ why: 'parts replaced' });
    expect(changed('set a', { partSet: 'set b' }, { confirmed: true })).toEqual({ why: 'parts replaced' });
    expect(changed('set a', { partSet: 'set a' })).toBeNull();
  });

  it('is told by the sums where they tell more', () => {
    expect(changed('set a', { parts: 4, partSet: 'set b' })).toEqual({ why: 'more parts', parts: 4, planned: 3 });
    expect(changed('set a', { bytes: 301, partSet: 'set b' })).toEqual({ why: 'more bytes' });
  });

  it.each<[string, string | undefined, string | undefined, number, ReturnType<typeof whatChanged>]>([
    ['they are the very same', 'set a', 'set a', unknownTime, null],
    ['they are others', 'set a', 'set b', unknownTime, { why: 'parts replaced' }],
    ['they were not known when they were planned', undefined, 'set a', unknownTime, { why: 'newer part' }],
    ['they are not known now', 'set a', undefined, unknownTime, { why: 'newer part' }],
    ['the plan’s time could be', 'set a', 'set a', then - 1, { why: 'newer part' }],
  ])('is no part’s time where the plan believed none, but the parts: %s', (_, before, now, activityAt, reason) => {
    const set = (partSet: string | undefined) => (partSet === undefined ? {} : { partSet });
    const plannedSo = context({}, { ...of, activityAt, ...set(before) });
    expect(whatChanged(plannedSo, present({ newestPartAt: then, ...set(now) }), times)).toEqual(reason);
  });

  it('is nothing where one of the two sets is not known, or where somebody else has begun to abort', () => {
    expect(changed(undefined, { partSet: 'set b' })).toBeNull();
    expect(changed('set a', {})).toBeNull();
    expect(changed('set a', { parts: 2, bytes: 200, partSet: 'set b' })).toBeNull();
  });
});

describe.each<[string, Partial<PlanItem>]>([
  ['of no size', { parts: null, bytes: null }],
  ['of parts without a size', { bytes: null }],
  ['of bytes without parts', { parts: null }],
])('what changed since a plan %s', (_, of) => {
  const { plannedAt } = context();
  const changed = (newestPartAt: number | null, look = times) =>
    whatChanged(context({}, of), present({ parts: 9, bytes: 900, newestPartAt }), look);

  it('is a part that is newer than the plan, by more than the second of a clock', () => {
    expect([changed(plannedAt), changed(plannedAt + 1000)]).toEqual([null, null]);
    expect(changed(plannedAt + 1001)).toEqual({ why: 'newer part' });
    expect(changed(null)).toBeNull();
  });

  it('is judged by the clock that parts go by', () => {
    const hour = 3_600_000;
    const ahead = { endedAt: now, serverTime: now + hour };
    expect([changed(plannedAt + hour + 1000, ahead), changed(plannedAt + hour + 1001, ahead)]).toEqual([
      null,
      { why: 'newer part' },
    ]);
    const untold = { endedAt: now, serverTime: null };
    expect([changed(plannedAt + 1000, untold), changed(plannedAt + 1001, untold)]).toEqual([
      null,
      { why: 'newer part' },
    ]);
  });
});

describe('why an upload may be in use', () => {
  const active = (
    parts: PartsSeen,
    listing: ListingSeen,
    more: Partial<ItemContext> = {},
    of: Partial<PlanItem> = {},
  ) => whyActive(context(more, of), { parts, listing }, times);
  const recent = now - 60_000;

  it('is not asked where a person confirmed it', () => {
    expect(active(present({ newestPartAt: recent }), absent, { confirmed: true })).toBeNull();
    expect(active(present({ newestPartAt: recent }), absent)).toEqual({ why: 'active', by: 'newest part' });
  });

  it('is its newest part, or its beginning where that is what counts', () => {
    expect(active(present(), listed(planned.initiatedAt))).toBeNull();
    expect(active({ outcome: 'none' }, listed(recent))).toEqual({ why: 'active', by: 'initiation' });
    expect(active({ outcome: 'none' }, listed(planned.initiatedAt))).toBeNull();
    // Parts that are older than the upload tell less than its beginning.
    expect(active(present({ newestPartAt: recent - day * 9 }), listed(recent))).toEqual(
      expect.objectContaining({ why: 'active' }),
    );
  });

  it('goes by the plan’s beginning where the listing does not show it', () => {
    expect(active(gone, absent)).toBeNull();
    expect(active(gone, absent, {}, { initiatedAt: recent })).toEqual({ why: 'active', by: 'initiation' });
    expect(active(gone, listed(planned.initiatedAt), {}, { initiatedAt: recent })).toBeNull();
  });

  it('is an age that nobody knows, and says which time is missing', () => {
    expect(active(present({ newestPartAt: null }), listed(planned.initiatedAt))).toEqual({
      why: 'age unknown',
      missing: 'part times',
    });
    expect(active({ outcome: 'none' }, listed(unknownTime))).toEqual({
      why: 'age unknown',
      missing: 'initiation time',
    });
  });
});

describe('an upload of another beginning', () => {
  it.each<[string, ListingSeen, number, boolean]>([
    ['by a second', listed(now + 1000), now, true],
    ['by a second the other way', listed(now - 1000), now, true],
    ['by less, which may be precision', listed(now + 999), now, false],
    ['that is not listed', { outcome: 'absent' }, now, false],
    ['whose listed time is unknown', listed(unknownTime), now, false],
    ['whose planned time is unknown', listed(now), unknownTime, false],
  ])('%s', (_, listing, initiatedAt, expected) => {
    expect(isBegunOtherwise(listing, initiatedAt)).toBe(expected);
  });
});

describe('a beginning that is the time of the newest part', () => {
  const plannedAt = now - 9 * day;
  it.each<[string, Partial<PlanItem>, PartsSeen, ListingSeen, boolean]>([
    ['at the plan and now', {}, present({ newestPartAt: now }), listed(now), true],
    ['but for what precision takes', {}, present({ newestPartAt: now }), listed(now - 999), true],
    ['but for the folder’s own slowness', {}, present({ newestPartAt: now }), listed(now + 5000), true],
    ['not now', {}, present({ newestPartAt: now }), listed(now - 1000), false],
    ['not at the plan', { activityAt: plannedAt + 1000 }, present({ newestPartAt: now }), listed(now), false],
    [
      'at the plan, but for precision',
      { activityAt: plannedAt + 999 },
      present({ newestPartAt: now }),
      listed(now),
      true,
    ],
    ['as far as nobody knows', {}, present({ newestPartAt: null }), listed(now), false],
    ['as far as nobody sees its parts', {}, { outcome: 'none' }, listed(now), false],
    ['as far as it is not listed', {}, present({ newestPartAt: now }), { outcome: 'absent' }, false],
  ])('%s', (_, of, parts, listing, expected) => {
    expect(
      isTimeOfParts({ ...planned, initiatedAt: plannedAt, activityAt: plannedAt, ...of }, { parts, listing }),
    ).toBe(expected);
  });
});
