import { describe, expect, test } from 'vitest';
import type { Look } from '../../../../shared/schema/model.ts';
import type { Reason } from '../../../../shared/schema/reasons.ts';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import type { Verdict } from '../../../../shared/values/verdict-kinds.ts';
import { bytesFreed, type ItemContext, initialState, type MachineState } from './machine-state.ts';
import {
  absent,
  context,
  day,
  denied,
  gone,
  listed,
  none,
  noObject,
  present as partsThere,
  planned,
  quiet,
  t0,
} from './testing/example-item.ts';
import { type Observation, step } from './verdict-machine.ts';

const present = (parts = 3, bytes = 300, newestPartAt: number | null = planned.activityAt) =>
  partsThere({ parts, bytes, newestPartAt });
const failed = (code: ErrorCode, retryAfterMs?: number) =>
  ({
    outcome: 'failed',
    error: { code, message: '', details: retryAfterMs === undefined ? {} : { retryAfterMs } },
  }) as const;
const object = (lastModified: number, more: Partial<{ etag: string; bytes: number }> = {}): Look['object'] => ({
  outcome: 'present',
  lastModified,
  bytes: 300,
  etag: `"${'a'.repeat(32)}-3"`,
  ...more,
});

/** Feeds a machine and remembers the time. */
class Item {
  now = t0;
  state: MachineState;
  readonly context: ItemContext;

  constructor(given: Partial<ItemContext> = {}) {
    this.context = { ...context, ...given };
    this.state = initialState(this.context.planned);
  }

  tell(observation: Observation): this {
    this.state = step(this.context, this.state, observation);
    return this;
  }

  /** A look with the purpose that is wished, after waiting as long as the wish's floor says. */
  look(
    parts: Look['parts'],
    listing: Look['listing'],
    seen: Look['object'] = noObject,
    more: { late?: boolean; serverTime?: number } = {},
  ): this {
    const { wish } = this.state;
    if (wish.kind !== 'look' && wish.kind !== 'wait') throw new Error(`A look was not wished, but ${wish.kind}`);
    if (wish.kind === 'wait') this.now += wish.floorMs;
    const startedAt = this.now;
    this.now += 50;
    const look = { at: this.now, parts, listing, object: seen };
    return this.tell({
      type: 'look',
      purpose: wish.purpose,
      look,
      startedAt,
      endedAt: this.now,
      serverTime: this.now,
      late: false,
      ...more,
    });
  }

  abort(status = 204, code: string | null = null, message: string | null = null): this {
    expect(this.state.wish).toEqual({ kind: 'abort' });
    return this.tell({ type: 'abort answered', status, code, message });
  }

  aborted(): this {
    return this.look(present(), listed).abort();
  }

  expectDone(verdict: Verdict, reason: Reason | Reason['why']): this {
    expect(this.state.wish).toEqual({ kind: 'done' });
    expect(this.state.verdict).toBe(verdict);
    expect(typeof reason === 'string' ? this.state.reason?.why : this.state.reason).toEqual(reason);
    return this;
  }

  expectWait(action: 'look' | 'abort', floorMs: number, spreadMs: number, verdict: Verdict | null): this {
    expect(this.state.wish).toMatchObject({ kind: 'wait', action, floorMs, spreadMs });
    expect(this.state.verdict).toBe(verdict);
    return this;
  }
}

