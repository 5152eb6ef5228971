import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { csvCell, csvLine, protectCell } from './csv.ts';

/** The text that `protectCell` was given, as a person gets it back: without one leading apostrophe. */
const unprotectCell = (text: string) => (text.startsWith("'") ? text.slice(1) : text);

describe('a cell', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\rx', "'\rx"],
    ['  =1', "'  =1"],
    ['\u0001=1', "'\u0001=1"],
    ['\u200b=1', "'\u200b=1"],
    ['＝1', "'＝1"],
    ["'quoted", "''quoted"],
    ['a=1', 'a=1'],
    ['a-b', 'a-b'],
    ['', ''],
  ])('%j stands as %j', (text, stands) => {
    expect(protectCell(text)).toBe(stands);
    expect(unprotectCell(stands)).toBe(text);
  });

  it('gives every text back', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => unprotectCell(protectCell(text)) === text));
  });

  it('never begins with what runs as a formula', () => {
    const blank = fc.constantFrom('', ' ', '\t', '\r', '\n', '\u00a0', '\u200b', '\u202e', '\0', "'");
    const start = fc.constantFrom(...'=+-@', ...'＝＋－＠');
    fc.assert(
      fc.property(blank, start, fc.string(), (a, b, c) => protectCell(a + b + c).startsWith("'")),
      // There are 80 pairs of a blank and a start.
      { numRuns: 400 },
    );
    for (const one of '=+-@＝＋－＠\t\r\n') expect(protectCell(`${one}1`)).toBe(`'${one}1`);
  });

  it('is quoted where it holds what parts cells or lines', () => {
    expect(csvCell('a,b')).toBe('"a,b"');
    expect(csvCell('say "hi"')).toBe('"say ""hi"""');
    expect(csvCell('two\nlines')).toBe('"two\nlines"');
    expect(csvCell(' blank ')).toBe('" blank "');
    expect(csvCell('=HYPERLINK("http://evil.example";"x")')).toBe('"\'=HYPERLINK(""http://evil.example"";""x"")"');
  });

  it('keeps numbers numbers and unknowns empty', () => {
    expect(csvLine([-1, 0, null, true, 'x'])).toBe('-1,0,,true,x\r\n');
  });
});
