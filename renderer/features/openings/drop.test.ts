import { expect, it, test } from 'vitest';
import { judgeDrop, kindOfDrag } from './drop.ts';

const named = (...names: string[]) => names.map((name) => ({ name }));

test('a file is told from a link and from text', () => {
  expect(kindOfDrag({ types: ['Files'] })).toBe('file');
  // A picture out of a web page is a file and an address.
  expect(kindOfDrag({ types: ['text/uri-list', 'text/html', 'Files'] })).toBe('file');
  expect(kindOfDrag({ types: ['text/uri-list', 'text/plain'] })).toBe('foreign');
  expect(kindOfDrag({ types: ['text/plain'] })).toBe('text');
});

it.each(['a.loose-parts-plan', 'A.LOOSE-PARTS-PLAN', 'loose-parts-attic-plan.json'])('%s may be a plan', (name) => {
  expect(judgeDrop(named(name), false)).toEqual({ file: { name } });
});

it.each([
  [[], false, { why: 'no file' }],
  [['a.json', 'b.json'], false, { why: 'several files', files: 2 }],
  [['holiday.png'], false, { why: 'no plan file', name: 'holiday.png' }],
  [['plan.json.exe'], false, { why: 'no plan file', name: 'plan.json.exe' }],
  [['a.json'], true, { why: 'dialog open', name: 'a.json' }],
] as const)('%j (a dialog is open: %s) is refused', (names, open, refusal) => {
  expect(judgeDrop(named(...names), open)).toEqual({ refusal });
});
