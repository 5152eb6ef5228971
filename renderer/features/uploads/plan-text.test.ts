import { expect, it } from 'vitest';
import { readPlanText } from './plan-text.ts';

it('reads a file, and says in words where it does not', async () => {
  expect(await readPlanText(new Blob(['{"ü":1}']))).toEqual({ ok: true, text: '{"ü":1}' });
  expect(await readPlanText({ size: 60_000_001, text: async () => '' })).toEqual({
    ok: false,
    problem: 'This file is too large to be a plan.',
  });
  const gone = { size: 1, text: () => Promise.reject(new Error('gone')) };
  expect(await readPlanText(gone)).toEqual({ ok: false, problem: 'This file cannot be read.' });
});
