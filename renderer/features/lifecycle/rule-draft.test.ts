import { expect, test } from 'vitest';
import { ruleOf } from './rule-draft.ts';

test.each([
  ['7', 7],
  [' 30 ', 30],
  ['3650', 3650],
])('%j is so many days', (days, expected) => {
  expect(ruleOf({ days, prefix: ' a/' })).toEqual({ rule: { days: expected, prefix: ' a/' } });
});

test.each(['', '0', '-1', '1.5', '3651', '99999', 'seven', '1e2'])('%j is none', (days) => {
  expect(ruleOf({ days, prefix: '' })).toEqual({ problem: 'Whole days, from 1 to 3,650' });
});
