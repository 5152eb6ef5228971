import { expect, test } from 'vitest';
import type { ErrorShape } from '../../../../shared/schema/errors.ts';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import { FakeClock } from '../../ports/testing/fake-clock.ts';
import { Gate } from './gate.ts';

const failure = (code: ErrorCode): ErrorShape => ({ code, message: '', details: {} });

test('a probe that fails in another way is what the job waits for from then on', () => {
  const clock = new FakeClock();
  const gate = new Gate(clock, () => 1);
  expect(gate.heard(failure('CREDENTIALS_MISSING'))).toBe(true);
  gate.knock();
  expect(gate.capacity(8)).toBe(1);
  expect(gate.heard(failure('STORE_FAILED'))).toBe(true);
  expect(gate.waitingFor?.code).toBe('STORE_FAILED');
  expect(gate.capacity(8)).toBe(0);
  expect(gate.heard(null)).toBe(true);
  expect(gate.waitingFor).toBeNull();
});

test('one failure of one item does not shut an open gate; five in a row do', () => {
  const gate = new Gate(new FakeClock(), () => 1);
  for (let i = 0; i < 4; i += 1) expect(gate.heard(failure('STORE_FAILED'))).toBe(false);
  expect(gate.capacity(8)).toBe(8);
  expect(gate.heard(failure('STORE_FAILED'))).toBe(true);
  expect(gate.capacity(8)).toBe(0);
});
