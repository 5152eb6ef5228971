import { expect, test } from 'vitest';
import { reasonOrNull, reasonText } from './reason-columns.ts';

test('a reason is read as it was written', () => {
  const reason = { why: 'deadline, not aborted', last: { why: 'newer part' } } as const;
  expect(reasonOrNull({ reason: reasonText(reason) }, 'reason')).toEqual(reason);
  expect(reasonOrNull({ reason: null }, 'reason')).toBeNull();
});

test.each([
  'A part arrived after the plan was made.',
  '',
  '{',
  '{}',
  '{"why":"nobody knows"}',
  '{"why":"more parts","parts":-1,"planned":"3"}',
  '["why"]',
  'null',
])('what is no reason is told as it stands: %j', (kept) => {
  expect(reasonOrNull({ reason: kept }, 'reason')).toEqual({ why: 'told', sentence: kept });
});
