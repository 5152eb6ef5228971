import { describe, expect, test } from 'vitest';
import type { BundledPackage } from './bundled-packages.ts';
import { chooseLicence, noticesText } from './notices.ts';

const piece: BundledPackage = {
  name: 'piece',
  version: '1.2.3',
  licence: 'MIT',
  texts: ['MIT License\n\nCopyright (c) Jo'],
  author: 'Jo',
  homepage: 'https://example.com/piece',
};

describe('a licence', () => {
  test.each([
    ['MIT', 'MIT'],
    ['(MIT OR GPL-3.0-only)', 'MIT'],
    ['GPL-3.0-only OR Apache-2.0', 'Apache-2.0'],
    ['MIT AND BSD-3-Clause', 'MIT AND BSD-3-Clause'],
    ['GPL-3.0-only', null],
    ['MIT AND GPL-3.0-only', null],
    ['Apache-2.0 WITH LLVM-exception', null],
    ['MIT+', null],
    ['UNLICENSED', null],
    ['SEE LICENSE IN LICENSE.md', null],
    ['', null],
  ])('%j is taken as %j', (expression, chosen) => {
    expect(chooseLicence(expression)).toBe(chosen);
  });

  test.each([
    [{ licence: null }, 'piece@1.2.3 says no licence.'],
    [{ licence: 'SSPL-1.0' }, 'piece@1.2.3 is under SSPL-1.0, which nobody has said may be shipped.'],
    [{ licence: 'Apache-2.0', texts: [] }, 'whose text has to be passed on'],
  ])('stops the build: %o', (differences, sentence) => {
    expect(() =>
      noticesText([
        { ...piece, name: 'other' },
        { ...piece, ...differences },
      ]),
    ).toThrow(sentence);
  });
});

test('says whose work it is and on what terms, the same text once', () => {
  const text = noticesText([
    piece,
    { ...piece, name: 'twin' },
    { ...piece, name: 'bare', texts: [], author: 'Kim' },
    { ...piece, name: 'free', licence: '0BSD', texts: [] },
  ]);
  expect(text).toContain(
    'piece 1.2.3 (MIT) https://example.com/piece\ntwin 1.2.3 (MIT) https://example.com/piece\n\nMIT License\n\nCopyright (c) Jo\n',
  );
  expect(text.match(/Copyright \(c\) Jo/g)).toHaveLength(1);
  expect(text).toMatch(
    /^bare 1\.2\.3 \(MIT\).*\n\nMIT License\n\nCopyright \(c\) Kim\n\nPermission is hereby granted/m,
  );
  expect(text).toContain('free 1.2.3 (0BSD)');
});

test('a licence that names nobody is passed on with the text of another package under it', () => {
  const text = noticesText([
    { ...piece, name: 'with', licence: 'Apache-2.0', texts: ['Apache License'] },
    { ...piece, name: 'without', licence: 'Apache-2.0', texts: [] },
  ]);
  expect(text).toContain('with 1.2.3 (Apache-2.0) https://example.com/piece\nwithout 1.2.3 (Apache-2.0)');
  expect(text.match(/^Apache License$/gm)).toHaveLength(1);
});
