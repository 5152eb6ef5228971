import { describe, expect, it } from 'vitest';
import type { Look } from '../../../../shared/schema/model.ts';
import { backoffMs } from '../../store/backoff.ts';
import { keyOfBytes } from '../../store/key-bytes.ts';
import { initialState, type MachineState } from './machine-state.ts';
import {
  absent,
  contextOf,
  day,
  denied,
  gone,
  listed,
  none,
  noObject,
  present as partsThere,
  planned,
  t0,
  unsized,
} from './testing/example-item.ts';
import { step } from './verdict-machine.ts';

/* One step each: what the machine makes of one look, one answer or the deadline, in each state that makes a difference. */

const stateOf = (more: Partial<MachineState> = {}): MachineState => ({ ...initialState(unsized), ...more });

const present = partsThere();
const refused = (operation: 'ListParts' | 'ListMultipartUploads') =>
  ({
    outcome: 'failed',
    error: {
      code: 'STORE_REFUSED',
      message: '',
      details: { operation, httpStatus: 501, storeCode: 'NotImplemented', storeMessage: 'Not here.' },
    },
  }) as const;
const refusal = { operation: 'ListParts', status: 501, code: 'NotImplemented', message: 'Not here.' };
/** Written a minute ago, of three parts: it may be the product of an upload that a trailing view still shows. */
const object: Extract<Look['object'], { outcome: 'present' }> = {
  outcome: 'present',
  lastModified: t0 - 60_000,
  bytes: 300,
  etag: `"${'a'.repeat(32)}-3"`,
};

interface Given {
  key?: string;
  purpose?: 'before' | 'after';
  late?: boolean;
  object?: Look['object'];
}
function looked(
  state: MachineState,
  parts: Look['parts'],
  listing: Look['listing'],
  { key = 'k', purpose = 'after', late = false, object: seen = noObject }: Given = {},
): MachineState {
  return step(contextOf(key), state, {
    type: 'look',
    purpose,
    look: { at: t0, parts, listing, object: seen },
    startedAt: t0 - 50,
    endedAt: t0,
    serverTime: t0,
    late,
  });
}

describe('an answer to an abort', () => {
  const answered = (status: number, conditional?: boolean) =>
    step(contextOf('k'), stateOf({ wish: { kind: 'abort' } }), {
      type: 'abort answered',
      status,
      code: null,
      message: null,
      ...(conditional === undefined ? {} : { conditional }),
    });

  it.each([
    [200, true],
    [299, true],
    [404, false],
  ])('of %i is looked after; accepted: %s', (status, accepted) => {
    expect(answered(status)).toMatchObject({ accepted, aborts: 1, wish: { kind: 'look', purpose: 'after' } });
  });

  it.each([300, 400, 403, 412])('of %i is a refusal', (status) => {
    expect(answered(status)).toMatchObject({ accepted: false, verdict: 'refused', wish: { kind: 'done' } });
  });

  it('of 412 tells of another beginning only where that was the condition', () => {
    expect(answered(412, true)).toMatchObject({ verdict: 'skipped', reason: { why: 'another initiation time' } });
    expect(answered(412, false)).toMatchObject({ verdict: 'refused' });
    expect(answered(403, true)).toMatchObject({ verdict: 'refused' });
  });

  it('that never came is waited for, longer each time', () => {
    let state = stateOf({ failures: 2 });
    for (const failures of [3, 4]) {
      state = step(
        contextOf('k'),
        { ...state, wish: { kind: 'abort' } },
        { type: 'abort unanswered', code: 'TIMEOUT', retryAfterMs: null },
      );
      expect(state).toMatchObject({
        failures,
        wish: { kind: 'wait', action: 'look', purpose: 'before', spreadMs: backoffMs(failures - 1) },
      });
    }
  });
});

