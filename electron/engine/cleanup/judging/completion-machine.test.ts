import { describe, expect, test } from 'vitest';
import type { ObjectSeen, Part } from '../../../../shared/schema/model.ts';
import type { Reason } from '../../../../shared/schema/reasons.ts';
import { type CompletionObservation, settleAfterCallMs, stepCompletion } from './completion-machine.ts';
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

describe('what the store will never answer', () => {
  const refused = {
    outcome: 'failed',
    error: { code: 'STORE_REFUSED', message: 'No.', details: { operation: 'ListParts', httpStatus: 501 } },
  } as const;
  const refusals = [{ operation: 'ListParts', status: 501, code: null, message: 'No.' }];

  test('nothing is completed unseen', () => {
    expect(run([lookAt('before', { parts: refused })])).toMatchObject({
      wish: { kind: 'done' },
      verdict: 'unverified',
      reason: { why: 'look refused', errand: 'complete', sent: false, accepted: false, refusals },
    });
  });

  test('what came of the call is not told beyond what was seen', () => {
    const blind = lookAt('after', { parts: refused, listing: denied });
    expect(run([lookAt('before'), accepted, blind])).toMatchObject({
      verdict: 'unverified',
      reason: { why: 'look refused', errand: 'complete', sent: true, accepted: true, refusals },
    });
  });
});

describe('before the call', () => {
  test('the planned parts and the planned object allow it', () => {
    expect(run([lookAt('before')]).wish).toEqual({ kind: 'complete' });
    const replacing = { ...plan, object: other };
    expect(run([lookAt('before', { object: other })], replacing).wish).toEqual({ kind: 'complete' });
    expect(run([lookAt('before', { listing: { outcome: 'absent' } })]).wish).toEqual({ kind: 'complete' });
  });

  test.each<[string, Reason['why'], CompletionObservation]>([
    [
      'a part more',
      'other parts',
      lookAt('before', {}, { parts: [...parts, { ...(parts[0] as Part), partNumber: 3 }] }),
    ],
    ['a part less', 'other parts', lookAt('before', {}, { parts: parts.slice(1) })],
    ['another ETag', 'other parts', lookAt('before', {}, { parts: parts.map((part) => ({ ...part, etag: 'x' })) })],
    ['another size', 'other parts', lookAt('before', {}, { parts: parts.map((part) => ({ ...part, size: 99 })) })],
    [
      'the same part sent again',
      'other parts',
      lookAt('before', {}, { parts: parts.map((part) => ({ ...part, lastModified: 9 })) }),
    ],
    [
      'another initiation time',
      'another initiation time',
      lookAt('before', { listing: { outcome: 'listed', initiatedAt: begun + 5000 } }),
    ],
    ['an object that appeared', 'other object', lookAt('before', { object: other })],
    ['an upload that is gone', 'gone since the plan', lookAt('before', { parts: gone.parts, listing: gone.listing })],
  ])('%s means hands off', (_, why, observation) => {
    const state = run([observation]);
    expect(state).toMatchObject({ verdict: 'skipped', reason: { why }, sent: 0, wish: { kind: 'done' } });
  });

  test('an object that changed since the plan is not replaced', () => {
    const replacing = { ...plan, object: other };
    expect(run([lookAt('before', { object: { ...other, etag: 'x' } })], replacing).verdict).toBe('skipped');
    expect(run([lookAt('before', { object: { outcome: 'absent' } })], replacing).verdict).toBe('skipped');
  });

  test('parts that may not be seen are not completed', () => {
    expect(run([lookAt('before', { parts: denied })])).toMatchObject({ verdict: 'unverified', sent: 0 });
  });

  test('a failed look proves nothing and is taken again', () => {
    for (const view of [{ parts: failed }, { listing: failed }, { object: failed }]) {
      const state = run([lookAt('before', view)]);
      expect(state).toMatchObject({ verdict: null, wish: { kind: 'wait', purpose: 'before' } });
    }
  });

  test('nothing is sent after the deadline', () => {
    expect(run([lookAt('before', {}, { late: true })])).toMatchObject({ verdict: 'gave up', sent: 0 });
  });
});

