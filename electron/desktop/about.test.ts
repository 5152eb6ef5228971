import { expect, test } from 'vitest';
import { carriersOf, showDiagnostics } from './about.ts';

test('what carries the app is said in a line', () => {
  const versions = { app: '1.2.3', electron: '45.0.0', chromium: '150.0.1', node: '24.1.0' };
  expect(carriersOf(versions)).toBe('Electron 45.0.0, Chromium 150.0.1, Node.js 24.1.0');
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
