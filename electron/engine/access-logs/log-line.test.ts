import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decoded, readLogLine, readLogTime, uploadOperation } from './log-line.ts';
import { type LineToWrite, logLine } from './testing/make-logs.ts';

const read = (line: LineToWrite) => readLogLine(logLine(line));

describe('a line', () => {
  it('is read field by field', () => {
    expect(read({})).toEqual({
      bucket: 'amzn-s3-demo-bucket1',
      at: Date.parse('2019-02-06T00:00:38Z'),
      remoteIp: '192.0.2.3',
      requester: 'arn:aws:sts::123456789012:assumed-role/etl/i-0abc',
      operation: 'put part',
      key: 'a/b.bin',
      uploadId: 'UPLOAD1',
      partNumber: 1,
      status: 200,
      errorCode: null,
      userAgent: 'aws-cli/2.15.0 Python/3.11.6',
    });
  });

  it('of a lifecycle rule has neither request nor address', () => {
    expect(
      read({
        operation: 'S3.DELETE.UPLOAD',
        remoteIp: '-',
        requester: 'AmazonS3',
        request: '"-"',
        status: '-',
        userAgent: '"-"',
      }),
    ).toMatchObject({
      operation: 'lifecycle abort',
      remoteIp: null,
      requester: 'AmazonS3',
      uploadId: null,
      status: null,
      userAgent: null,
    });
    expect(read({ operation: 'S3.DELETE.UPLOAD', request: '-', referrer: '-', userAgent: '-' })).toMatchObject({
      uploadId: null,
      userAgent: null,
    });
  });

  it.each<[string, LineToWrite, object]>([
    [
      'a quote in the request',
      { request: '"PUT /a"b.bin?partNumber=2&uploadId=U HTTP/1.1"' },
      { partNumber: 2, uploadId: 'U' },
    ],
    ['a quote and a space in it', { request: '"PUT /a" b.bin?uploadId=U HTTP/1.1"' }, { uploadId: 'U', status: 200 }],
    ['a quote and a space in the referrer', { referrer: '"a" b"' }, { userAgent: 'aws-cli/2.15.0 Python/3.11.6' }],
    ['a quote in the user agent', { userAgent: '"my"agent/1"' }, { userAgent: 'my"agent/1' }],
    [
      'words in quotes in the user agent',
      { userAgent: '"tool "nightly job" (host "a b") 1.0"' },
      { userAgent: 'tool "nightly job" (host "a b") 1.0' },
    ],
    [
      'quotes with strokes before them in the user agent',
      { userAgent: String.raw`"Mozilla/5.0 \"X 11\" rv:1"` },
      { userAgent: String.raw`Mozilla/5.0 \"X 11\" rv:1` },
    ],
    ['an ID with signs in it', { request: '"POST /a?uploadId=2%7Eab%2Fc HTTP/1.1"' }, { uploadId: '2~ab/c' }],
    ['an ID that is cut', { request: '"POST /a?uploadId=2%7 HTTP/1.1"' }, { uploadId: '2%7' }],
    [
      'another parameter first',
      { request: '"PUT /a?x-id=UploadPart&uploadId=U&partNumber=10000 HTTP/1.1"' },
      { partNumber: 10_000, uploadId: 'U' },
    ],
    ['a parameter that only sounds like it', { request: '"PUT /a?notuploadId=U HTTP/1.1"' }, { uploadId: null }],
    ['a number that is none', { request: '"PUT /a?partNumber=x&uploadId=U HTTP/1.1"' }, { partNumber: null }],
    ['an error', { status: '403', errorCode: 'AccessDenied' }, { status: 403, errorCode: 'AccessDenied' }],
    ['nobody', { requester: '-' }, { requester: null }],
  ])('with %s', (_, line, expected) => expect(read(line)).toMatchObject(expected));

  it.each<[string, LineToWrite]>([
    ['REST.POST.UPLOADS', { operation: 'REST.POST.UPLOADS' }],
    ['REST.COPY.PART', { operation: 'REST.COPY.PART' }],
    ['REST.POST.UPLOAD', { operation: 'REST.POST.UPLOAD' }],
    ['REST.DELETE.UPLOAD', { operation: 'REST.DELETE.UPLOAD' }],
    ['REST.GET.UPLOADS', { operation: 'REST.GET.UPLOADS' }],
    ['REST.GET.UPLOAD', { operation: 'REST.GET.UPLOAD' }],
  ])('of %s', (name, line) => expect(read(line)?.operation).toBe(uploadOperation(name)));

  it.each([
    '',
    'garbage',
    logLine({ operation: 'REST.GET.OBJECT' }),
    logLine({ at: 'yesterday' }),
    logLine({ at: '06/Foo/2019:00:00:38 +0000' }),
    logLine({ status: '20' }),
    logLine({ request: '"PUT /a?uploadId=U' }),
    logLine().slice(0, 200),
    logLine().replace(' [', ' '),
    logLine().replace('"aws-cli/2.15.0 Python/3.11.6"', '"aws-cli'),
  ])('is none: %s', (text) => expect(readLogLine(text)).toBeNull());

  const documented =
    's9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader';
  it.each([
    ['fields as of 2014', ' -'],
    ['fields as of 2018', ` - ${documented} amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com TLSV1.2`],
    [
      'an access point and whether an ACL was needed',
      ` 3HL4kqtJvjVBH40Nrjfkd ${documented} amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com TLSV1.2 arn:aws:s3:us-west-1:123456789012:accesspoint/example-AP Yes`,
    ],
    [
      'the region that it came from',
      ` - ${documented} amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com TLSv1.3 - - us-east-1`,
    ],
    ['fields that nobody knows yet', ` - ${documented} host TLSV1.2 - - us-east-1 "new one" "and another"`],
    ['no host and no signature', ' - - - - - - - - - -'],
    ['a form of its own', ' "-" "something else"'],
  ])('is read alike with %s after the user agent', (_, trailing) => {
    const text = logLine({ userAgent: '"aws-sdk-java/2.20 "x y" z"' });
    const line = text.slice(0, text.indexOf(' z"') + 3) + trailing;
    const agent = trailing.startsWith(' "') ? /^aws-sdk-java/ : /^aws-sdk-java\/2.20 "x y" z$/;
    expect(readLogLine(line)).toMatchObject({ uploadId: 'UPLOAD1', userAgent: expect.stringMatching(agent) });
  });

  it('of a copy tells of the upload that was copied to, and not of what was read for it', () => {
    // User guide, "Additional logging for copy operations": what is read has a record of its own, without a request.
    const source = { operation: 'REST.COPY.PART_GET', request: '-', referrer: '-', userAgent: '-' };
    expect(read(source)).toBeNull();
    const copy = { operation: 'REST.COPY.PART', request: '"PUT /a?partNumber=7&uploadId=U HTTP/1.1"' };
    expect(read(copy)).toMatchObject({ operation: 'copy part', uploadId: 'U', partNumber: 7 });
  });

  it('may end after the user agent', () => {
    const text = logLine();
    expect(readLogLine(text.slice(0, text.indexOf('3.11.6"') + 7))?.userAgent).toBe('aws-cli/2.15.0 Python/3.11.6');
  });

  it('never throws, and is quick with what a client may send', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => readLogLine(text) === null || true));
    const nasty = '" 200 - 1 1 1 1 "-" '.repeat(2000);
    const startedAt = process.cpuUsage();
    for (let i = 0; i < 20; i++) read({ request: `"${nasty}"`, userAgent: `"${nasty}"`, referrer: `"${nasty}"` });
    const used = process.cpuUsage(startedAt);
    expect((used.user + used.system) / 1e6).toBeLessThan(2);
  });
});

it.each([
  ['06/Feb/2019:00:00:38 +0000', '2019-02-06T00:00:38Z'],
  ['29/Feb/2028:23:59:59 +0000', '2028-02-29T23:59:59Z'],
  ['31/Dec/2026:23:30:00 -0130', '2027-01-01T01:00:00Z'],
  ['01/Jan/2027:00:30:00 +0100', '2026-12-31T23:30:00Z'],
])('%s is %s', (text, expected) => expect(readLogTime(text)).toBe(Date.parse(expected)));

it.each([
  ['a%20b', 'a b'],
  ['a+b', 'a+b'],
  ['%E2%82%AC', '€'],
  ['100%', '100%'],
])('%s decoded is %s', (text, expected) => expect(decoded(text)).toBe(expected));