describe('another initiation time', () => {
  const later = t0 - 60_000;
  const latePart: Look['parts'] = { outcome: 'present', parts: 1, bytes: 10, newestPartAt: later };
  const item = { ...unsized, activityAt: planned.initiatedAt };
  const lookedAt = (accepted: boolean, parts: Look['parts'], initiatedAt: number, of = item) =>
    step({ ...contextOf('k'), planned: of }, stateOf({ aborts: 1, accepted }), {
      type: 'look',
      purpose: 'after',
      look: { at: t0, parts, listing: { outcome: 'listed', initiatedAt }, object: noObject },
      startedAt: t0 - 50,
      endedAt: t0,
      serverTime: t0,
      late: false,
    });
  const another = { verdict: 'skipped', reason: { why: 'another initiation time', toldBy: 'listing' } };

  it('is no other upload where it is that of a late part, as it was at the plan', () => {
    expect(lookedAt(true, latePart, later)).toMatchObject({
      verdict: 'stubborn',
      wish: { kind: 'wait', action: 'abort' },
    });
  });

  it('is another upload where the store accepted no abort, or the time is another than its part’s', () => {
    expect(lookedAt(false, latePart, later)).toMatchObject(another);
    expect(lookedAt(true, latePart, later - 1000)).toMatchObject(another);
    expect(lookedAt(true, latePart, later, unsized)).toMatchObject(another);
    expect(lookedAt(true, none, later)).toMatchObject(another);
    expect(lookedAt(true, gone, later)).toMatchObject(another);
  });
});

describe('what a store refuses for good', () => {
  it('is the reason of a verdict that it made, and of no other', () => {
    const ended = looked(stateOf({ hadParts: true }), refused('ListParts'), absent);
    expect(ended).toMatchObject({
      verdict: 'unverified',
      reason: { why: 'look refused', errand: 'abort', sent: false, accepted: false, refusals: [refusal] },
    });
    const sent = looked(stateOf({ hadParts: true, aborts: 1, accepted: true }), refused('ListParts'), absent);
    expect(sent.reason).toMatchObject({ why: 'look refused', sent: true, accepted: true });
    const other = { ...listed, initiatedAt: planned.initiatedAt + day };
    expect(looked(stateOf(), refused('ListParts'), other)).toMatchObject({
      verdict: 'skipped',
      reason: { why: 'another initiation time', toldBy: 'listing' },
    });
    // A permission that is missing is told as that.
    expect(looked(stateOf(), denied('s3:ListMultipartUploadParts'), absent)).toMatchObject({
      verdict: 'unverified',
      reason: { why: 'not aborted, not listed', permission: 's3:ListMultipartUploadParts' },
    });
  });

  it('is the key, where its bytes are no UTF-8 and no part was ever seen under it', () => {
    const key = keyOfBytes(Uint8Array.from([97, 0xff]));
    expect(looked(stateOf(), refused('ListParts'), absent, { key })).toMatchObject({
      verdict: 'unreachable',
      reason: { why: 'key refused', aborted: false },
    });
    expect(looked(stateOf({ hadParts: true }), refused('ListParts'), absent, { key }).verdict).toBe('unverified');
  });

  it('is no key that holds what stands for lost bytes, unless parts were seen under it', () => {
    const key = 'a\ufffd';
    expect(looked(stateOf(), gone, absent, { key })).toMatchObject({
      verdict: 'unreachable',
      reason: { why: 'key unsendable' },
    });
    expect(looked(stateOf({ hadParts: true }), gone, absent, { key }).verdict).toBe('clearing');
  });
});

