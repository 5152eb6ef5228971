import { describe, expect, it } from 'vitest';
import { adviseDays, type EndedUploads, type VanishedUploads } from './advise-days.ts';

const hourMs = 3_600_000;
const finished = (count: number, hours: number) =>
  Array<EndedUploads>(count).fill({ how: 'finished', ageMs: hours * hourMs });
const vanished = (least: number, most: number, rest: Partial<VanishedUploads> = {}): EndedUploads => ({
  how: 'vanished',
  leastMs: least * hourMs,
  mostMs: most * hourMs,
  uploads: 1,
  still: false,
  ...rest,
});

describe('how many days', () => {
  it('is twice the longest time that an upload took', () => {
    expect(adviseDays([...finished(50, 1), ...finished(1, 30)])).toEqual({
      days: 3,
      why: null,
      finished: 51,
      vanished: 0,
      leftOut: { still: 0, tooFarApart: 0 },
      longest: { leastMs: 30 * hourMs, mostMs: 30 * hourMs },
      choices: [
        { days: 1, lost: 1, mayBeLost: 0 },
        { days: 3, lost: 0, mayBeLost: 0 },
        { days: 7, lost: 0, mayBeLost: 0 },
        { days: 14, lost: 0, mayBeLost: 0 },
        { days: 30, lost: 0, mayBeLost: 0 },
      ],
    });
  });

  it('is a day at least, and says nothing of a few or of very long ones', () => {
    expect(adviseDays(finished(20, 0)).days).toBe(1);
    expect(adviseDays(finished(19, 1))).toMatchObject({ days: null, why: 'few', finished: 19 });
    expect(adviseDays([])).toMatchObject({ days: null, why: 'few', longest: null });
    expect(adviseDays([...finished(30, 1), ...finished(1, 24 * 60)])).toMatchObject({ days: null, why: 'long' });
  });
});

describe('what vanished', () => {
  it('counts by the greater age that it may have had, and says between which', () => {
    const advice = adviseDays([...finished(30, 1), vanished(10, 100), vanished(1, 2, { uploads: 4 })]);
    expect(advice).toMatchObject({
      days: 9,
      finished: 30,
      vanished: 5,
      longest: { leastMs: 10 * hourMs, mostMs: 100 * hourMs },
    });
  });

  it('makes no upload that a rule would surely have lost: it may have been aborted, or was younger', () => {
    const { choices } = adviseDays([...finished(20, 26), vanished(80, 90, { uploads: 7 }), vanished(1, 30)]);
    expect(choices.slice(0, 3)).toEqual([
      { days: 1, lost: 20, mayBeLost: 8 },
      { days: 3, lost: 0, mayBeLost: 7 },
      { days: 7, lost: 0, mayBeLost: 0 },
    ]);
  });

  it('is enough to go by alone', () => {
    expect(adviseDays([vanished(1, 12, { uploads: 20 })])).toMatchObject({ days: 1, why: null, vanished: 20 });
    expect(adviseDays([vanished(1, 12, { uploads: 19 })])).toMatchObject({ days: null, why: 'few', vanished: 19 });
  });

  it('says nothing where it had stood still, or where two weeks lie between the scans', () => {
    const left = [vanished(9000, 9024, { still: true, uploads: 400 }), vanished(0, 15 * 24, { uploads: 30 })];
    expect(adviseDays([...finished(20, 1), ...left])).toMatchObject({
      days: 1,
      finished: 20,
      vanished: 0,
      leftOut: { still: 400, tooFarApart: 30 },
    });
  });
});
