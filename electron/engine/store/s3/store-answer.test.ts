import { describe, expect, it } from 'vitest';
import { bodyKind, storeWords } from './store-answer.ts';
import { errorXml } from './testing/recording-server.ts';

describe('bodyKind', () => {
  const whole = { kind: 'result', root: 'ListPartsResult', end: 'whole' };
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
    '<ListPartsResult></ListPartsResult><!-- broken off',
    '<ListPartsResult></ListPartsResult><?not closed',
    '<ListPartsResult><Part/>',
  ])('takes %j for one that broke off', (body) => {
    expect(bodyKind(body)).toEqual({ ...whole, end: 'cut' });
  });

  it.each([
    '<ListPartsResult></ListPartsResult>text',
    '<ListPartsResult></ListPartsResult>\0',
    '<ListPartsResult><Part/></ListPartsResult >\n<p>served in 3 ms</p>',
    '<ListPartsResult></ListPartsResult><Error><Code>InternalError</Code></Error>',
    '<ListPartsResult></ListPartsResult>text<!-- and a comment -->',
    '<ListPartsResult/><Part/>',
    // The only end is in a comment.
    '<ListPartsResult><Part></Part><!-- </ListPartsResult> -->',
  ])('takes %j for one that something follows', (body) => {
    expect(bodyKind(body)).toEqual({ ...whole, end: 'followed' });
  });

  it.each(['<ListPartsResult/>', '<ListPartsResult></ListPartsResult>'])(
    'takes %j behind another for a second answer',
    (second) => {
      const body = `<ListPartsResult><Part/></ListPartsResult>${second}`;
      expect(bodyKind(body)).toEqual({ ...whole, end: 'followed' });
    },
  );

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

describe('a store’s sentence', () => {
  const told = (message: string) =>
    storeWords({ status: 400, headers: {}, receivedAt: 0, body: errorXml('InvalidRequest', message) }).message;

  it.each([
    'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    'Use AWS4-HMAC-SHA256 (or a presigned URL)!',
    'AWS4-HMAC-SHA256',
  ])('keeps what is no part of a request: %s', (message) => {
    expect(told(message)).toBe(message);
  });

  it.each([
    ['Bad header: AWS4-HMAC-SHA256 Credential=AKID/20260102/us-east-1/s3/aws4_request, Signature=ab12', /AKID|ab12/],
    ['Expected AWS4-HMAC-SHA256\n20260102T030405Z\n20260102/eu/s3/aws4_request\n1f2e3d', /2026|1f2e3d/],
    ['aws4-hmac-sha256 signedheaders=host, signature=c0ffee', /c0ffee|host/],
    ['X-Amz-Security-Token: FwoGZXIvYXdz is not valid', /FwoG/],
  ])('never repeats a signed request: %s', (message, secret) => {
    expect(told(message)).not.toMatch(secret);
    expect(told(message)).toContain('…');
  });
});
