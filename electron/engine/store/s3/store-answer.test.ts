import { describe, expect, it } from 'vitest';
import { bodyKind } from './store-answer.ts';

describe('bodyKind', () => {
  const whole = { kind: 'result', root: 'ListPartsResult', complete: true };
  it.each([
    '<ListPartsResult></ListPartsResult>',
    '<ListPartsResult/>',
    '<ListPartsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/" />',
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListPartsResult>\n</ListPartsResult>\n',
    '\ufeff<?xml version="1.0"?><ListPartsResult></ListPartsResult >',
    '<!-- a --> <?made by?>\r\n<!---->\t<ListPartsResult><Part/></ListPartsResult>',
    '<!DOCTYPE ListPartsResult><ListPartsResult></ListPartsResult>',
    '<!-- <Error> --><ListPartsResult></ListPartsResult>',
    // What XML allows behind the root.
    '<ListPartsResult></ListPartsResult><!-- served by node 3 -->',
    '<ListPartsResult></ListPartsResult>\n<!-- 0.02 s -->\n<?end?>  <!-- -->\n',
    '<ListPartsResult/><!-- </ListPartsResult> -->',
    `${'<!---->'.repeat(45)}<ListPartsResult></ListPartsResult>${'<!---->'.repeat(45)}`,
  ])('takes %j for a whole answer', (body) => {
    expect(bodyKind(body)).toEqual(whole);
  });

  it.each([
    '<ListPartsResult>',
    '<ListPartsResult',
    '<ListPartsResult><Part></Part>',
    '<ListPartsResult>/>',
    '<ListPartsResult></ListPartsResult',
    '<ListPartsResult></ListPartsResultat>',
    '<ListPartsResult></ListPartsResult>text',
    '<ListPartsResult></ListPartsResult><!-- broken off',
    // The only end is in a comment.
    '<ListPartsResult><Part></Part><!-- </ListPartsResult> -->',
    '<ListPartsResult><Part/>',
  ])('takes %j for one that broke off', (body) => {
    expect(bodyKind(body)).toEqual({ ...whole, complete: false });
  });

  it.each([
    ['<Error><Code>SlowDown</Code></Error>', 'error'],
    ['<!-- a --><!-- b --><ErrorResponse></ErrorResponse>', 'error'],
    ['', 'empty'],
    [' \n\ufeff', 'empty'],
    ['<!-- <ListPartsResult></ListPartsResult> -->', 'foreign'],
    ['<!-- never closed <ListPartsResult></ListPartsResult>', 'foreign'],
    ['<?xml <ListPartsResult></ListPartsResult>', 'foreign'],
    [`${'<!---->'.repeat(22)}<!DOCTYPE html><html></html>`, 'foreign'],
    ['<!DOCTYPE a><!DOCTYPE b><ListPartsResult></ListPartsResult>', 'foreign'],
    ['<!DOCTYPE a [<!ENTITY k "x">]><ListPartsResult></ListPartsResult>', 'foreign'],
    ['<!doctype html><html></html>', 'foreign'],
    ['x<ListPartsResult></ListPartsResult>', 'foreign'],
    ['<ns2:ListPartsResult></ns2:ListPartsResult>', 'foreign'],
    ['< ListPartsResult></ListPartsResult>', 'foreign'],
    ['{"ok":true}', 'foreign'],
  ])('takes %j for %s', (body, kind) => {
    expect(bodyKind(body).kind).toBe(kind);
  });
});