describe('what is left', () => {
  const before = { parts: 7, bytes: 70 };
  it('is what a look shows, and is seen after an abort only where there was one', () => {
    for (const aborts of [0, 1]) {
      const of = (parts: Look['parts'], listing = listed) =>
        looked(stateOf({ hadParts: true, left: before, aborts, accepted: aborts > 0 }), parts, listing);
      expect(of(present)).toMatchObject({ left: { parts: 3, bytes: 300 }, seenSinceAbort: aborts > 0 });
      expect(of(gone)).toMatchObject({ left: { parts: 0, bytes: 0 }, seenSinceAbort: aborts > 0 });
      expect(of(none)).toMatchObject({ left: { parts: 0, bytes: 0 }, seenSinceAbort: aborts > 0 });
    }
  });

  it('is not known where the parts may not be seen: after an abort no more, before one as it was', () => {
    const of = (aborts: number) => looked(stateOf({ left: before, aborts, seenSinceAbort: true }), denied('p'), absent);
    expect(of(0)).toMatchObject({ left: before, seenSinceAbort: false });
    expect(of(1)).toMatchObject({ left: null, seenSinceAbort: false });
  });

  it('is not known where nothing is found under a key that it was never met under', () => {
    const accepted = { aborts: 1, accepted: true };
    for (const parts of [gone, none]) {
      const unmet = looked(stateOf(accepted), parts, absent);
      expect(unmet).toMatchObject({ left: null, seenSinceAbort: false, wish: { kind: 'search' } });
      const met = looked(stateOf({ ...accepted, hadParts: true }), parts, absent);
      expect(met).toMatchObject({ left: { parts: 0, bytes: 0 }, seenSinceAbort: true, verdict: 'clearing' });
    }
    // Listed, or not to be listed: neither is found nowhere.
    expect(looked(stateOf(accepted), gone, listed)).toMatchObject({ left: { parts: 0, bytes: 0 } });
    expect(looked(stateOf(accepted), gone, denied('p'))).toMatchObject({ left: { parts: 0, bytes: 0 } });
  });
});

describe('an object under the key', () => {
  const met = stateOf({ hadParts: true, aborts: 1, accepted: true });
  it.each<[string, Look['parts'], Look['listing']]>([
    ['gone, not listed', gone, absent],
    ['gone, listed still', gone, listed],
    ['empty, not listed', none, absent],
    ['not to be seen, not listed', denied('p'), absent],
    ['there, not listed', present, absent],
  ])('is the product of an upload that is %s', (_, parts, listing) => {
    expect(looked(met, parts, listing, { object })).toMatchObject({
      verdict: 'completed',
      reason: { why: 'object written', plain: false },
    });
  });

  it.each<[string, Look['parts']]>([
    ['there', present],
    ['not to be seen', denied('p')],
  ])('that just appeared beside an upload that is listed, %s, is waited for', (_, parts) => {
    const waiting = looked({ ...met, failures: 2 }, parts, listed, { object });
    expect(waiting).toMatchObject({
      failures: 3,
      reason: { why: 'object just appeared' },
      wish: { kind: 'wait', action: 'look', purpose: 'before', floorMs: 0, spreadMs: backoffMs(2) },
    });
    expect(looked(met, parts, listed, { object, late: true }).verdict).toBe('gave up');
  });

  it('that was there before is another’s, and keeps no abort from being made', () => {
    const state = stateOf({ hadParts: true, foreign: object });
    expect(looked(state, present, listed, { object, purpose: 'before' }).wish).toEqual({ kind: 'abort' });
  });

  it('of a single PUT is told so where the upload is gone, and is another’s while it is there', () => {
    const plain = { ...object, etag: `"${'a'.repeat(32)}"` };
    expect(looked(met, gone, absent, { object: plain }).reason).toEqual({ why: 'object written', plain: true });
    expect(looked(met, none, absent, { object: plain }).reason).toEqual({ why: 'object written', plain: true });
    expect(looked(met, present, absent, { object: plain })).toMatchObject({ verdict: 'hidden', foreign: plain });
  });

  it('is nobody’s product where the key is in doubt, nothing was met, and the listing may not be read', () => {
    const unmet = stateOf({ aborts: 1, accepted: true });
    const of = (state: MachineState, key: string, listing: Look['listing']) =>
      looked(state, gone, listing, { key, object }).verdict;
    expect(of(unmet, 'a+b', denied('p'))).toBe('unverified');
    expect(of(met, 'a+b', denied('p'))).toBe('completed');
    expect(of(unmet, 'plain', denied('p'))).toBe('completed');
    expect(of(unmet, 'a+b', listed)).toBe('completed');
    const searching = looked(unmet, gone, absent, { key: 'a+b', object });
    expect(searching.wish).toMatchObject({ kind: 'search', product: false });
  });
});

