import { expect, test } from 'vitest';
import { type DiagnosticsFacts, diagnosticsText } from './diagnostics.ts';

const facts: DiagnosticsFacts = {
  version: '1.2.3',
  carriers: 'Node.js 24.1.0',
  platform: 'linux',
  arch: 'x64',
  release: '6.1.0',
  running: 2,
  log: '',
};
const line = (level: string, message: string) => JSON.stringify({ at: '2026-01-01', level, message });

test('says what carries the app, and that the log is clean', () => {
  expect(diagnosticsText(facts)).toBe(
    [
      'Loose Parts 1.2.3',
      'Node.js 24.1.0',
      'linux x64 6.1.0',
      'Jobs under way: 2',
      'No warning and no error in the log.',
    ].join('\n'),
  );
});

test('says how it came here and of its sandbox, where that is known', () => {
  const text = diagnosticsText({ ...facts, origin: 'installed', isSandboxed: false });
  expect(text.split('\n').slice(0, 3)).toEqual([
    'Loose Parts 1.2.3 (installed)',
    'Node.js 24.1.0',
    'linux x64 6.1.0, sandbox off',
  ]);
});

test('has the newest warnings and errors, each cut short, and nothing that was only noted', () => {
  const log = [
    ...Array.from({ length: 40 }, (_, index) => line('warn', `warning ${index}`)),
    line('info', 'noted'),
    line('error', 'x'.repeat(5000)),
    '',
  ].join('\n');
  const lines = diagnosticsText({ ...facts, log })
    .split('\n')
    .slice(5);
  expect(lines).toHaveLength(25);
  expect(lines[0]).toContain('warning 16');
  expect(lines.at(-1)).toMatch(/^\{"at".*x…$/);
  expect(lines.at(-1)?.length).toBe(301);
  expect(lines.join('')).not.toContain('noted');
});