describe('clear', () => {
  test('takes two clean looks the quiet interval apart, and counts the bytes of the last look before the abort', () => {
    const item = new Item().aborted().look(gone, absent).expectWait('look', quiet, 0, 'clearing');
    expect(item.look(gone, absent).expectDone('clear', 'two clean looks').state.aborts).toBe(1);
    expect(bytesFreed(item.state)).toBe(300);
  });

  test('a second clean look that comes too early only waits for the rest', () => {
    const item = new Item().aborted().look(gone, absent);
    item.now += 10_000;
    item.state = { ...item.state, wish: { kind: 'look', purpose: 'after' } };
    item
      .look(gone, absent)
      .expectWait('look', quiet - 10_000, 0, 'clearing')
      .look(none, absent)
      .expectDone('clear', 'two clean looks');
  });

  test('parts or a listing between two clean looks start the proof over', () => {
    new Item()
      .aborted()
      .look(gone, absent)
      .look(gone, listed)
      .look(gone, absent)
      .expectWait('look', quiet, 0, 'clearing');
    const item = new Item()
      .aborted()
      .look(gone, absent)
      .look(present(1, 10, t0), listed);
    item
      .expectWait('abort', 0, 2000, 'stubborn')
      .look(present(1, 10, t0), listed)
      .abort();
    item.look(gone, absent).expectWait('look', quiet, 0, 'clearing');
  });

  test('a failed look in between proves nothing and breaks nothing', () => {
    new Item().aborted().look(gone, absent).look(gone, failed('STORE_FAILED')).look(gone, absent);
    const item = new Item().aborted().look(gone, absent).look(gone, failed('STORE_FAILED'));
    item.now += quiet;
    item.look(gone, absent).expectDone('clear', 'two clean looks');
  });

  test('a clock that jumped ahead between the looks does not shorten the interval', () => {
    const item = new Item().aborted().look(gone, absent);
    const serverTime = item.now + 3000;
    item.look(gone, absent, noObject, { serverTime });
    expect(item.state.wish).toMatchObject({ kind: 'wait', floorMs: quiet - 4000 });
  });

  test('a clock that went back starts the proof over', () => {
    const item = new Item().aborted().look(gone, absent);
    item.now -= 3_600_000;
    item.look(gone, absent).expectWait('look', quiet, 0, 'clearing');
  });

  test('an upload that was gone before we came is clear too, and frees nothing by us', () => {
    const item = new Item().look(gone, absent).expectWait('look', quiet, 0, 'clearing').look(gone, absent);
    expect(
      bytesFreed(item.expectDone('clear', { why: 'two clean looks', beforeAbort: true, searched: false }).state),
    ).toBe(0);
  });

  test('is never said where nobody asked for the object', () => {
    const item = new Item().aborted().look(gone, absent, { outcome: 'unasked' });
    item.look(gone, absent, { outcome: 'unasked' });
    expect(item.state.wish.kind).toBe('wait');
  });
});

describe('a size that is not known', () => {
  const unsized: Partial<ItemContext> = { planned: { ...planned, parts: null, bytes: null } };
  const odd = { ...present(3), bytes: null } as const;

  test('keeps nothing from being aborted and proved, and is never counted as freed', () => {
    const item = new Item(unsized).look(odd, listed).abort().look(odd, listed);
    expect(item.state).toMatchObject({ verdict: 'stubborn', left: { parts: 3, bytes: null } });
    expect(item.state.reason).toEqual({ why: 'parts left', parts: 3, bytes: null, listed: true });
    expect(bytesFreed(item.state)).toBeNull();
    item.look(odd, listed).abort().look(gone, absent).look(gone, absent).expectDone('clear', 'two clean looks');
    expect(bytesFreed(item.state)).toBeNull();
  });

  test('that was known on the plan is a change', () => {
    new Item().look(odd, listed).expectDone('skipped', 'sizes unreadable');
  });

  test('gives up with what it knows', () => {
    const item = new Item(unsized).look(odd, listed).abort();
    item
      .look(odd, listed, noObject, { late: true })
      .expectDone('gave up', { why: 'deadline, parts left', parts: 3, bytes: null });
  });

  test('of an object tells nothing of whose it is', () => {
    const seen = { ...object(t0 - 60_000, { etag: 'opaque' }), bytes: null } as Look['object'];
    new Item().look(present(), listed, seen);
    const item = new Item().look(present(), listed, seen);
    expect(item.state.wish).toMatchObject({ kind: 'wait', action: 'look' });
  });
});

describe('stubborn and hidden', () => {
  test('parts after an abort are aborted again, each time after a longer backoff, with a look right before', () => {
    const item = new Item().aborted();
    for (const spread of [2000, 4000, 8000, 16_000]) {
      item.look(present(1, 10, item.now), listed).expectWait('abort', 0, spread, 'stubborn');
      item.look(present(1, 10, item.now), listed).abort();
    }
    item.look(gone, absent).look(gone, absent).expectDone('clear', 'two clean looks');
    expect(item.state.aborts).toBe(5);
  });

  test('the backoff stops at five minutes', () => {
    const item = new Item().aborted();
    for (let again = 0; again < 12; again++) item.look(present(1, 10), listed).look(present(1, 10), listed).abort();
    item.look(present(1, 10), listed).expectWait('abort', 0, 300_000, 'stubborn');
  });

  test('parts that are not listed are hidden, before and after an abort', () => {
    const item = new Item().look(present(), absent);
    expect(item.state).toMatchObject({ verdict: 'hidden', wish: { kind: 'abort' } });
    item.abort().look(present(1, 10), absent).expectWait('abort', 0, 2000, 'hidden');
  });

  test('an upload without parts that is still listed is aborted again, and is clearing meanwhile', () => {
    const item = new Item().aborted().look(none, listed).expectWait('abort', 0, 2000, 'clearing');
    item.look(none, listed).abort();
  });

  test('an upload that may merely have no part yet is aborted, listed or not', () => {
    new Item().look(none, listed).abort();
    new Item().look(none, absent).abort().look(none, absent).look(none, absent).expectDone('clear', 'two clean looks');
  });
});