describe('after the call', () => {
  test('the object and no upload: completed', () => {
    expect(run([lookAt('before'), accepted, lookAt('after')])).toMatchObject({
      verdict: 'completed',
      left: { parts: 0, bytes: 0 },
    });
  });

  test.each<[string, ObjectSeen]>([
    ['none', { outcome: 'absent' }],
    ['of another size', { ...product, bytes: 199 }],
    ['with another ETag than answered', { ...product, etag: 'other-2' }],
    ['of so many parts less', { ...product, etag: 'abc-1' }],
  ])('an object %s is never called completed', (_, object) => {
    const state = run([lookAt('before'), accepted, ...repeat(9, lookAt('after', { object }))]);
    expect(state.verdict).toBe('unverified');
    expect(state.sent).toBe(1);
  });

  test('the object that was there before is not the product, though it looks like it', () => {
    const replacing = { ...plan, object: product };
    const looks = repeat(9, lookAt('after', { object: product }));
    expect(run([lookAt('before', { object: product }), accepted, ...looks], replacing).verdict).toBe('unverified');
  });

  test('without an answered ETag, the number of parts decides; a single PUT’s ETag is another writer’s', () => {
    const unanswered: CompletionObservation = { type: 'unanswered', code: 'TIMEOUT', at: begun, retryAfterMs: null };
    const verdictWith = (etag: string | null) =>
      run([lookAt('before'), unanswered, ...repeat(9, lookAt('after', { object: { ...product, etag } }))]).verdict;
    expect(verdictWith('xyz-2')).toBe('completed');
    expect(verdictWith(null)).toBe('completed');
    expect(verdictWith('xyz-3')).toBe('unverified');
    expect(verdictWith('a'.repeat(32))).toBe('unverified');
  });

  test('an upload that is still listed is waited for', () => {
    const listed = lookAt('after', { listing: open.listing });
    expect(run([lookAt('before'), accepted, listed])).toMatchObject({ verdict: null, wish: { kind: 'wait' } });
    expect(run([lookAt('before'), accepted, ...repeat(9, listed)])).toMatchObject({ verdict: 'gave up' });
    expect(run([lookAt('before'), accepted, listed, lookAt('after')]).verdict).toBe('completed');
  });

  test('parts that a store shows for ever do not keep it from being completed once it is not listed', () => {
    const shown = lookAt('after', { parts: open.parts });
    expect(run([lookAt('before'), accepted, shown]).verdict).toBeNull();
    expect(run([lookAt('before'), accepted, ...repeat(6, shown)])).toMatchObject({ verdict: 'completed' });
  });

  test('an object that may not be seen proves nothing', () => {
    const state = run([lookAt('before', { object: denied }), accepted, lookAt('after', { object: denied })], {
      ...plan,
      object: denied,
    });
    expect(state).toMatchObject({
      verdict: 'unverified',
      reason: { why: 'completion not seen', accepted: true, permission: 's3:X' },
    });
  });

  test('a refusal keeps the permission that is missing by the store’s words', () => {
    const told = { status: 403, code: 'AccessDenied', message: null, permission: 's3:PutObject' };
    const { reason } = run([lookAt('before'), { type: 'refused', ...told }, lookAt('after', open)]);
    expect(reason).toEqual({ why: 'refused', errand: 'complete', ...told });
  });

  describe('that was refused', () => {
    const refused: CompletionObservation = {
      type: 'refused',
      status: 412,
      code: 'PreconditionFailed',
      message: 'There is one',
    };
    const theirWord = {
      why: 'refused',
      errand: 'complete',
      status: 412,
      code: 'PreconditionFailed',
      message: 'There is one',
    };
    const late = { late: true };

    test('is looked at: it may be the second answer to a call that took', () => {
      const state = run([lookAt('before'), refused]);
      expect(state).toMatchObject({ verdict: null, wish: { kind: 'look', purpose: 'after' }, sent: 1, attempts: 1 });
      expect(stepCompletion(plan, state, lookAt('after'))).toMatchObject({
        verdict: 'completed',
        reason: { why: 'object as planned' },
      });
    });

    test('may have been slow to work: the object is there, and nothing was refused', () => {
      const unanswered: CompletionObservation = { type: 'unanswered', code: 'TIMEOUT', at: begun, retryAfterMs: null };
      const stillOpen = lookAt('after', open, { endedAt: begun + settleAfterCallMs });
      const again = [lookAt('before'), unanswered, stillOpen, lookAt('before'), refused];
      expect(run(again)).toMatchObject({ sent: 2, wish: { kind: 'look', purpose: 'after' } });
      expect(run([...again, lookAt('after')])).toMatchObject({ verdict: 'completed', sent: 2 });
      expect(run([...again, lookAt('after', open)])).toMatchObject({ verdict: 'refused', reason: theirWord, sent: 2 });
    });

    test.each<[string, CompletionObservation]>([
      ['the upload is as it was', lookAt('after', open)],
      ['the upload is gone, and nothing is there', lookAt('after', { object: { outcome: 'absent' } })],
      ['another object is there', lookAt('after', { ...open, object: other })],
      ['an object of another size is there', lookAt('after', { object: { ...product, bytes: 7 } })],
      ['the object cannot be seen', lookAt('after', { ...open, object: denied })],
      ['nothing can be seen', lookAt('after', { parts: denied, listing: denied, object: denied })],
      ['it is too late to look again', lookAt('after', { parts: failed }, late)],
      ['the deadline comes', { type: 'deadline' }],
    ])('is the store’s word where %s', (_, observation) => {
      const sent = [lookAt('before'), refused];
      // A deadline settles what waits.
      const before = observation.type === 'deadline' ? [...sent, lookAt('after', { parts: failed })] : sent;
      expect(run([...before, observation])).toMatchObject({
        wish: { kind: 'done' },
        verdict: 'refused',
        reason: theirWord,
        sent: 1,
      });
    });

    test('is looked at again where the look failed, and where an upload is still there beside such an object', () => {
      const sent = [lookAt('before'), refused];
      expect(run([...sent, lookAt('after', { listing: failed })]).wish).toMatchObject({
        kind: 'wait',
        purpose: 'after',
      });
      const both = lookAt('after', { ...open, object: product });
      expect(run([...sent, both])).toMatchObject({ verdict: null, wish: { kind: 'wait', purpose: 'after' } });
      expect(run([...sent, both, lookAt('after')]).verdict).toBe('completed');
      expect(run([...sent, both, lookAt('after', open)]).verdict).toBe('refused');
    });
  });

  test('404 concludes nothing: the look tells', () => {
    expect(run([lookAt('before'), { type: 'no such upload' }]).wish).toEqual({ kind: 'look', purpose: 'after' });
    expect(run([lookAt('before'), { type: 'no such upload' }, lookAt('after')]).verdict).toBe('completed');
  });
});

