import { describe, expect, test } from 'vitest';
import { closingLine, isGood, readResult, type StoreResult, sumLine, withFlows } from './store-results.ts';

interface Check {
  title: string;
  status?: string;
  known?: string;
}

function reportOf(...files: Check[][]): string {
  const testResults = files.map((checks) => ({
    message: checks.length === 0 ? 'Cannot find module' : '',
    assertionResults: checks.map(({ title, status = 'passed', known }) => ({
      title,
      fullName: `a store ${title}`,
      status,
      meta: known === undefined ? {} : { known },
    })),
  }));
  return JSON.stringify({ success: true, testResults });
}

describe('a store’s result', () => {
  test('counts what passed, and apart from that what deviates as is written down', () => {
    const report = reportOf([{ title: 'a' }, { title: 'b', known: '501' }], [{ title: 'c' }]);
    const written = [{ check: 'b', instead: '501' }];
    expect(readResult(report, written, 7)).toEqual({ kind: 'checked', passed: 2, known: 1, failed: [], seconds: 7 });
  });

  test('fails for a failed check, and for one that did not run', () => {
    const report = reportOf([{ title: 'a', status: 'failed' }, { title: 'b', status: 'skipped' }, { title: 'c' }]);
    expect(readResult(report, [], 1)).toMatchObject({
      passed: 1,
      failed: ['a store a (failed)', 'a store b (skipped)'],
    });
  });

  test('fails for what is written down for no check', () => {
    const written = [{ check: 'renamed', instead: '404' }];
    expect(readResult(reportOf([{ title: 'a' }]), written, 1)).toMatchObject({
      failed: ['written down for no check: renamed'],
    });
  });

  test('fails for a file of checks that did not load', () => {
    expect(readResult(reportOf([{ title: 'a' }], []), [], 1)).toMatchObject({
      failed: ['a file of checks did not load: Cannot find module'],
    });
  });

  test.each([
    ['no report', null],
    ['a report without a check', reportOf()],
  ])('is broken with %s', (_, report) => {
    expect(readResult(report, [], 1)).toMatchObject({ kind: 'broke' });
  });

  test('is an error where the report is no report', () => {
    expect(() => readResult('{"tests":[]}', [], 1)).toThrow();
  });
});

const results: Record<string, StoreResult> = {
  good: { kind: 'checked', passed: 27, known: 3, failed: [], seconds: 41 },
  plain: { kind: 'checked', passed: 30, known: 0, failed: [], seconds: 9 },
  bad: { kind: 'checked', passed: 25, known: 0, failed: ['a', 'b'], seconds: 50 },
  absent: { kind: 'not installed', reason: 'PyPI did not give it: no network' },
  slow: { kind: 'left out', reason: 'its checks take more than a minute' },
  broke: { kind: 'broke', reason: 'it did not start, or no check ran' },
};

test('each store ends with one line', () => {
  const lines = Object.values(results).map((result) => closingLine('Store', 'v1.2', result));
  expect(lines).toEqual([
    'Store 1.2: 27 passed, 3 otherwise as written down, 0 failed (41 s)',
    'Store 1.2: 30 passed, 0 failed (9 s)',
    'Store 1.2: 25 passed, 2 failed (50 s)',
    'Store 1.2: not installed: PyPI did not give it: no network',
    'Store 1.2: left out: its checks take more than a minute',
    'Store 1.2: BROKE: it did not start, or no check ran',
  ]);
  expect(closingLine('Ceph', null, { kind: 'left out', reason: 'x' })).toBe('Ceph: left out: x');
});

test('what cannot be installed or was left out is no failure; what broke or failed is', () => {
  expect(Object.keys(results).filter((name) => !isGood(results[name] ?? { kind: 'broke', reason: '' }))).toEqual([
    'bad',
    'broke',
  ]);
});

test('the page’s flows count as one check', () => {
  const { plain, absent } = results;
  if (!plain || !absent) throw new Error('There are no such results.');
  expect(withFlows(plain, true)).toMatchObject({ passed: 31, failed: [] });
  expect(withFlows(plain, false)).toMatchObject({ passed: 30, failed: ['the page’s flows'] });
  expect(withFlows(absent, false)).toBe(absent);
});

test('the run ends with the sum', () => {
  expect(sumLine(Object.values(results))).toBe('stores: 82 passed, 3 failed');
  expect(sumLine([])).toBe('stores: 0 passed, 0 failed');
});