describe('ghost', () => {
  test('takes five looks that find it listed though gone, at least the quiet interval apart', () => {
    const item = new Item().aborted();
    for (const spread of [2000, 4000, 8000, 16_000])
      item.look(gone, listed).expectWait('look', quiet, spread, 'clearing');
    item.look(gone, listed).expectDone('ghost', { why: 'listed though gone', looks: 5 });
  });

  test('a clean look in between does not start the count over, so a flapping listing ends too', () => {
    const item = new Item().aborted();
    for (let again = 0; again < 4; again++) item.look(gone, listed).look(gone, absent);
    item.look(gone, listed).expectDone('ghost', { why: 'listed though gone', looks: 5 });
  });

  test('parts in between start the count over: the listing was right', () => {
    const item = new Item().aborted();
    for (let again = 0; again < 4; again++) item.look(gone, listed);
    const late = present(1, 10, t0);
    item.look(late, listed).look(late, listed).abort();
    for (const spread of [2000, 4000, 8000, 16_000])
      item.look(gone, listed).expectWait('look', quiet, spread, 'clearing');
    item.look(gone, listed).expectDone('ghost', 'listed though gone');
  });
});

describe('completed', () => {
  const after = planned.initiatedAt + day;

  test('an object written since the initiation: before any abort, and after one', () => {
    const item = new Item()
      .look(gone, absent, object(after))
      .expectDone('completed', { why: 'object written', plain: false });
    expect(bytesFreed(item.state)).toBe(0);
    expect(
      bytesFreed(
        new Item().aborted().look(gone, absent, object(after)).expectDone('completed', 'object written').state,
      ),
    ).toBe(0);
  });

  test('goes by the second: an object of the same second as the initiation counts, an older one does not', () => {
    new Item()
      .aborted()
      .look(gone, absent, object(planned.initiatedAt - 0))
      .expectDone('completed', 'object written');
    const older = object(planned.initiatedAt - 1000);
    new Item().aborted().look(gone, absent, older).look(gone, absent, older).expectDone('clear', 'two clean looks');
  });

  test('is found by the look before an abort, which is then not made: not listed, parts still shown', () => {
    expect(
      new Item().look(present(), absent, object(after)).expectDone('completed', 'object written').state.aborts,
    ).toBe(0);
  });

  test('is found by the look before a second abort, and in the second clean look', () => {
    new Item()
      .aborted()
      .look(present(1, 10), listed)
      .look(gone, absent, object(t0))
      .expectDone('completed', 'object written');
    new Item().aborted().look(gone, absent).look(gone, absent, object(t0)).expectDone('completed', 'object written');
  });

  test('a single PUT since then counts as completed, and says that it is in doubt', () => {
    const plain = object(t0, { etag: `"${'a'.repeat(32)}"` });
    new Item().aborted().look(gone, absent, plain).expectDone('completed', { why: 'object written', plain: true });
  });

  test.each([
    ['older than the upload', object(planned.initiatedAt - day)],
    ['of a single PUT', object(t0, { etag: `"${'a'.repeat(32)}"` })],
    ['bigger than the upload', object(t0, { bytes: 301 })],
    ['of more parts than the upload', object(t0, { etag: '"a-4"' })],
    ['standing for long', object(t0 - 3_600_000)],
  ])('an object %s that was there while the upload was open is somebody else’s', (_, foreign) => {
    const item = new Item().look(present(), listed, foreign).abort();
    item.look(gone, absent, foreign).look(gone, absent, foreign).expectDone('clear', 'two clean looks');
    const replaced = object(t0 + 60_000, { etag: '"b-2"' });
    new Item()
      .look(present(), listed, foreign)
      .abort()
      .look(gone, absent, replaced)
      .expectDone('completed', 'object written');
  });

  test('somebody else’s object is known again in another view, which tells its time and its ETag otherwise', () => {
    const byHead = object(t0, { etag: `"${'a'.repeat(32)}"` });
    const byListing = object(t0 + 421, { etag: 'a'.repeat(32) });
    new Item()
      .look(present(), listed, byHead)
      .abort()
      .look(gone, absent, byListing)
      .look(gone, absent, byHead)
      .expectDone('clear', 'two clean looks');
  });

  test('an object like the upload that has just appeared holds back the abort until the views settle', () => {
    const fresh = object(t0);
    const item = new Item().look(present(), listed, fresh).expectWait('look', 0, 2000, null);
    item.look(present(), listed, fresh).expectWait('look', 0, 4000, null);
    new Item().look(present(), listed, fresh).look(gone, absent, fresh).expectDone('completed', 'object written');
    item.now += 3_600_000;
    expect(item.look(present(), listed, fresh).state.wish).toEqual({ kind: 'abort' });
  });
});

