import { expect, it } from 'vitest';
import type { ScanState } from '../../../shared/schema/model.ts';
import type { ErrorCode } from '../../../shared/values/error-codes.ts';
import { isResumable } from './scan-resume.ts';

const counters = { startedAt: 0, pages: 1, uploads: 2 };
const finishedAt = 1_000_000;
const day = 24 * 3_600_000;
const stopped: ScanState = { status: 'stopped', ...counters, finishedAt };
const failed = (code: ErrorCode): ScanState => ({
  status: 'failed',
  ...counters,
  finishedAt,
  error: { code, message: '', details: {} },
});

it.each<[string, ScanState, number, boolean]>([
  ['was stopped a moment ago', stopped, 1, true],
  ['was stopped almost a day ago', stopped, day - 1, true],
  ['was stopped a day ago', stopped, day, false],
  ['failed a moment ago', failed('ACCESS_DENIED'), 1, true],
  ['failed a day ago', failed('ACCESS_DENIED'), day, false],
  ['was led in a circle', failed('PAGING_MARKER_REPEATED'), 1, false],
  ['was led nowhere', failed('PAGING_MARKER_MISSING'), 1, false],
  ['had listed as much as it may', failed('LISTING_ENDLESS'), 1, true],
  ['came to its end', { status: 'complete', ...counters, finishedAt }, 1, false],
  ['is under way', { status: 'listing', ...counters }, 1, false],
  ['lists no more, and sizes', { status: 'sizing', ...counters }, 1, false],
  ['never was', { status: 'never' }, 1, false],
])('a scan that %s', (_, state, ago, goesOn) => {
  expect(isResumable(state, finishedAt + ago)).toBe(goesOn);
});
