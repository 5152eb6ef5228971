import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type UploadFilter, uploadFilterSchema, uploadSortSchema } from '../../../shared/schema/model.ts';
import { groupingSchema } from '../../../shared/schema/upload-groups.ts';
import { lifecycleDates } from '../../../shared/values/lifecycle-kinds.ts';
import { uploadStates } from '../../../shared/values/upload-states.ts';
import { createBucketViews } from './bucket-view.ts';
import { isGrouping, isUploadFilter, isUploadSort } from './kept-filter.ts';
import { selected } from './ranges.ts';
import { allSelected } from './selection.ts';

const at = { connectionId: 'c', bucket: 'b' };
const time = fc.integer();
const bytes = fc.nat();
const textOrNone = fc.option(fc.string({ maxLength: 40 }));
const conditions = {
  text: fc.string({ maxLength: 40 }),
  initiatedBefore: time,
  initiatedAfter: time,
  activity: fc.constantFrom('active' as const, 'stale' as const),
  keyPrefix: fc.string({ maxLength: 40 }),
  keyDirect: fc.constant(true as const),
  minBytes: bytes,
  maxBytes: bytes,
  storageClass: textOrNone,
  initiator: textOrNone,
  state: fc.constantFrom(...uploadStates),
  lifecycle: fc.constantFrom(...lifecycleDates),
  abortBefore: time,
};
const options = { requiredKeys: [] };
const sets = fc.array(fc.record(conditions, options), { maxLength: 3 });
const filters = fc.record({ ...conditions, except: sets, anyOf: sets }, options);

/** What a page knows after a reload of what one before it had. */
function reloaded(views: ReturnType<typeof createBucketViews>): ReturnType<typeof createBucketViews> {
  const next = createBucketViews();
  next.load(views.save());
  return next;
}

it('gives back every filter after a reload', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const views = createBucketViews();
      views.of(at).filter = filter;
      expect(reloaded(views).of(at).filter).toEqual(filter);
      expect(uploadFilterSchema.parse(filter)).toEqual(filter);
    }),
  );
});

it('takes for a filter nothing that the contract would not', () => {
  const wild = fc.record(
    { ...Object.fromEntries(Object.keys(conditions).map((field) => [field, fc.jsonValue()])), more: fc.jsonValue() },
    options,
  );
  fc.assert(
    fc.property(fc.oneof(wild, fc.jsonValue()), (value) => {
      if (isUploadFilter(value)) expect(uploadFilterSchema.safeParse(value).success).toBe(true);
    }),
  );
});

it('knows every order and grouping of the contract, and no other', () => {
  for (const by of uploadSortSchema.shape.by.options) expect(isUploadSort({ by, direction: 'desc' })).toBe(true);
  for (const by of groupingSchema.options) expect(isGrouping(by)).toBe(true);
  for (const sort of [
    null,
    'key',
    {},
    { by: 'key' },
    { by: 'toString', direction: 'asc' },
    { by: 'key', direction: 1 },
  ]) {
    expect(isUploadSort(sort)).toBe(false);
  }
  for (const grouping of [null, '', 'toString', 1]) expect(isGrouping(grouping)).toBe(false);
});

it('keeps each bucket apart, and what is ticked only while the page is open', () => {
  const views = createBucketViews();
  const filter: UploadFilter = { text: 'clip' };
  Object.assign(views.of(at), { filter, days: 30, grouping: 'week', scrolled: 640, ticks: selected(allSelected) });
  expect(views.of(at).ticks.selection).toBe(allSelected);
  expect(views.of({ ...at, bucket: 'other' }).filter).toEqual({});
  const next = reloaded(views);
  expect(next.of(at)).toMatchObject({ filter, days: 30, grouping: 'week', scrolled: 640 });
  expect(next.of(at).ticks.selection).not.toBe(allSelected);
});

it.each([
  '',
  'null',
  '{}',
  '[1]',
  '[["b"]]',
  '[[1, {}]]',
  '[["x", {"filter": {"text": 1}, "scrolled": -1, "days": 30}]]',
])('begins anew after %j', (text) => {
  const views = createBucketViews();
  views.load(text);
  expect(views.of(at)).toEqual(createBucketViews().of(at));
});

it('takes no age without the bounds that it stands for', () => {
  const views = createBucketViews();
  views.load(JSON.stringify([[JSON.stringify(['c', 'b']), { filter: { text: 1 }, days: 30, scrolled: '9' }]]));
  expect(views.of(at)).toEqual(createBucketViews().of(at));
});