describe('skipped', () => {
  test.each<[string, Look['parts'], Look['listing'], Reason]>([
    ['a newer part', present(3, 300, planned.activityAt + 1), listed, { why: 'newer part' }],
    ['more parts', present(4, 300), listed, { why: 'more parts', parts: 4, planned: 3 }],
    ['more bytes', present(3, 301), listed, { why: 'more bytes' }],
    [
      'another initiation time',
      present(),
      { ...listed, initiatedAt: planned.initiatedAt + 1000 } as const,
      { why: 'another initiation time', toldBy: 'listing' },
    ],
  ])('%s right before the abort', (_, parts, listing, reason) => {
    const item = new Item().look(parts, listing).expectDone('skipped', reason);
    expect(item.state.aborts).toBe(0);
    expect(bytesFreed(item.state)).toBe(0);
  });

  test('parts that are others, before an abort was accepted; after that they are what is aborted again', () => {
    const planned2007 = { ...planned, partSet: 'set a' };
    const others = { ...present(), partSet: 'set b' } as const;
    const same = { ...present(), partSet: 'set a' } as const;
    new Item({ planned: planned2007 }).look(others, listed).expectDone('skipped', { why: 'parts replaced' });
    const item = new Item({ planned: planned2007 }).look(same, listed).abort(204).look(others, listed);
    expect(item.state).toMatchObject({ verdict: 'stubborn', wish: { kind: 'wait', action: 'abort' } });
    item.look(others, listed);
    expect(item.state.wish).toEqual({ kind: 'abort' });
  });

  test('fewer parts, or the initiation time to the second, are no change', () => {
    new Item().look(present(2, 200), { ...listed, initiatedAt: planned.initiatedAt + 999 }).abort();
  });

  test('an unsized upload that turns out to be active, unless that was confirmed', () => {
    const unsized = { ...planned, parts: null, bytes: null, activityAt: planned.initiatedAt };
    const recent = present(1, 10, t0 - 3_600_000);
    new Item({ planned: unsized }).look(recent, listed).expectDone('skipped', { why: 'active', by: 'newest part' });
    new Item({ planned: unsized, confirmed: true }).look(recent, listed).abort();
    new Item({ planned: unsized }).look(present(1, 10, t0 - 2 * day), listed).abort();
  });

  const young = { ...planned, initiatedAt: t0 - 60_000, activityAt: t0 - 60_000 };
  const youngListed = { outcome: 'listed', initiatedAt: young.initiatedAt } as const;

  test.each<[string, number, number]>([
    ['the server’s clock runs ahead', 0, 3 * day],
    ['the local clock runs ahead', 3 * day, 0],
    ['both do', 3 * day, 2 * 3_600_000],
    ['the server’s clock runs behind', 0, -3 * day],
  ])('what the plan took for stale, and is young by one clock: %s', (_, localAhead, serverAhead) => {
    const onPlan = { planned: young };
    const more = { serverTime: t0 + serverAhead };
    for (const parts of [present(3, 300, t0 - 30_000), none, denied('s3:ListMultipartUploadParts')]) {
      // No part is new: the plan knew of all of them, and judged them by a clock that was wrong.
      const item = new Item({ planned: { ...young, activityAt: t0 - 30_000 } });
      item.now += localAhead;
      item.look(parts, youngListed, noObject, more).expectDone('skipped', 'active');
      expect(item.state.aborts).toBe(0);
    }
    const confirmed = new Item({ ...onPlan, confirmed: true });
    confirmed.now += localAhead;
    confirmed.look(none, youngListed, noObject, more).abort();
  });

  test('what has no age that could be known, unless that was confirmed', () => {
    const untimed = { ...planned, activityAt: 0 };
    const undated = { ...untimed, initiatedAt: 0 };
    const listedUndated = { outcome: 'listed', initiatedAt: 0 } as const;
    for (const [of, parts, listing] of [
      [untimed, present(3, 300, null), listed],
      [{ ...untimed, parts: null, bytes: null }, present(3, 300, null), listed],
      [planned, present(3, 300, null), listed],
      [undated, none, listedUndated],
      [undated, none, absent],
      [undated, denied('s3:ListMultipartUploadParts'), listedUndated],
    ] as const) {
      new Item({ planned: of }).look(parts, listing).expectDone('skipped', 'age unknown');
      new Item({ planned: of, confirmed: true }).look(parts, listing).abort();
    }
    // Parts tell how old it is, whatever is not known of its beginning.
    new Item({ planned: { ...planned, initiatedAt: 0 } }).look(present(), listedUndated).abort();
  });

  test('what was begun long ago, and whose parts may not be seen: one of them may be new', () => {
    const unseen = denied('s3:ListMultipartUploadParts');
    const reason = { why: 'age unknown', missing: 'list of parts' } as const;
    const item = new Item().look(unseen, listed).expectDone('skipped', reason);
    expect(item.state.aborts).toBe(0);
    new Item({ planned: { ...planned, parts: null, bytes: null } }).look(unseen, listed).expectDone('skipped', reason);
    new Item({ confirmed: true }).look(unseen, listed).abort();
    // A plain key is not what a store refuses without a permission; an odd one may be.
    const details = { operation: 'ListParts', httpStatus: 501, storeCode: 'NotImplemented' };
    const refused = { outcome: 'failed', error: { code: 'STORE_REFUSED', message: 'no', details } } as const;
    new Item().look(refused, listed).expectDone('skipped', reason);
    const odd = { ...planned, ref: { ...planned.ref, key: 'a+b' } };
    new Item({ planned: odd }).look(refused, listed).abort();
    new Item({ planned: odd }).look(unseen, listed).expectDone('skipped', reason);
    // Recent by what is known, it is active all the same.
    new Item({ planned: young }).look(unseen, youngListed).expectDone('skipped', { why: 'active', by: 'initiation' });
  });

  test('a time that is not known contradicts none that is', () => {
    new Item({ confirmed: true }).look(present(), { outcome: 'listed', initiatedAt: 0 }).abort();
    new Item({ planned: { ...planned, initiatedAt: 0 } }).look(present(), listed).abort();
  });

  test('parts without times that land after an accepted abort are late ones, and no life', () => {
    new Item()
      .look(present(), listed)
      .abort()
      .look(present(1, 5, null), listed)
      .expectWait('abort', 0, 2000, 'stubborn');
  });

  test('an unsized upload with a part younger than the plan, by the server’s clock', () => {
    const unsized = { ...planned, parts: null, bytes: null, activityAt: planned.initiatedAt };
    const part = present(1, 10, context.plannedAt + 5000);
    new Item({ planned: unsized, confirmed: true }).look(part, listed).expectDone('skipped', 'newer part');
    const ahead = { serverTime: t0 + 3_600_000 };
    new Item({ planned: unsized, confirmed: true }).look(part, listed, noObject, ahead).abort();
  });

  test('late parts after an accepted abort are no sign of life; after an unanswered one they are', () => {
    new Item()
      .aborted()
      .look(present(1, 10, t0), listed)
      .look(present(1, 10, t0), listed)
      .abort();
    const item = new Item().look(present(), listed);
    item.tell({ type: 'abort unanswered', code: 'CONNECTION_LOST', retryAfterMs: null });
    item.look(present(4, 400, t0), listed).expectDone('skipped', 'newer part');
  });
});

