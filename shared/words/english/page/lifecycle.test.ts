import { expect, it } from 'vitest';
import { lifecyclePage } from './lifecycle.ts';

const noon = Date.UTC(2026, 2, 1, 12);

it('aborts of one day have one date', () => {
  const { dates } = lifecyclePage.coverage;
  expect(dates(noon, noon + 3_600_000)).toBe('about 2026-03-01 (UTC)');
  expect(dates(noon, noon + 86_400_000)).toBe('from about 2026-03-01 to 2026-03-02 (UTC)');
});

it('speaks of one upload as of one', () => {
  const { now, simulation } = lifecyclePage;
  expect(now.undated(1)).toBe('Of 1 upload it is not known when it was begun: no date can be told of it.');
  expect(now.undated(2)).toBe('Of 2 uploads it is not known when they were begun: no date can be told of them.');
  expect(simulation.already(1)).toBe('1 upload more is aborted by the rules that are there.');
  expect(simulation.otherPrefix(1)).toBe('1 upload has another prefix and stays.');
});
