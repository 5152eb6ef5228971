import { describe, expect, it } from 'vitest';
import type { Reason } from '../../../../shared/schema/reasons.ts';
import { backoffMs } from '../../store/backoff.ts';
import { abortNow, completed, done, gaveUp, stillThere, wait } from './machine-moves.ts';
import { initialState, type MachineState } from './machine-state.ts';
import { planned } from './testing/example-item.ts';

const held = { parts: 2, bytes: 200 };
const stateOf = (more: Partial<MachineState> = {}): MachineState => ({ ...initialState(planned), left: held, ...more });
const stopped: Reason = { why: 'stopped', errand: 'abort', sent: true };

describe('what is left when it is over', () => {
  it('is nothing of what was completed, is not known of what was not reached, and is else what was seen last', () => {
    expect(done(stateOf(), 'completed', stopped).left).toEqual({ parts: 0, bytes: 0 });
    expect(done(stateOf(), 'unreachable', stopped).left).toBeNull();
    for (const verdict of ['clear', 'cancelled', 'gave up', 'refused'] as const) {
      expect(done(stateOf(), verdict, stopped)).toMatchObject({
        verdict,
        reason: stopped,
        left: held,
        wish: { kind: 'done' },
      });
    }
  });

  it('is an object, where somebody completed it', () => {
    for (const plain of [true, false]) {
      expect(completed(stateOf(), plain)).toMatchObject({
        verdict: 'completed',
        reason: { why: 'object written', plain },
      });
    }
  });
});

describe('an abort', () => {
  it('keeps what was seen before the first of them, and of no later one', () => {
    expect(abortNow(stateOf(), 300, false)).toMatchObject({ before: { bytes: 300 }, wish: { kind: 'abort' } });
    expect(abortNow(stateOf(), null, false).before).toEqual({ bytes: null });
    const again = stateOf({ aborts: 1, before: { bytes: 300 } });
    expect(abortNow(again, 100, false)).toMatchObject({ before: { bytes: 300 }, wish: { kind: 'abort' } });
  });

  it('is not made past the deadline', () => {
    expect(abortNow(stateOf(), 300, true)).toMatchObject({ verdict: 'gave up', wish: { kind: 'done' } });
  });

  it('is made again after a backoff that doubles with each', () => {
    const reason: Reason = { why: 'still listed' };
    for (const [aborts, doublings] of [
      [0, 0],
      [1, 0],
      [2, 1],
      [3, 2],
    ] as const) {
      expect(stillThere(stateOf({ aborts }), 'stubborn', reason, false)).toMatchObject({
        verdict: 'stubborn',
        reason,
        wish: { kind: 'wait', action: 'abort', purpose: 'before', floorMs: 0, spreadMs: backoffMs(doublings) },
      });
    }
    expect(stillThere(stateOf({ aborts: 1 }), 'stubborn', reason, true)).toMatchObject({ verdict: 'gave up' });
  });

  it('is waited for as it is said', () => {
    expect(wait(stateOf(), 'look', 'after', 5, 7).wish).toEqual({
      kind: 'wait',
      action: 'look',
      purpose: 'after',
      floorMs: 5,
      spreadMs: 7,
    });
  });
});

describe('what the deadline cut short', () => {
  const last: Reason = { why: 'still listed' };
  const seen = { aborts: 1, seenSinceAbort: true };

  it.each<[string, Partial<MachineState>, Reason]>([
    ['no abort yet', { reason: last }, { why: 'deadline, not aborted', last }],
    ['no abort yet, and no word of why', { reason: null }, { why: 'deadline, not aborted', last: null }],
    ['an abort, and nobody knows what is left', { ...seen, left: null }, { why: 'deadline, left unknown' }],
    ['an abort that nobody has looked after', { aborts: 1 }, { why: 'deadline, left unknown' }],
    ['parts', seen, { why: 'deadline, parts left', ...held }],
    [
      'parts of no size',
      { ...seen, left: { parts: 2, bytes: null } },
      { why: 'deadline, parts left', parts: 2, bytes: null },
    ],
    ['the proof', { ...seen, left: { parts: 0, bytes: 0 }, reason: last }, { why: 'deadline, not proved', last }],
  ])('is %s', (_, more, reason) => {
    expect(gaveUp(stateOf(more))).toMatchObject({ verdict: 'gave up', reason, wish: { kind: 'done' } });
  });

  it('is told by what kept it, however often a deadline passes', () => {
    for (const before of [
      { why: 'deadline, not aborted', last },
      { why: 'deadline, not proved', last },
    ] as const) {
      expect(gaveUp(stateOf({ reason: before })).reason).toEqual({ why: 'deadline, not aborted', last });
      const proved = stateOf({ ...seen, left: { parts: 0, bytes: 0 }, reason: before });
      expect(gaveUp(proved).reason).toEqual({ why: 'deadline, not proved', last });
    }
    // What is no deadline's reason stands for itself.
    expect(gaveUp(stateOf({ reason: { why: 'one clean look' } })).reason).toEqual({
      why: 'deadline, not aborted',
      last: { why: 'one clean look' },
    });
  });
});