describe('unverified', () => {
  const noParts = denied('s3:ListMultipartUploadParts');
  const noListing = denied('s3:ListBucketMultipartUploads');
  const noHead = denied('s3:GetObject or s3:ListBucket');
  const lacking = (...permissions: string[]) => ({ why: 'abort not proved', accepted: true, permissions }) as const;

  test('an abort that was accepted, where we may not look, names what is missing', () => {
    const item = new Item({ confirmed: true }).look(noParts, listed).abort().look(noParts, absent);
    expect(bytesFreed(item.expectDone('unverified', lacking('s3:ListMultipartUploadParts')).state)).toBeNull();
    new Item().aborted().look(noParts, listed).expectDone('unverified', lacking('s3:ListMultipartUploadParts'));
    new Item().aborted().look(gone, noListing).expectDone('unverified', lacking('s3:ListBucketMultipartUploads'));
    new Item().aborted().look(gone, absent, noHead).expectDone('unverified', lacking('s3:GetObject or s3:ListBucket'));
  });

  test('nothing is aborted that we may not see at all', () => {
    expect(new Item().look(noParts, noListing).expectDone('unverified', 'not aborted unseen').state.aborts).toBe(0);
    expect(new Item().look(noParts, absent).expectDone('unverified', 'not aborted, not listed').state.aborts).toBe(0);
  });

  test('what was gone already cannot be proved without the listing', () => {
    new Item().look(gone, noListing).expectDone('unverified', {
      why: 'gone, cause not proved',
      met: true,
      permission: 's3:ListBucketMultipartUploads',
    });
  });

  test('parts that show are stubborn even where the listing is denied', () => {
    new Item().aborted().look(present(1, 10), noListing).expectWait('abort', 0, 2000, 'stubborn');
  });

  test('a denied look still finds the object', () => {
    new Item().aborted().look(noParts, absent, object(t0)).expectDone('completed', 'object written');
  });
});

