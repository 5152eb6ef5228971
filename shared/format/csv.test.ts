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
    const start = fc.constantFrom('=', '+', '-', '@', '\t', ' =', '\n-', "'=");
    fc.assert(fc.property(start, fc.string(), (a, b) => protectCell(a + b).startsWith("'")));
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
