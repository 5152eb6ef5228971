import { describe, expect, it } from 'vitest';
import type { Look, ObjectSeen } from '../../../../shared/schema/model.ts';
import { backoffMs } from '../../store/backoff.ts';
import {
  type CompletionObservation,
  type CompletionState,
  completionStateSchema,
  initialCompletion,
  settleAfterCallMs,
  stepCompletion,
} from './completion-machine.ts';
import {
  accepted,
  begun,
  denied,
  failed,
  gone,
  lookAt,
  open,
  other,
  parts,
  plan,
  product,
  repeat,
  run,
} from './testing/example-completion.ts';

/* One step each: what the machine makes of a look, an answer or the deadline, in each state that makes a difference. */

const unanswered: CompletionObservation = { type: 'unanswered', code: 'TIMEOUT', at: begun, retryAfterMs: null };
const step = (state: CompletionState, observation: CompletionObservation, of = plan) =>
  stepCompletion(of, state, observation);
const called = run([lookAt('before'), accepted]);

it('is kept and read back as it is, in every wish', () => {
  const span = [
    initialCompletion(plan),
    run([lookAt('before')]),
    called,
    run([lookAt('before'), unanswered]),
    run([lookAt('before'), accepted, lookAt('after')]),
  ];
  expect(span.map(({ wish }) => wish.kind)).toEqual(['look', 'complete', 'look', 'wait', 'done']);
  for (const state of span) {
    expect(completionStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
  }
});

describe('what is counted', () => {
  it('are calls that left, and those that did not', () => {
    const sent = run([lookAt('before'), { type: 'not sent' }]);
    expect(sent).toMatchObject({ sent: 0, attempts: 1, wish: { kind: 'look', purpose: 'before' } });
    expect(step(step(sent, lookAt('before')), accepted)).toMatchObject({ sent: 1, attempts: 2 });
  });

  it('are failures in a row, each with a longer wait', () => {
    const first = run([lookAt('before', { parts: failed })]);
    expect(first).toMatchObject({ failures: 1, wish: { kind: 'wait', spreadMs: backoffMs(0) } });
    const second = step(first, lookAt('before', { listing: failed }));
    expect(second).toMatchObject({ failures: 2, wish: { spreadMs: backoffMs(1) } });
    expect(step(second, lookAt('before'))).toMatchObject({ failures: 0, wish: { kind: 'complete' } });
    const lost = step({ ...second, wish: { kind: 'complete' } }, unanswered);
    expect(lost).toMatchObject({ failures: 3, wish: { kind: 'wait', purpose: 'after', spreadMs: backoffMs(2) } });
  });
});

describe('the deadline', () => {
  it('waits for the look after a call, and for nothing else', () => {
    expect(step(called, { type: 'deadline' })).toBe(called);
    expect(step(initialCompletion(plan), { type: 'deadline' })).toMatchObject({
      verdict: 'gave up',
      reason: { why: 'deadline, not completed', sent: false },
    });
    // A look after, and no call: not of this machine, and no reason to wait.
    const never: CompletionState = { ...initialCompletion(plan), wish: { kind: 'look', purpose: 'after' } };
    expect(step(never, { type: 'deadline' }).verdict).toBe('gave up');
    const before: CompletionState = { ...called, wish: { kind: 'look', purpose: 'before' } };
    expect(step(before, { type: 'deadline' })).toMatchObject({
      reason: { why: 'deadline, not completed', sent: true },
    });
  });

  it.each<[string, Partial<Look>, string]>([
    ['fails', { parts: failed }, 'deadline, not completed'],
    ['finds it open', open, 'deadline, not completed'],
    ['finds the object, and it listed', { listing: open.listing }, 'object there, still listed'],
  ])('ends with a look after the call that %s', (_, look, why) => {
    expect(step(called, lookAt('after', look, { late: true }))).toMatchObject({ verdict: 'gave up', reason: { why } });
  });

  it('ends with a look that finds neither, as not proved', () => {
    const late = lookAt('after', { object: { outcome: 'absent' } }, { late: true });
    expect(step(called, late)).toMatchObject({
      verdict: 'unverified',
      reason: { why: 'completion not proved', accepted: true, object: 'none' },
    });
    expect(step(called, lookAt('before', { object: failed }, { late: true })).verdict).toBe('gave up');
  });
});

describe('in the look before a call', () => {
  it('an object is the product of an earlier call only where there was one', () => {
    const settled = run([lookAt('before'), unanswered, lookAt('after', open, { endedAt: begun + settleAfterCallMs })]);
    expect(settled.wish).toEqual({ kind: 'look', purpose: 'before' });
    const open2 = lookAt('before', { object: product });
    // The parts are still shown, and the upload is listed: the product's upload is not gone yet.
    expect(step(settled, open2)).toMatchObject({ verdict: null, reason: { why: 'upload not gone yet' } });
    expect(step(initialCompletion(plan), open2)).toMatchObject({ verdict: 'skipped', reason: { why: 'other object' } });
    expect(step(settled, lookAt('before', { object: other }))).toMatchObject({ verdict: 'skipped' });
  });

  it('an upload that is gone, or shows no parts, is over where nothing was sent', () => {
    for (const seen of [gone.parts, { outcome: 'none' }] as const) {
      expect(run([lookAt('before', { parts: seen })])).toMatchObject({
        verdict: 'skipped',
        reason: { why: 'gone since the plan' },
        left: { parts: 0, bytes: 0 },
      });
    }
  });

  it('of several parts each has to be as planned', () => {
    const [first, second] = parts;
    if (!first || !second) throw new Error('There are two parts');
    for (const seen of [
      [first, { ...second, size: 99 }],
      [{ ...first, etag: 'x' }, second],
      [first, { ...second, lastModified: 9 }],
      [first, { ...second, partNumber: 3 }],
    ]) {
      expect(run([lookAt('before', {}, { parts: seen })])).toMatchObject({ reason: { why: 'other parts' } });
    }
    expect(run([lookAt('before', {}, { parts: [second, first] })]).wish).toEqual({ kind: 'complete' });
    // Quotes are HTTP's, not the tag's.
    const quoted = [{ ...first, etag: `"${first.etag}"` }, second];
    expect(run([lookAt('before', {}, { parts: quoted })]).wish).toEqual({ kind: 'complete' });
    expect(run([lookAt('before', {}, { parts: null })])).toMatchObject({ reason: { why: 'other parts' } });
  });

  it('what could not be seen at planning may only stay unseen', () => {
    const unseen = { ...plan, object: denied };
    expect(run([lookAt('before', { object: denied })], unseen).wish).toEqual({ kind: 'complete' });
    expect(run([lookAt('before', { object: { outcome: 'absent' } })], unseen).verdict).toBe('skipped');
  });
});

describe('what is left', () => {
  it('is what the last look saw of its parts, or what was known before', () => {
    const seen = { outcome: 'present', parts: 1, bytes: 50, newestPartAt: null } as const;
    expect(run([lookAt('before', { parts: seen }, { parts: [] })]).left).toEqual({ parts: 1, bytes: 50 });
    expect(run([lookAt('before', { parts: { outcome: 'none' } })]).left).toEqual({ parts: 0, bytes: 0 });
    expect(run([lookAt('before', { parts: denied })]).left).toEqual({ parts: 2, bytes: 200 });
  });

  it('is nothing of what was completed, though its parts are shown', () => {
    const shown = lookAt('after', { parts: open.parts });
    const done = run([lookAt('before'), accepted, ...repeat(6, shown)]);
    expect(done).toMatchObject({ verdict: 'completed', left: { parts: 0, bytes: 0 } });
    expect(step(called, { type: 'cancel' }).left).toEqual({ parts: 2, bytes: 200 });
  });
});

describe('the product, after the call', () => {
  it.each<[string, Partial<Look>, string | null, string]>([
    ['gone and not listed', {}, 'completed', 'object as planned'],
    ['without parts and not listed', { parts: { outcome: 'none' } }, 'completed', 'object as planned'],
    ['not to be seen, and not listed', { parts: denied }, 'completed', 'object as planned'],
    ['gone, and not to be listed', { listing: denied }, 'completed', 'object as planned'],
    ['neither to be seen nor listed', { parts: denied, listing: denied }, 'unverified', 'upload not seen'],
    ['gone, and listed', { listing: open.listing }, null, 'upload not gone yet'],
    ['not to be seen, and listed', { parts: denied, listing: open.listing }, null, 'upload not gone yet'],
    [
      'without parts, and not to be listed',
      { parts: { outcome: 'none' }, listing: denied },
      null,
      'upload not gone yet',
    ],
    ['there, and not listed', { parts: open.parts }, null, 'upload not gone yet'],
    ['there, and not to be listed', { parts: open.parts, listing: denied }, null, 'upload not gone yet'],
  ])('with its upload %s', (_, look, verdict, why) => {
    expect(step(called, lookAt('after', look))).toMatchObject({ verdict, reason: { why } });
  });

  it('is looked for again after a wait that doubles, and not for ever', () => {
    const listed = lookAt('after', { listing: open.listing });
    let state = called;
    for (let looks = 1; state.wish.kind !== 'done'; looks++) {
      state = step(state, listed);
      if (state.wish.kind === 'wait')
        expect(state.wish).toMatchObject({ purpose: 'after', spreadMs: backoffMs(looks) });
      expect(looks).toBeLessThan(20);
    }
    expect(state).toMatchObject({ verdict: 'gave up', reason: { why: 'object there, still listed' } });
  });

  const without = run([lookAt('before'), unanswered]);
  const verdictOf = (object: ObjectSeen, state = without, of = plan) =>
    step(state, lookAt('after', { object }), of).verdict;

  it.each<[string | null, string | null]>([
    ['abc-2', 'completed'],
    ['"abc-2"', 'completed'],
    ['abc-12', null],
    ['abc-22', null],
    ['abc-1', null],
    // Of no kind that says how it was made: the size is all there is.
    ['abc-3x', 'completed'],
    ['opaque', 'completed'],
    [`x${'a'.repeat(32)}`, 'completed'],
    [`${'a'.repeat(32)}x`, 'completed'],
    [null, 'completed'],
    // A single PUT's.
    ['A'.repeat(32), null],
    ['0123456789abcdef0123456789abcdef', null],
  ])('without an answered ETag, one of %s: %s', (etag, verdict) => {
    expect(verdictOf({ ...product, etag })).toBe(verdict);
  });

  it('is told by the answered ETag where both are known, and else by the number of parts', () => {
    const seen = product;
    const answered = (etag: string | null) => step(run([lookAt('before')]), { type: 'accepted', etag });
    expect(verdictOf({ ...seen, etag: 'abc-2' }, answered('"abc-2"'))).toBe('completed');
    expect(verdictOf({ ...seen, etag: 'xyz-2' }, answered('abc-2'))).toBeNull();
    expect(verdictOf({ ...seen, etag: null }, answered('abc-2'))).toBe('completed');
    expect(verdictOf({ ...seen, etag: 'xyz-2' }, answered(null))).toBe('completed');
    // Of the same name that a single PUT would give, where the store answered just that.
    expect(verdictOf({ ...seen, etag: 'a'.repeat(32) }, answered('a'.repeat(32)))).toBe('completed');
    expect(verdictOf({ ...seen, bytes: 199 }, answered('abc-2'))).toBeNull();
    expect(verdictOf({ outcome: 'absent' }, answered('abc-2'))).toBeNull();
  });
});

describe('no product, after the call', () => {
  const nothing: Partial<Look> = { object: { outcome: 'absent' } };

  it('is waited for, and then not proved, by what is there instead', () => {
    const waiting = step(called, lookAt('after', nothing));
    expect(waiting).toMatchObject({ verdict: null, reason: { why: 'object not there yet', accepted: true } });
    expect(waiting.wish).toMatchObject({ kind: 'wait', purpose: 'after', spreadMs: backoffMs(1) });
    const lost = step(run([lookAt('before'), { type: 'no such upload' }]), lookAt('after', nothing));
    expect(lost.reason).toEqual({ why: 'object not there yet', accepted: false });
    for (const [object, found] of [
      [{ outcome: 'absent' }, 'none'],
      [other, 'another'],
    ] as const) {
      expect(run([lookAt('before'), accepted, ...repeat(9, lookAt('after', { object }))])).toMatchObject({
        verdict: 'unverified',
        reason: { why: 'completion not proved', accepted: true, object: found },
      });
    }
  });

  it('with the upload open as planned, is told as that once it was accepted', () => {
    const stillOpen = lookAt('after', open);
    const waiting = step(called, stillOpen);
    expect(waiting).toMatchObject({
      verdict: null,
      reason: { why: 'still open', accepted: true },
      wish: { kind: 'wait' },
    });
    expect(run([lookAt('before'), accepted, ...repeat(9, stillOpen)])).toMatchObject({
      verdict: 'unverified',
      reason: { why: 'open, no object', accepted: true },
    });
    expect(run([lookAt('before'), { type: 'no such upload' }, ...repeat(9, stillOpen)])).toMatchObject({
      verdict: 'unverified',
      reason: { why: 'open, no object', accepted: false },
      sent: 1,
    });
  });

  it('with the upload open otherwise than planned, no other call follows', () => {
    const lost = run([lookAt('before'), unanswered]);
    const settled = { endedAt: begun + settleAfterCallMs };
    for (const look of [
      lookAt('after', open, { ...settled, parts: parts.slice(1) }),
      lookAt('after', open, { ...settled, parts: null }),
      lookAt('after', { ...open, parts: { outcome: 'none' } }, { ...settled, parts }),
    ]) {
      expect(step(lost, look)).toMatchObject({ reason: { why: 'object not there yet' }, wish: { purpose: 'after' } });
    }
    expect(step(lost, lookAt('after', open, settled))).toMatchObject({
      reason: { why: 'call had no effect' },
      wish: { kind: 'look', purpose: 'before' },
    });
  });
});

it('only what the store will never answer takes the place of a reason, and only of what is not verified', () => {
  const never = {
    outcome: 'failed',
    error: { code: 'STORE_REFUSED', message: 'No.', details: { operation: 'ListParts', httpStatus: 501 } },
  } as const;
  expect(step(called, lookAt('after', { parts: never }))).toMatchObject({ verdict: 'completed' });
  expect(step(called, lookAt('after', { parts: never, ...{ object: { outcome: 'absent' } } }))).toMatchObject({
    verdict: null,
    reason: { why: 'object not there yet' },
  });
  const skipped = lookAt('before', { parts: never, listing: { outcome: 'listed', initiatedAt: begun + 5000 } });
  expect(run([skipped])).toMatchObject({ verdict: 'skipped', reason: { why: 'another initiation time' } });
  // A permission that is missing is told as that.
  expect(run([lookAt('before', { parts: denied })])).toMatchObject({
    verdict: 'unverified',
    reason: { why: 'not completed unseen', permission: 's3:X' },
  });
});