describe('an abort’s answer', () => {
  test('that is denied keeps the permission that is missing by the store’s words', () => {
    const told = { status: 403, code: 'AccessDenied', message: null, permission: 'kms:Decrypt' };
    const item = new Item().look(present(), listed).tell({ type: 'abort answered', ...told });
    item.expectDone('refused', { why: 'refused', errand: 'abort', ...told });
  });

  test.each([
    [403, 'AccessDenied'],
    [412, 'PreconditionFailed'],
    [400, 'InvalidRequest'],
    [405, null],
  ])('%i is refused, with the store’s words', (status, code) => {
    const item = new Item().look(present(), listed).abort(status, code, code && 'no');
    item.expectDone('refused', { why: 'refused', errand: 'abort', status, code, message: code && 'no' });
  });

  test('412 on the condition of the plan’s initiation time is another upload: skipped', () => {
    const item = new Item().look(present(), listed);
    item.tell({ type: 'abort answered', status: 412, code: 'PreconditionFailed', message: null, conditional: true });
    item.expectDone('skipped', { why: 'another initiation time', toldBy: 'store' });
  });

  test('404 proves nothing: look', () => {
    const item = new Item().look(present(), listed).abort(404, 'NoSuchUpload');
    expect(item.state.wish).toEqual({ kind: 'look', purpose: 'after' });
    item.look(present(), listed).expectWait('abort', 0, 2000, 'stubborn');
  });

  test('404 is no abort that was accepted: a part that came since is life, and is not aborted', () => {
    const newer = present(4, 400, t0);
    new Item()
      .look(present(), listed)
      .abort(404, 'NoSuchUpload')
      .look(newer, listed)
      .expectDone('skipped', 'newer part');
    // Nor is it one after parts were left and it is aborted again.
    const item = new Item().look(present(), listed).abort(404, 'NoSuchUpload').look(present(), listed);
    item.look(newer, listed).expectDone('skipped', 'newer part');
    // What may not be looked at is not called an abort that was accepted either.
    const unseen = denied('s3:ListMultipartUploadParts');
    new Item({ confirmed: true })
      .look(unseen, listed)
      .abort(404, 'NoSuchUpload')
      .look(unseen, absent)
      .expectDone('unverified', { why: 'abort not proved', accepted: false, permissions: [unseen.permission] });
  });

  test('no answer waits, at least as long as Retry-After says, and looks again before the next abort', () => {
    const item = new Item().look(present(), listed);
    item.tell({ type: 'abort unanswered', code: 'SLOW_DOWN', retryAfterMs: 7000 }).expectWait('look', 7000, 2000, null);
    item.look(present(), listed).abort().look(gone, absent).look(gone, absent).expectDone('clear', 'two clean looks');
    expect(item.state.aborts).toBe(2);
  });

  test('the bytes before the first abort count, also where it was not answered', () => {
    const item = new Item().look(present(), listed);
    item.tell({ type: 'abort unanswered', code: 'TIMEOUT', retryAfterMs: null });
    item.look(present(1, 100), listed).abort().look(gone, absent).look(gone, absent);
    expect(bytesFreed(item.state)).toBe(300);
  });
});

