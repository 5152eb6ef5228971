import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteEscape } from '../../../shared/values/byte-escapes.ts';
import {
  decodePage,
  decodeUrl,
  type KeyConvention,
  learnConvention,
  nothingLearned,
  spellEach,
  tellsApart,
} from './encoding.ts';
import { keyOfText } from './key-bytes.ts';

const page = (keys: string[], nextKeyMarker: string | null = null, echoed = false) => ({
  echoed,
  uploads: keys.map((key, index) => ({ key, uploadId: `u${index}` })),
  nextKeyMarker,
});
/** As AWS and most stores write it: `+` for a space. */
const plusEncode = (text: string) => encodeURIComponent(text).replaceAll('%20', '+');

describe('decodeUrl', () => {
  it.each([
    ['a+b', 'a b'],
    ['a%2Bb', 'a+b'],
    ['a%20b', 'a b'],
    ['%F0%9F%98%80', '😀'],
    ['%01', '\u0001'],
    ['plain/key.txt', 'plain/key.txt'],
    // Not URL encoding, so it was not encoded.
    ['100%', '100%'],
    ['%zz+', '%zz+'],
    // Bytes that are no UTF-8 are kept.
    ['caf%FF+a', `caf${byteEscape(0xff)} a`],
  ])('%s is %s', (written, key) => expect(decodeUrl(written)).toBe(key));

  it('undoes both ways of encoding, for every key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (key) => {
        expect(decodeUrl(plusEncode(key))).toBe(keyOfText(key));
        expect(decodeUrl(encodeURIComponent(key))).toBe(keyOfText(key));
      }),
    );
  });
});

describe('decodePage', () => {
  it.each<[string, KeyConvention, boolean, string[] | null, string | null]>([
    ['needs to learn, whatever the store echoes', nothingLearned, true, null, null],
    ['an echo means keys and marker alike', { keys: 'encoded', marker: null }, true, ['a b'], 'c d'],
    ['needs to learn', nothingLearned, false, null, null],
    ['needs the marker too', { keys: 'encoded', marker: null }, false, null, null],
    ['nothing is encoded', { keys: 'plain', marker: 'plain' }, false, ['a+b'], 'c+d'],
    ['everything is encoded', { keys: 'encoded', marker: 'encoded' }, false, ['a b'], 'c d'],
    ['only keys are encoded (Ceph 16.2)', { keys: 'encoded', marker: 'plain' }, false, ['a b'], 'c+d'],
    ['an echo is no proof', { keys: 'plain', marker: null }, true, ['a+b'], 'c+d'],
  ])('%s', (_, convention, echoed, keys, marker) => {
    const decoded = decodePage(page(['a+b'], 'c+d', echoed), convention);
    expect(decoded?.uploads.map(({ key }) => key) ?? null).toEqual(keys);
    expect(decoded?.nextKeyMarker ?? null).toBe(marker);
  });

  it.each(['a b', 'ä', '100%', '<a>', 'a&b'])('is not taken in by a page that holds %s among encoded keys', (raw) => {
    const encoded: KeyConvention = { keys: 'encoded', marker: 'encoded' };
    expect(decodePage(page(['c%20d', raw], null, true), encoded)).toBeNull();
    expect(decodePage(page(['c%20d', 'e'], null, true), encoded)?.uploads[0]?.key).toBe('c d');
  });

  it('needs nothing where no key and no marker can tell', () => {
    expect(decodePage(page(['a', 'b/c.d', 'ä <'], 'b'), nothingLearned)?.uploads).toHaveLength(3);
  });
});

describe('spellEach', () => {
  it('reads each key in the way in which the same upload is called without encoding', () => {
    const asked = page(['a%20b', 'c+d', 'e%2Bf', '%01+', 'gone+by'], 'c+d', true);
    const bare = { ...page(['a b', 'c+d', 'e+f', '\ufffd+'], 'c+d'), echoed: false };
    const spelled = spellEach(asked, bare);
    expect(spelled.uploads.map(({ key }) => key)).toEqual(['a b', 'c+d', 'e+f', '\u0001+', 'gone by']);
    expect(spelled.nextKeyMarker).toBe('c+d');
    // A bare page that ends elsewhere leads elsewhere.
    expect(spellEach(asked, { ...bare, nextKeyMarker: 'further on' }).nextKeyMarker).toBe('c d');
  });
});

