import { expect, it } from 'vitest';
import { readPlanText } from './plan-text.ts';

it('reads a file, and says where it does not', async () => {
  expect(await readPlanText(new File(['{"ü":1}'], 'a plan'))).toEqual({ ok: true, text: '{"ü":1}' });
  expect(await readPlanText({ name: 'a plan', size: 60_000_001, text: async () => '' })).toEqual({
    ok: false,
    refusal: { why: 'too large', name: 'a plan' },
  });
  const gone = { name: 'a plan', size: 1, text: () => Promise.reject(new Error('gone')) };
  expect(await readPlanText(gone)).toEqual({ ok: false, refusal: { why: 'unreadable', name: 'a plan' } });
});