describe('failed looks', () => {
  test('are tried again with a backoff that doubles, honour Retry-After, and start over after a good one', () => {
    const item = new Item().look(failed('STORE_FAILED'), listed).expectWait('look', 0, 2000, null);
    item.look(present(), failed('SLOW_DOWN', 9000)).expectWait('look', 9000, 4000, null);
    item.look(present(), listed, failed('TIMEOUT')).expectWait('look', 0, 8000, null);
    item.look(present(), listed).abort().look(failed('TIMEOUT'), absent).expectWait('look', 0, 2000, null);
  });
});

describe('the deadline', () => {
  const late = { late: true } as const;

  test('a stubborn item gives up and says what is left', () => {
    const item = new Item().aborted().look(present(2, 100), listed).tell({ type: 'deadline' });
    item.expectDone('gave up', { why: 'deadline, parts left', parts: 2, bytes: 100 });
    expect(bytesFreed(item.state)).toBe(200);
  });

  test('nothing is aborted after it', () => {
    new Item().tell({ type: 'deadline' }).expectDone('gave up', { why: 'deadline, not aborted', last: null });
    new Item().look(present(), listed, noObject, late).expectDone('gave up', 'deadline, not aborted');
    new Item()
      .aborted()
      .look(present(1, 10), listed, noObject, late)
      .expectDone('gave up', { why: 'deadline, parts left', parts: 1, bytes: 10 });
  });

  test('what is merely clearing finishes its last look', () => {
    const item = new Item().aborted().look(gone, absent).tell({ type: 'deadline' });
    item.look(gone, absent, noObject, late).expectDone('clear', 'two clean looks');
    new Item()
      .aborted()
      .tell({ type: 'deadline' })
      .look(gone, absent, noObject, late)
      .expectWait('look', quiet, 0, 'clearing');
  });

  test('but not for ever', () => {
    const item = new Item().aborted();
    for (let again = 0; again < 2; again++) {
      item.look(failed('TIMEOUT'), absent, noObject, late);
      expect(item.state.wish).toMatchObject({ kind: 'wait', action: 'look' });
    }
    item.look(failed('TIMEOUT'), absent, noObject, late).expectDone('gave up', 'deadline, left unknown');
  });

  test('an item whose clean looks are never far enough apart is looked at eight times, and no ninth time', () => {
    const item = new Item().aborted();
    // Each comes right after the one before it: the clock goes back.
    for (let again = 0; again < 7; again++) {
      item.now -= quiet;
      item.look(gone, absent, noObject, late);
      expect([again, item.state.wish.kind]).toEqual([again, 'wait']);
    }
    item.now -= quiet;
    item.look(gone, absent, noObject, late).expectDone('gave up', 'deadline, not proved');
  });

  test('looks before the deadline do not count against those that are granted after it', () => {
    const item = new Item().aborted();
    for (let again = 0; again < 9; again++) {
      item.now -= quiet;
      item.look(gone, absent);
    }
    item.now -= quiet;
    item.look(gone, absent, noObject, late);
    expect(item.state.wish.kind).toBe('wait');
  });
});

describe('cancel', () => {
  test('stops an item that is not final, and keeps a verdict that is', () => {
    new Item().tell({ type: 'cancel' }).expectDone('cancelled', { why: 'stopped', errand: 'abort', sent: false });
    new Item()
      .aborted()
      .look(gone, absent)
      .tell({ type: 'cancel' })
      .expectDone('cancelled', { why: 'stopped', errand: 'abort', sent: true });
    new Item()
      .aborted()
      .look(gone, absent)
      .look(gone, absent)
      .tell({ type: 'cancel' })
      .expectDone('clear', 'two clean looks');
  });
});

test('a final verdict does not change', () => {
  const item = new Item().aborted().look(gone, absent).look(gone, absent);
  const { state } = item;
  item.tell({ type: 'deadline' }).tell({ type: 'abort answered', status: 403, code: null, message: null });
  expect(item.state).toBe(state);
});