describe('an answer of 200 without parts', () => {
  it('before an abort is aborted where it may be an upload without a part yet, and looked at where it is not', () => {
    const of = (accepted: boolean, listing: Look['listing']) =>
      looked(stateOf({ hadParts: true, aborts: accepted ? 1 : 0, accepted }), none, listing, { purpose: 'before' });
    expect(of(false, absent).wish).toEqual({ kind: 'abort' });
    expect(of(false, listed).wish).toEqual({ kind: 'abort' });
    expect(of(true, listed).wish).toEqual({ kind: 'abort' });
    expect(of(true, absent)).toMatchObject({ verdict: 'clearing', reason: { why: 'one clean look' } });
  });
});

describe('what may not be seen', () => {
  const of = (aborts: number, listing: Look['listing']) =>
    looked(stateOf({ aborts, accepted: aborts > 0 }), denied('s3:Parts'), listing);
  it('is told by every permission that is missing, and whether an abort was sent', () => {
    const permissions = ['s3:Parts', 's3:Uploads'];
    expect(of(0, denied('s3:Uploads')).reason).toEqual({ why: 'not aborted unseen', permissions });
    expect(of(1, denied('s3:Uploads')).reason).toEqual({ why: 'abort not proved', accepted: true, permissions });
    expect(of(0, absent).reason).toEqual({ why: 'not aborted, not listed', permission: 's3:Parts' });
    expect(of(1, absent).reason).toEqual({ why: 'abort not proved', accepted: true, permissions: ['s3:Parts'] });
  });
});

describe('the deadline', () => {
  const look = { kind: 'look', purpose: 'after' } as const;
  const wait = (action: 'look' | 'abort') =>
    ({ kind: 'wait', action, purpose: 'after', floorMs: 0, spreadMs: 0 }) as const;
  const span = { startedAt: 0, endedAt: 0, serverStart: null, serverEnd: null };
  const searching = { kind: 'search', purpose: 'after', look: span, parts: gone, product: null } as const;
  const clean = { endedAt: t0, serverTime: null, search: null };
  it.each<[string, Partial<MachineState>, 'goes on' | 'gave up']>([
    ['nothing was aborted', { wish: look }, 'gave up'],
    ['nothing was aborted, and it waits to look', { wish: wait('look') }, 'gave up'],
    ['nothing was aborted, and it is searched for', { wish: searching }, 'gave up'],
    ['an abort was made and nobody looked', { wish: look, aborts: 1 }, 'goes on'],
    ['an abort was made and it is searched for', { wish: searching, aborts: 1 }, 'goes on'],
    ['an abort was made and it waits to look', { wish: wait('look'), aborts: 1 }, 'goes on'],
    ['an abort was made and it waits to abort', { wish: wait('abort'), aborts: 1 }, 'gave up'],
    ['it was clean once', { wish: wait('look'), firstClean: clean }, 'goes on'],
    ['it is clearing, still listed', { wish: wait('look'), verdict: 'clearing', goneButListed: 1 }, 'goes on'],
    ['it is clearing, and was not listed', { wish: wait('look'), verdict: 'clearing' }, 'gave up'],
    ['it was listed once, and is not clearing', { wish: wait('look'), goneButListed: 1 }, 'gave up'],
  ])('where %s', (_, more, expected) => {
    const state = stateOf(more);
    const after = step(contextOf('k'), state, { type: 'deadline' });
    expect(after === state ? 'goes on' : after.verdict).toBe(expected);
  });
});
