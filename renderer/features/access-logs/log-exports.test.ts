import { expect, it } from 'vitest';
import { logRows } from './log-exports.ts';

it('has every table, and no name where the logs tell none', () => {
  const rows = logRows({
    files: 1,
    lines: 9,
    malformed: 0,
    from: null,
    to: null,
    operations: [],
    wanted: 3,
    found: 2,
    userAgents: [{ name: 'aws-cli', uploads: 2 }],
    requesters: [{ name: null, uploads: 1 }],
    lastErrors: [
      { operation: 'put part', status: 503, code: 'SlowDown', uploads: 1 },
      { operation: 'complete', status: 403, code: null, uploads: 1 },
    ],
    lifecycleAborts: [{ bucket: 'b', day: Date.UTC(2026, 2, 2), uploads: 4 }],
    problems: [],
    problemCount: 0,
  });
  expect(rows).toEqual([
    ['user agent', 'aws-cli', null, 2],
    ['requester', null, null, 1],
    ['last error', 'put part: SlowDown', 503, 1],
    ['last error', 'complete', 403, 1],
    ['aborted by lifecycle', 'b 2026-03-02', null, 4],
  ]);
});
