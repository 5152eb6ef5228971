import { expect, it } from 'vitest';
import { lensPage } from './lens.ts';

const gib = 1024 ** 3;

it('an export of one day has no end beside its beginning', () => {
  const { about } = lensPage.report;
  expect(about([])).toBe('Export {config} of account {account}: 0 days.');
  expect(about(['2026-03-01'])).toBe('Export {config} of account {account}: 1 day, 2026-03-01.');
  expect(about(['2026-03-01', '2026-03-02'])).toBe(
    'Export {config} of account {account}: 2 days, 2026-03-01 to 2026-03-02.',
  );
});

it('a trend whose ends read the same names them once', () => {
  const { trend } = lensPage.buckets;
  expect(trend('b', null)).toBe('Bytes of b');
  expect(trend('b', { from: gib, to: 2 * gib })).toBe('Bytes of b: from 1 GiB to 2 GiB');
  expect(trend('b', { from: gib, to: gib + 1 })).toBe('Bytes of b: 1 GiB at its beginning and its end');
});
