import { expect, test } from 'vitest';
import { type DiagnosticsFacts, diagnosticsText, showDiagnostics } from './about.ts';

const facts: DiagnosticsFacts = {
  versions: { app: '1.2.3', electron: '45.0.0', chromium: '150.0.1', node: '24.1.0' },
  platform: 'linux',
  arch: 'x64',
  release: '6.1.0',
  isPackaged: true,
  isSandboxed: true,
  running: 2,
  log: '',
};
const line = (level: string, message: string) => JSON.stringify({ at: '2026-01-01', level, message });

test('says what carries the app, and that the log is clean', () => {
  expect(diagnosticsText(facts)).toBe(
    [
      'Loose Parts 1.2.3 (installed)',
      'Electron 45.0.0, Chromium 150.0.1, Node.js 24.1.0',
      'linux x64 6.1.0, sandbox on',
      'Jobs under way: 2',
      'No warning and no error in the log.',
    ].join('\n'),
  );
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

test.each([
  [0, ['the text']],
  [1, []],
])('what is shown is what is copied, and only by a yes: button %i', async (response, copied) => {
  const written: string[] = [];
  const texts = ['the text', 'another text'];
  await showDiagnostics({
    text: () => texts.shift() ?? '',
    dialog: {
      async showMessageBox({ detail }) {
        expect(detail).toBe('the text');
        return { response };
      },
    },
    clipboard: { writeText: async (text) => void written.push(text) },
  });
  expect(written).toEqual(copied);
});
