import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showKey } from '../../../shared/format/shown-key.ts';
import { holdsBytes, textBeginning } from '../../../shared/values/byte-escapes.ts';
import { keyOfBytes, keyOfPercentEncoded, keyOfText, withBytes } from './key-bytes.ts';

const percent = (bytes: Uint8Array) => [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
/** As the SDK writes a key into a path. */
const inPath = (key: string) => withBytes(key.split('/').map(encodeURIComponent).join('/'));

/** Pieces of bytes that are UTF-8, that are none, and that are the escapes' own. */
const pieces = fc.oneof(
  fc
    .constantFrom('a', '/', '%', '+', ' ', 'é', '\u0800', '\ud7ff', '\ufeff', '\ufffd', '\uffff', '😀', '\u{10ff7f}')
    .map((text) => Buffer.from(text)),
  fc.constantFrom('\u{10ff80}', '\u{10ffe9}', '\u{10ffff}').map((text) => Buffer.from(text)),
  fc.uint8Array({ minLength: 1, maxLength: 3 }).map((bytes) => Buffer.from(bytes)),
  // Overlong, a surrogate, beyond the last code point, cut off.
  fc
    .constantFrom('c080', 'e08080', 'eda080', 'f4908080', 'f0808080', 'e2 82', 'ff', '80')
    .map((hex) => Buffer.from(hex.replace(' ', ''), 'hex')),
);
const bytes = fc.array(pieces, { maxLength: 6 }).map((all) => Buffer.concat(all));

describe('a key’s bytes', () => {
  it('make a key that a path brings back, byte by byte', () => {
    fc.assert(
      fc.property(bytes, (given) => {
        const key = keyOfBytes(given);
        expect(Buffer.from(decodeBytes(inPath(key)))).toEqual(given);
        expect(keyOfPercentEncoded(percent(given))).toBe(key);
        expect(keyOfPercentEncoded(inPath(key))).toBe(key);
        // SQLite and JSON keep it.
        expect(Buffer.from(key, 'utf8').toString('utf8')).toBe(key);
      }),
      { numRuns: 2000 },
    );
  });

  it('are text wherever they are a character, between bytes that are none', () => {
    const broken = keyOfBytes(Buffer.from([0xff]));
    const characters = [
      '\u007f',
      '\u0080',
      '\u07ff',
      '\u0800',
      '\ud7ff',
      '\ue000',
      '\uffff',
      '\u{10000}',
      '\u{fffff}',
      '\u{100000}',
    ];
    for (const character of characters) {
      const around = Buffer.concat([Buffer.from([0xff]), Buffer.from(character), Buffer.from([0xff])]);
      expect(keyOfBytes(around)).toBe(`${broken}${character}${broken}`);
      expect(keyOfBytes(around.subarray(0, -1))).toBe(`${broken}${character}`);
    }
  });

  it('are never those of another key', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(keyOfBytes(a) === keyOfBytes(b)).toBe(a.equals(b));
      }),
      { numRuns: 2000 },
    );
  });

  it('are a text like any where they are UTF-8', () => {
    for (const text of ['', 'a b+c%', 'café', '\ufeffbom', '\ufffd', '😀']) {
      expect(keyOfBytes(Buffer.from(text))).toBe(text);
      expect([keyOfText(text), holdsBytes(text), textBeginning(text)]).toEqual([text, false, text]);
      expect(withBytes(encodeURIComponent(text))).toBe(encodeURIComponent(text));
    }
  });

  it('are those of the escapes’ own characters, where a key holds them', () => {
    expect(keyOfText('a\u{10ffe9}b')).toBe(keyOfBytes(Buffer.from('a\u{10ffe9}b')));
    expect(inPath(keyOfText('a\u{10ffe9}b'))).toBe(encodeURIComponent('a\u{10ffe9}b'));
  });
});

it('a percent sign that begins no byte is no encoding', () => {
  for (const text of ['50%', '%', '%E', '%zz', 'caf%E9%']) expect(keyOfPercentEncoded(text)).toBeNull();
});

it('is shown by its bytes, and told apart', () => {
  const [acute, grave] = [keyOfPercentEncoded('caf%E9.bin') ?? '', keyOfPercentEncoded('caf%e8.bin') ?? ''];
  expect([showKey(acute), showKey(grave)]).toEqual(['caf⟨%E9⟩.bin', 'caf⟨%E8⟩.bin']);
  expect([holdsBytes(acute), textBeginning(acute)]).toEqual([true, 'caf']);
});

/** Bytes of a path, by a reader of its own. */
function decodeBytes(path: string): number[] {
  const found: number[] = [];
  for (let at = 0; at < path.length; at++) {
    if (path[at] === '%') {
      found.push(Number.parseInt(path.slice(at + 1, at + 3), 16));
      at += 2;
    } else found.push(path.charCodeAt(at));
  }
  return found;
}
