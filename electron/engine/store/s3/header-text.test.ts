import { expect, test } from 'vitest';
import { headerText } from './header-text.ts';

/** A text as Node hands it over in a header. */
const asSent = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

test.each(['tidy', 'a b+c%20', 'Alte Uploads löschen', 'müll', '古いアップロード', '🧹 weekly', '\u00a0'])(
  '%j comes back as it was written',
  (text) => {
    expect(headerText(asSent(text))).toBe(text);
  },
);

test('what is no UTF-8 stays as it came', () => {
  for (const text of ['l\u00f6schen', '\u00c3', '\u00ff\u00fe', 'decoded already: ö 古'])
    expect(headerText(text)).toBe(text);
  for (const none of [undefined, '']) expect(headerText(none)).toBeNull();
});
