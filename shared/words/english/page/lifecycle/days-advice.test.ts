import { describe, expect, it } from 'vitest';
import type { DaysAdviceView } from '../../../../schema/lifecycle.ts';
import { daysAdvice } from './days-advice.ts';

const dayMs = 86_400_000;
const view = (rest: Partial<DaysAdviceView>): string =>
  daysAdvice({
    days: null,
    why: null,
    finished: 0,
    vanished: 0,
    leftOut: { still: 0, tooFarApart: 0 },
    longest: null,
    choices: [],
    ...rest,
  }).join(' ');

describe('how many days', () => {
  it('says nothing of how long they take where none was seen to end', () => {
    expect(view({ why: 'few' })).toBe(
      'No upload was seen to be finished here yet, so nothing shows how long they take. Seven days is what most people choose.',
    );
  });

  it('tells finished ones from vanished ones, and an age from a range', () => {
    const longest = { leastMs: 1.2 * dayMs, mostMs: 2 * dayMs };
    const choices = [{ days: 1, lost: 2, mayBeLost: 3 }];
    expect(view({ days: 4, finished: 30, vanished: 5, longest, choices })).toBe(
      '4 days would have been enough: at least twice what the longest of 30 uploads that were finished and 5 that vanished here took, the longest between 1.2 and 2.0 days. Shorter rules would have taken some before they were finished (1 day: 2 to 5). Vanished means that one scan saw it and a later one did not: finished or aborted, nobody knows which, and its age is known as well as the scans lie close.',
    );
    expect(view({ days: 4, finished: 30, longest: { leastMs: 2 * dayMs, mostMs: 2 * dayMs } })).toBe(
      '4 days would have been enough: at least twice what the longest of 30 uploads that were finished here took, the longest 2.0 days.',
    );
  });

  it('says what it left out', () => {
    expect(view({ why: 'few', vanished: 1, leftOut: { still: 1, tooFarApart: 40 } })).toContain(
      '1 upload more vanished after standing still for a week or longer: left behind, and not counted here. 40 uploads more vanished between scans that lie more than two weeks apart: their age is not known.',
    );
  });
});
