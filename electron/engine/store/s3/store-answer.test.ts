import { describe, expect, it } from 'vitest';
import { bodyKind, callInfo, retryAfterMs, storeWords, wasKept, withWideReferences } from './store-answer.ts';
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
    '<ListPartsResult></ListPartsResult><?a?><?b?>',
    '<!DOCTYPE a><ListPartsResult>[</ListPartsResult>',
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
    '<ListPartsResult></ListPartsResultx',
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
    '<ListPartsResult></ListPartsResult>text?>',
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
    ['<?><ListPartsResult></ListPartsResult>', 'foreign'],
    ['<!DOCTYPE a []><ListPartsResult></ListPartsResult>', 'foreign'],
    ['xListPartsResult></ListPartsResult>', 'foreign'],
    ['xError></Error>', 'foreign'],
    ['<s3:Error></s3:Error>', 'error'],
    ['<ERRORRESPONSE></ERRORRESPONSE>', 'error'],
    ['<NoError></NoError>', 'foreign'],
    ['<Errors></Errors>', 'foreign'],
  ])('takes %j for %s', (body, kind) => {
    expect(bodyKind(body).kind).toBe(kind);
  });
});

describe('a result', () => {
  const names = ['ListPartsResult', 'ListBucketsResponse', 'CreateSessionResult', 'CompleteMultipartUploadResult'];
  const others = [
    'LifecycleConfiguration',
    'VersioningConfiguration',
    'ObjectLockConfiguration',
    'Retention',
    'LegalHold',
  ];

  it.each([...names, ...others])('is a %s, and nothing that is called more', (root) => {
    expect(bodyKind(`<${root}/>`)).toEqual({ kind: 'result', root, end: 'whole' });
    for (const other of [`My${root}`, `${root}2`, `My.${root}`]) {
      expect(bodyKind(`<${other}/>`)).toEqual({ kind: 'foreign' });
    }
    expect(bodyKind(`<a:${root}/>`)).toEqual({ kind: 'foreign', prefixed: `a:${root}` });
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

describe('the words of a failure', () => {
  const wordsOf = (body: string, headers: Record<string, string> = {}) =>
    storeWords({ status: 400, headers, receivedAt: 0, body });
  const nothing = {
    code: null,
    message: null,
    region: null,
    endpoint: null,
    requestId: null,
    uploadId: null,
    key: null,
  };
  const all = 'Region Endpoint RequestId UploadId Key'.split(' ').map((name) => `<${name}>my ${name}</${name}>`);
  const told = {
    code: 'Curious',
    message: 'As & told',
    region: 'my Region',
    endpoint: 'my Endpoint',
    requestId: 'my RequestId',
    uploadId: 'my UploadId',
    key: 'my Key',
  };

  it('are read of an error, well-formed or not, and of nothing else', () => {
    const inside = `<Code>Curious</Code><Message> As &amp; told </Message>${all.join('')}`;
    expect(wordsOf(`\n<Error>${inside}</Error>`)).toEqual(told);
    expect(wordsOf(`<Error>${inside}<br></Error>`)).toEqual(told);
    expect(wordsOf(`<ListPartsResult>${inside}</ListPartsResult>`)).toEqual(nothing);
    expect(wordsOf(`<html>${inside}</html>`)).toEqual(nothing);
    expect(wordsOf('')).toEqual(nothing);
    expect(wordsOf('<Error><Code> </Code><Message/></Error>')).toEqual(nothing);
  });

  it('are those that come first, whatever letters and prefixes they are written in', () => {
    const body = '<e:error xmlns:e="x"><e:CODE>First</e:CODE><A><Code>Second</Code></A></e:error>';
    expect(wordsOf(body).code).toBe('First');
    expect(wordsOf('<Error><A><B><Code>Deep</Code></B></A></Error>').code).toBe('Deep');
    expect(wordsOf('\ufeff<Error><Code><![CDATA[Curious]]></Code></Error>').code).toBe('Curious');
  });

  it('that a header says come before those of the body', () => {
    const body = `<Error>${all.join('')}</Error>`;
    const headers = { 'x-amz-bucket-region': 'eu-1', 'x-amz-request-id': 'R' };
    expect(wordsOf(body, headers)).toMatchObject({ region: 'eu-1', requestId: 'R' });
    expect(wordsOf('', headers)).toEqual({ ...nothing, region: 'eu-1', requestId: 'R' });
  });

  it('are the characters that references stand for, in what is not well-formed too', () => {
    const message = '&lt;&gt;&quot;&apos;&amp;&amp;lt;';
    for (const more of ['', '<br>']) {
      expect(wordsOf(`<Error><Message>${message}</Message>${more}</Error>`).message).toBe(`<>"'&&lt;`);
    }
    expect(wordsOf('<Error><Message>&nbsp;&lt</Message><br></Error>').message).toBe('&nbsp;&lt');
  });

  it('are cut where they are long', () => {
    for (const more of ['', '<br>']) {
      const body = `<Error><Message>${'x'.repeat(501)}</Message>${more}</Error>`;
      expect(wordsOf(body).message).toBe('x'.repeat(500));
    }
  });

  it.each([
    ['Signature=abc, more', 'Signature=…, more'],
    ['signature : abc&x=1', 'signature : …&x=1'],
    ['X-Amz-Signature=abc;x', 'X-Amz-Signature=…;x'],
    ['X-Amz-Credential=AKID/1 x', 'X-Amz-Credential=… x'],
    ['Credential=AKID/1 and Signature=abc', 'Credential=… and Signature=…'],
    ['The signature is wrong', 'The signature is wrong'],
    ['nosignature=abc', 'nosignature=abc'],
  ])('hold no signature: %j', (message, shown) => {
    expect(wordsOf(`<Error><Message>${message.replaceAll('&', '&amp;')}</Message></Error>`).message).toBe(shown);
  });
});

describe('the head of an answer', () => {
  const of = (headers: Record<string, string>) => ({
    status: 200,
    headers,
    receivedAt: Date.UTC(2026, 0, 1, 12, 0, 0),
  });

  it('tells its request, its clock and its price', () => {
    expect(callInfo(of({}))).toEqual({ status: 200, requestId: null, serverTime: null, requestCharged: false });
    const date = 'Thu, 01 Jan 2026 11:00:00 GMT';
    expect(callInfo(of({ 'x-request-id': 'B', date, 'x-amz-request-charged': 'requester' }))).toEqual({
      status: 200,
      requestId: 'B',
      serverTime: Date.UTC(2026, 0, 1, 11, 0, 0),
      requestCharged: true,
    });
    expect(callInfo(of({ 'x-request-id': 'B', 'x-amz-request-id': 'A' })).requestId).toBe('A');
    expect(callInfo(of({ 'x-amz-request-charged': 'owner' })).requestCharged).toBe(false);
  });

  it('tells whether a cache had kept it', () => {
    for (const age of ['1', ' 10', '007', '9 s']) expect(wasKept(of({ age }))).toBe(true);
    for (const age of ['0', '00', '', '-1', 'a 1', 'old']) expect(wasKept(of({ age }))).toBe(false);
    expect(wasKept(of({}))).toBe(false);
  });

  it('tells until when to wait by the server’s clock, and by ours where it has none', () => {
    const until = { 'retry-after': 'Thu, 01 Jan 2026 12:01:00 GMT' };
    expect(retryAfterMs(of(until))).toBe(60_000);
    expect(retryAfterMs(of({ ...until, date: 'Thu, 01 Jan 2026 12:00:30 GMT' }))).toBe(30_000);
    expect(retryAfterMs(of({}))).toBeNull();
  });
});

it.each([
  ['&#x1F600;&#128512;', '😀😀'],
  ['&#x1f600;&#X10FFFF;', '😀\u{10ffff}'],
  ['&#x01F600;', '😀'],
  ['&#x10000;&#65536;&#1114111;', '\u{10000}\u{10000}\u{10ffff}'],
  // As they are: what the SDK’s parser reads right, and what is no character.
  ['&#xFFFF;&#x0FFFF;&#65535;', '&#xFFFF;&#x0FFFF;&#65535;'],
  ['&#x110000;&#1114112;&#9999999;', '&#x110000;&#1114112;&#9999999;'],
  ['&#10;&#xA;&amp;#x1F600', '&#10;&#xA;&amp;#x1F600'],
  ['&#x1F600 ;', '&#x1F600 ;'],
])('%j is read by the SDK as %j', (written, meant) => {
  expect(withWideReferences(`<Key>${written}</Key>`)).toBe(`<Key>${meant}</Key>`);
});
