import { describe, expect, test } from 'vitest';
import { electronProblem, findingsOf } from './audit.ts';

describe('what npm audit says', () => {
  const advisory = { name: 'zod', title: 'Hangs', url: 'https://example.com/a', severity: 'high', range: '<5' };
  const report = {
    auditReportVersion: 2,
    vulnerabilities: {
      zod: { name: 'zod', via: [advisory], nodes: ['node_modules/zod'] },
      vite: { name: 'vite', via: [{ ...advisory, name: 'vite' }], nodes: ['node_modules/vite'] },
      through: { name: 'through', via: ['vite'], nodes: ['node_modules/through'] },
    },
  };

  test('counts for what ships alone', () => {
    expect(findingsOf(report, new Set(['node_modules/zod', 'node_modules/through']))).toEqual([
      { package: 'zod', severity: 'high', title: 'Hangs', url: 'https://example.com/a' },
    ]);
  });

  test('counts by the place where it is installed: another copy does not ship', () => {
    expect(findingsOf(report, new Set(['node_modules/react/node_modules/zod']))).toEqual([]);
  });

  test.each([{ message: 'request failed' }, {}, null, { vulnerabilities: { a: 'b' } }])(
    'and an answer that is no report is not clean: %o',
    (answer) => {
      expect(() => findingsOf(answer, new Set())).toThrow('no report');
    },
  );
});

describe('the Electron that ships', () => {
  const now = Date.parse('2026-11-29T00:00:00Z');
  const daysAgo = (days: number) => new Date(now - days * 86_400_000).toISOString();
  const times = {
    created: daysAgo(4000),
    modified: daysAgo(0),
    '43.0.0': daysAgo(200),
    '44.2.0': daysAgo(90),
    '45.0.0': daysAgo(80),
    '45.1.0': daysAgo(40),
    '45.1.1': daysAgo(10),
    '46.0.0-alpha.1': daysAgo(60),
  };

  test.each([
    ['45.1.0', 'is one step behind, and not for long'],
    ['45.1.1', 'is the newest'],
    ['44.2.0', 'is the newest of an older major'],
    ['43.0.0', 'is of the last major that is mended'],
  ])('%s %s', (version) => expect(electronProblem(version, times, now)).toBeNull());

  test('is too old where a newer one of its major has been out for more than 30 days', () => {
    expect(electronProblem('45.0.0', times, now)).toBe(
      'Electron 45.0.0 ships, and 45.1.0 has been out for 40 days (at most 30).',
    );
  });

  test('is too old where its major is no longer mended', () => {
    const later = { ...times, '46.0.0': daysAgo(1) };
    expect(electronProblem('43.0.0', later, now)).toBe(
      'Electron 43.0.0 is no longer mended: the newest majors are 46, 45, 44.',
    );
  });

  test('is not taken for fresh where the registry does not know it', () => {
    expect(() => electronProblem('45.9.9', times, now)).toThrow('knows no Electron 45.9.9');
  });
});
