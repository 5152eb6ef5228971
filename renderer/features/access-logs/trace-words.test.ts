import { expect, it } from 'vitest';
import { traceLines } from './trace-words.ts';

const trace = {
  lines: 3,
  firstAt: 0,
  lastAt: Date.UTC(2026, 0, 1),
  userAgent: 'aws-cli/2.15.0',
  requester: 'arn:aws:iam::1:role/etl',
  remoteIp: null,
  partsStored: 1,
  lastSuccessAt: 1,
  errors: 1,
  lastError: { at: Date.UTC(2026, 0, 1), operation: 'put part', status: 403, code: 'AccessDenied' },
  ended: null,
} as const;

it('says who, and what went wrong before it went silent', () => {
  const lines = traceLines(trace);
  expect(lines[0]).toBe('aws-cli/2.15.0');
  expect(lines[1]).toBe('by arn:aws:iam::1:role/etl');
  expect(lines.at(-1)).toMatch(/^Before it went silent, put part failed: AccessDenied \(HTTP 403\)/);
});

it('says where a failure has no code', () => {
  const lines = traceLines({ ...trace, lastError: { ...trace.lastError, code: null } });
  expect(lines.at(-1)).toBe('Before it went silent, put part failed: no code (HTTP 403), 2026-01-01 00:00:00 UTC');
});

it('does not blame what went well afterwards', () => {
  const lines = traceLines({ ...trace, lastSuccessAt: Date.UTC(2026, 0, 2), ended: 'completed' });
  expect(lines.at(-2)).toMatch(/^Once, put part failed/);
  expect(lines.at(-1)).toBe('The logs say that it was completed.');
});
