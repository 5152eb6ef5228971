import { beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../../shared/schema/model.ts';
import { createJobPaces, paceWords } from './job-pace.ts';

const counts: Job['counts'] = {
  clear: 0,
  clearing: 0,
  stubborn: 0,
  hidden: 0,
  ghost: 0,
  completed: 0,
  unreachable: 0,
  unverified: 0,
  refused: 0,
  skipped: 0,
  'gave up': 0,
  cancelled: 0,
  pending: 0,
};
const job = (clear: number, rest: Partial<Job> = {}): Job => ({
  id: 'j',
  planId: 'p',
  connectionId: 'c',
  bucket: 'b',
  kind: 'abort',
  cause: 'asked',
  state: 'running',
  createdAt: 0,
  finishedAt: null,
  deadlineAt: 0,
  items: 1000,
  counts: { ...counts, clear, pending: 1000 - clear },
  bytesPlanned: 0,
  unsized: 0,
  bytesFreed: 0,
  bytesLeft: 0,
  unknownLeft: 0,
  waitingFor: null,
  ...rest,
});

let paces: ReturnType<typeof createJobPaces>;
beforeEach(() => {
  paces = createJobPaces();
});

describe('the pace of a job', () => {
  it('is told once it was seen for a while', () => {
    paces.note([job(0)], 0);
    expect(paces.of(job(0), 0)).toBeNull();
    paces.note([job(4)], 4_000);
    expect(paces.of(job(4), 4_000)).toBeNull();
    paces.note([job(100)], 10_000);
    expect(paces.of(job(100), 10_000)).toEqual({ perSecond: 10, leftMs: 90_000 });
    // Nothing more came to its end since.
    expect(paces.of(job(100), 20_000)).toEqual({ perSecond: 5, leftMs: 180_000 });
  });

  it('is that of the last minute', () => {
    paces.note([job(0)], 0);
    paces.note([job(10)], 100_000);
    paces.note([job(610)], 130_000);
    expect(paces.of(job(610), 130_000)?.perSecond).toBe(20);
    expect(paces.of(job(610), 300_000)).toBeNull();
  });

  it('is not told of what stands still, and begins anew after it', () => {
    const waiting = { code: 'CONNECTION_REFUSED', message: '', details: {} } as const;
    paces.note([job(0)], 0);
    paces.note([job(100)], 10_000);
    const held = job(100, { waitingFor: waiting });
    expect(paces.of(held, 10_000)).toBeNull();
    paces.note([held], 11_000);
    paces.note([job(100)], 50_000);
    expect(paces.of(job(100), 50_000)).toBeNull();
    expect(paces.of(job(1000, { state: 'finished' }), 50_000)).toBeNull();
  });

  it('is said in words', () => {
    expect(paceWords({ perSecond: 12.4, leftMs: 20_000 })).toBe('12 a second, about a minute left');
    expect(paceWords({ perSecond: 1234, leftMs: 5 * 60_000 })).toBe('1,234 a second, about 5 minutes left');
    expect(paceWords({ perSecond: 0.2, leftMs: 3 * 3_600_000 })).toBe('12 a minute, about 3 hours left');
    expect(paceWords({ perSecond: 0.2, leftMs: 72 * 3_600_000 })).toBe('12 a minute, about 3 days left');
  });
});
