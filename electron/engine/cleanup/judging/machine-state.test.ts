import { describe, expect, it } from 'vitest';
import type { PlanItem } from '../../../../shared/schema/model.ts';
import { bytesFreed, initialState, type MachineState, machineStateSchema, restOf } from './machine-state.ts';

const planned: PlanItem = {
  ref: { connectionId: 'c', bucket: 'b', key: 'k', uploadId: 'u' },
  initiatedAt: 1,
  activityAt: 2,
  parts: 3,
  bytes: 300,
  storageClass: null,
  active: false,
};
const of = (more: Partial<PlanItem>) => initialState({ ...planned, ...more });

describe('an item nobody has looked at', () => {
  it('was met where sizing has found parts of it', () => {
    expect([of({}), of({ parts: 0 }), of({ parts: null })].map(({ hadParts }) => hadParts)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('has left what the plan knows whole, and else what nobody knows', () => {
    expect(of({}).left).toEqual({ parts: 3, bytes: 300 });
    expect(of({ parts: 0, bytes: 0 }).left).toEqual({ parts: 0, bytes: 0 });
    expect([of({ parts: null }).left, of({ bytes: null }).left]).toEqual([null, null]);
    expect(of({}).seenSinceAbort).toBe(false);
  });
});

describe('bytes freed', () => {
  const ended: MachineState = {
    ...of({}),
    wish: { kind: 'done' },
    verdict: 'clear',
    aborts: 1,
    before: { bytes: 300 },
    left: { parts: 1, bytes: 100 },
    seenSinceAbort: true,
  };
  it.each<[string, Partial<MachineState>, number | null]>([
    ['what was there less what is left', {}, 200],
    ['never less than nothing', { left: { parts: 9, bytes: 900 } }, 0],
    ['nothing of what was completed', { verdict: 'completed' }, 0],
    ['nothing where nothing was aborted', { aborts: 0 }, 0],
    ['not known before it ends, where nothing was aborted', { aborts: 0, wish: { kind: 'abort' } }, null],
    ['not known where nobody saw what was there', { before: null }, null],
    ['not known where nobody saw its size', { before: { bytes: null } }, null],
    ['not known where nobody knows what is left', { left: null }, null],
    ['not known where what is left has no size', { left: { parts: 1, bytes: null } }, null],
    ['not known where nobody looked since', { seenSinceAbort: false }, null],
  ])('are %s', (_, more, expected) => {
    expect(bytesFreed({ ...ended, ...more })).toBe(expected);
  });
});

describe('what is left', () => {
  const nothing = { parts: 0, bytes: 0 };
  const some = { parts: 2, bytes: 20 };
  const clean = { endedAt: 1, serverTime: null, search: null };
  it.each<[string, Partial<MachineState>, MachineState['left']]>([
    ['is what is there', { verdict: 'stubborn', aborts: 1, left: some }, some],
    ['is what was planned, before anybody looks', { verdict: null, left: some }, some],
    ['is nothing of one that was empty when it was sized', { verdict: null, left: nothing }, nothing],
    ['is not known of one whose parts are not found any more', { left: nothing, hadParts: true }, null],
    ['is nothing once that is proved', { verdict: 'clear', aborts: 1, left: nothing, firstClean: clean }, nothing],
    ['is nothing of a ghost', { verdict: 'ghost', aborts: 1, left: nothing, goneButListed: 5 }, nothing],
    ['is not known after one clean look', { verdict: 'clearing', left: nothing, firstClean: clean }, null],
    ['is not known after an abort that nobody looked at', { verdict: null, aborts: 1, left: nothing }, null],
    ['is not known where it gave up unproved', { verdict: 'gave up', aborts: 1, left: nothing }, null],
    ['is known where it gave up with parts', { verdict: 'gave up', aborts: 1, left: some }, some],
    ['is not known where it was cancelled unproved', { verdict: 'cancelled', left: nothing, firstClean: clean }, null],
    ['is known where it was cancelled untouched', { verdict: 'cancelled', left: nothing }, nothing],
    ['is not known where nobody may look', { verdict: 'unverified', left: some }, null],
    ['is not known where no call reaches it', { verdict: 'unreachable', left: nothing }, null],
  ])('%s', (_, more, expected) => {
    expect(restOf({ ...of({ parts: 0, bytes: 0 }), ...more })).toEqual(expected);
  });
});

it('is read back as it was kept, and of an older version as not met', () => {
  const span = { startedAt: 1, endedAt: 2, serverStart: null, serverEnd: 3 };
  const wishes: MachineState['wish'][] = [
    { kind: 'look', purpose: 'before' },
    { kind: 'look', purpose: 'after' },
    { kind: 'search', purpose: 'after', look: span, parts: { outcome: 'none' }, product: null },
    { kind: 'abort' },
    { kind: 'wait', action: 'abort', purpose: 'before', floorMs: 0, spreadMs: 1 },
    { kind: 'wait', action: 'look', purpose: 'after', floorMs: 0, spreadMs: 1 },
    { kind: 'done' },
  ];
  for (const wish of wishes) {
    const state = { ...of({}), wish };
    expect(machineStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
  }
  const { hadParts, wasAnswered, failedSearches, ...older } = of({});
  expect([hadParts, wasAnswered, failedSearches]).toEqual([true, false, 0]);
  expect(machineStateSchema.parse(older)).toEqual({ ...older, hadParts: false, wasAnswered: false, failedSearches: 0 });
});
