import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiJson, quoteForPowerShell, quoteForSh } from './quoting.ts';

/** What a real shell makes of words, as bytes. */
function wordsInShell(words: string): string[] {
  const output = execFileSync('sh', ['-c', `printf '%s\\0' ${words}`], { env: { HOME: '/nowhere', x: 'expanded' } });
  return output.toString('utf8').split('\0').slice(0, -1);
}

const nasty = [
  'plain/key.bin',
  "it's",
  '"quoted"',
  `both ' and "`,
  'new\nline',
  'carriage\rreturn',
  'tab\there',
  '$(touch pwned)',
  '`id`',
  `$x \${x} $((1+1))`,
  '--key',
  '-',
  '~root',
  '*?[a-z]{a,b}',
  'a;b&&c|d>e<f&',
  '\\',
  'back\\slash\\n',
  '!history #comment',
  ' blanks at the ends ',
  '',
  '😀 ünïcödé ‘curly’ “double”',
  'file:///etc/passwd',
  'fileb:///etc/passwd',
  '%PATH% %2F',
  '\u0001\u007f\u200e\u2028',
];

describe('for sh', () => {
  it.each(nasty)('%j is one word, and itself', (text) => {
    expect(wordsInShell(quoteForSh(text))).toEqual([text]);
  });

  it('many words are as many', () => {
    expect(wordsInShell(nasty.map(quoteForSh).join(' '))).toEqual(nasty);
  });

  it('any text is one word', () => {
    const text = fc.string({ unit: 'binary' }).map((found) => found.replaceAll('\0', '').toWellFormed());
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 30 }), (words) => {
        expect(wordsInShell(words.map(quoteForSh).join(' '))).toEqual(words);
      }),
      { numRuns: 30 },
    );
  });

  it('leaves what needs none without quotes', () => {
    expect(quoteForSh('https://s3.example:9000/a-b_c.d')).toBe('https://s3.example:9000/a-b_c.d');
  });
});

describe('for PowerShell', () => {
  it.each([
    ['plain', "'plain'"],
    ["it's", "'it''s'"],
    ['‘curly’ ‚low‛', "'‘‘curly’’ ‚‚low‛‛'"],
    ['$(x) `n "y"', `'$(x) \`n "y"'`],
    ['', "''"],
  ])('%j is %s', (text, quoted) => expect(quoteForPowerShell(text)).toBe(quoted));

  it('comes back by the rules of its single quotes', () => {
    // PowerShell's own: two single quotes of any kind within single quotes are the first of them.
    const read = (quoted: string) => quoted.slice(1, -1).replaceAll(/(['‘’‚‛])['‘’‚‛]/g, '$1');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', "'", '‘', '’', '‚', '‛', '"', '$', '\n') }), (text) => {
        const quoted = quoteForPowerShell(text);
        expect(quoted.slice(1, -1).replaceAll(/['‘’‚‛]{2}/g, '')).not.toMatch(/['‘’‚‛]/);
        expect(read(quoted)).toBe(text);
      }),
    );
  });
});

it('a NUL is refused', () => {
  expect(() => quoteForSh('a\0b')).toThrow(RangeError);
  expect(() => quoteForPowerShell('a\0b')).toThrow(RangeError);
});

describe('JSON for a shell', () => {
  it.each(nasty)('%j is ASCII without a single quote, and itself', (text) => {
    const json = asciiJson({ text });
    expect(json).toMatch(/^[\x20-\x26\x28-\x7e]+$/);
    expect(JSON.parse(json)).toEqual({ text });
    expect(JSON.parse(wordsInShell(`'${json}'`)[0] ?? '')).toEqual({ text });
  });

  it('of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(asciiJson(text)).toMatch(/^[\x20-\x26\x28-\x7e]+$/);
        expect(JSON.parse(asciiJson(text))).toBe(text);
      }),
    );
  });
});
