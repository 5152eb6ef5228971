import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areEqual, KnownBytes, textOf, viewOf } from './known-bytes.ts';

const view = (text: string) => viewOf(Buffer.from(text));

/** Puts and finds whole texts. */
function known(room: number) {
  const texts = new KnownBytes<string>(room);
  const length = (text: string) => Buffer.byteLength(text);
  return {
    put: (text: string) => texts.put(view(text), 0, length(text), 0, 0, text),
    find: (text: string, before = 0) => texts.find(view(text), 0, length(text), 0, 0, before),
    value: (number: number) => texts.value(number),
  };
}

describe('texts by their bytes', () => {
  it('are found whatever was found before, and what was not put is not', () => {
    const texts = known(64);
    const all = ['', 'a', 'ab', 'abcd', 'abcde', 'bücket', 'x'.repeat(300)];
    expect(texts.find('')).toBe(0);
    const numbers = all.map(texts.put);
    for (const before of [0, ...numbers]) {
      expect(all.map((text) => texts.find(text, before))).toEqual(numbers);
      expect(texts.find('abce', before)).toBe(0);
      expect(texts.find('zbcd', before)).toBe(0);
    }
    expect(numbers.map(texts.value)).toEqual(all);
  });

  it('are found but for a gap, and only where it is in its place', () => {
    const texts = new KnownBytes<string>(16);
    const number = texts.put(view('estate,2026-11-01,eu,logs'), 0, 25, 7, 10, 'logs');
    const find = (text: string, gapAt: number) => texts.find(view(text), 0, text.length, gapAt, 10, 0);
    expect(find('estate,2026-11-02,eu,logs', 7)).toBe(number);
    expect(find('estate,2026-11-02,eu,logz', 7)).toBe(0);
    expect(find('eztate,2026-11-02,eu,logs', 7)).toBe(0);
    expect(find('estate,2026-11-02,eu,log', 7)).toBe(0);
  });

  it('are no more than there is room for: the others are not known, and none is taken for another', () => {
    const texts = known(8);
    const all = Array.from({ length: 1000 }, (_, at) => `bucket-${at}`);
    for (const text of all) texts.put(text);
    const found = all.filter((text) => texts.find(text) > 0);
    for (const text of found) expect(texts.value(texts.find(text))).toBe(text);
    expect(found.length).toBeLessThanOrEqual(8);
    expect(texts.put('y'.repeat(8 * 128))).toBe(0);
  });

  it('are the same only where every byte is', () => {
    const bytes = fc.uint8Array({ maxLength: 40 });
    fc.assert(
      fc.property(bytes, bytes, fc.nat(3), (a, b, shift) => {
        const shifted = new Uint8Array([...new Uint8Array(shift), ...b]);
        const isSame = a.length === b.length && Buffer.compare(a, b) === 0;
        expect(a.length === b.length && areEqual(viewOf(a), 0, viewOf(shifted), shift, a.length)).toBe(isSame);
        expect(areEqual(viewOf(b), 0, viewOf(shifted), shift, b.length)).toBe(true);
      }),
    );
    expect(textOf(view('büb'), 0, 4)).toBe('büb');
  });
});