describe('learnConvention', () => {
  it.each<[string, string[], string | null, string[], string | null, KeyConvention]>([
    ['nothing encoded', ['a+b'], 'a+b', ['a+b'], 'a+b', { keys: 'plain', marker: 'plain' }],
    ['everything encoded', ['a%2Bb'], 'a%2Bb', ['a+b'], 'a+b', { keys: 'encoded', marker: 'encoded' }],
    ['only keys (Ceph 16.2)', ['a%2Bb'], 'a+b', ['a+b'], 'a+b', { keys: 'encoded', marker: 'plain' }],
    ['no key can tell', ['ab', 'c'], 'c', ['ab', 'c'], 'c', nothingLearned],
    ['keys tell, the marker does not', ['a%20b', 'c'], 'c', ['a b', 'c'], 'c', { keys: 'encoded', marker: null }],
    ['what XML cannot hold still tells', ['a%01+%0Db'], null, ['a\ufffd \nb'], null, { keys: 'encoded', marker: null }],
    ['another upload’s key tells nothing', ['a%20b'], null, ['other'], null, nothingLearned],
    ['a contradiction tells nothing', ['a+b', 'c%20d'], null, ['a+b', 'c d'], null, nothingLearned],
  ])('%s', (_, asked, askedMarker, bare, bareMarker, learned) => {
    expect(learnConvention(nothingLearned, page(asked, askedMarker), page(bare, bareMarker))).toEqual(learned);
  });

  it('pairs by upload ID, not by place, and not where an ID comes twice', () => {
    const asked = { ...page([]), uploads: [{ key: 'a+b', uploadId: 'x' }] };
    const moved = {
      ...page([]),
      uploads: [
        { key: 'new', uploadId: 'y' },
        { key: 'a+b', uploadId: 'x' },
      ],
    };
    expect(learnConvention(nothingLearned, asked, moved).keys).toBe('plain');
    const twice = {
      ...page([]),
      uploads: [
        { key: 'a+b', uploadId: 'x' },
        { key: 'a b', uploadId: 'x' },
      ],
    };
    expect(learnConvention(nothingLearned, asked, twice).keys).toBeNull();
  });

  it('keeps what was known', () => {
    const known: KeyConvention = { keys: 'encoded', marker: 'plain' };
    expect(learnConvention(known, page(['a+b'], 'a+b'), page(['a+b'], 'c d'))).toEqual(known);
  });

  it('reads every page of every convention right once it has learned, for any keys', () => {
    const key = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((text) => !/[\u0000-\u001f\u007f-\u009f\ufffd-\uffff]/.test(text));
    const writers = {
      none: { key: (text: string) => text, marker: (text: string) => text },
      all: { key: plusEncode, marker: plusEncode },
      ceph: { key: encodeURIComponent, marker: (text: string) => text },
    };
    fc.assert(
      fc.property(fc.constantFrom('none', 'all', 'ceph'), fc.array(key, { minLength: 1 }), (name, keys) => {
        const writer = writers[name as keyof typeof writers];
        const last = keys.at(-1) ?? '';
        const asked = page(keys.map(writer.key), writer.marker(last));
        const learned = learnConvention(nothingLearned, asked, page(keys, last));
        const decoded = decodePage(asked, learned);
        expect(decoded?.uploads.map((upload) => upload.key)).toEqual(keys.map(keyOfText));
        expect(decoded?.nextKeyMarker).toBe(keyOfText(last));
        if (!keys.map(writer.key).some(tellsApart)) expect(learned.keys).toBeNull();
      }),
    );
  });
});