describe('a call without an answer', () => {
  const unanswered: CompletionObservation = { type: 'unanswered', code: 'TIMEOUT', at: begun, retryAfterMs: 7000 };
  const stillOpen = (endedAt: number) => lookAt('after', open, { endedAt });

  test('is looked at, no sooner than the store asked', () => {
    expect(run([lookAt('before'), unanswered]).wish).toMatchObject({ kind: 'wait', purpose: 'after', floorMs: 7000 });
  });

  test('is not sent again while it may still be at work', () => {
    const state = run([lookAt('before'), unanswered, stillOpen(begun + 20_000)]);
    expect(state).toMatchObject({
      sent: 1,
      wish: { kind: 'wait', purpose: 'after', floorMs: settleAfterCallMs - 20_000 },
    });
  });

  test('is sent again only after a look that saw it had no effect, and another one right before', () => {
    const settled = [lookAt('before'), unanswered, stillOpen(begun + settleAfterCallMs)];
    expect(run(settled)).toMatchObject({ sent: 1, wish: { kind: 'look', purpose: 'before' } });
    expect(run([...settled, lookAt('before')]).wish).toEqual({ kind: 'complete' });
    expect(run([...settled, lookAt('before', { object: other })]).verdict).toBe('skipped');
  });

  test('that took after all shows in the look before the next one', () => {
    const settled = [lookAt('before'), unanswered, stillOpen(begun + settleAfterCallMs)];
    expect(run([...settled, lookAt('before', gone)]).verdict).toBe('completed');
  });

  test('three times is enough', () => {
    const again = [lookAt('before'), unanswered, stillOpen(begun + settleAfterCallMs)];
    expect(run([...again, ...again, ...again])).toMatchObject({ verdict: 'gave up', sent: 3 });
  });

  test('is looked at once more when the deadline passes', () => {
    const before = run([lookAt('before'), { type: 'no such upload' }]);
    expect(stepCompletion(plan, before, { type: 'deadline' })).toBe(before);
    expect(run([lookAt('before'), unanswered, { type: 'deadline' }]).verdict).toBe('gave up');
  });
});

test('cancel says whether anything was sent', () => {
  expect(run([{ type: 'cancel' }]).reason).toEqual({ why: 'stopped', errand: 'complete', sent: false });
  const stopped = run([lookAt('before'), accepted, { type: 'cancel' }]);
  expect(stopped.reason).toEqual({ why: 'stopped', errand: 'complete', sent: true });
});

test('what is done stays done', () => {
  const done = run([lookAt('before'), accepted, lookAt('after')]);
  expect(stepCompletion(plan, done, { type: 'cancel' })).toBe(done);
});
