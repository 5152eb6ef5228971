import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../../shared/schema/saying.ts';
import { transportError } from './transport-errors.ts';

const context = { operation: 'ListParts', bucket: 'b', endpoint: 'host:1' } as const;

const failing = (message: string, fields: object) => Object.assign(new Error(message), fields);

/** All details but the saying's own. */
function asked(error: AppError) {
  const { saying: _, ...details } = error.details;
  return details;
}

describe('transportError', () => {
  it.each([
    ['ENOTFOUND', 'ENDPOINT_NOT_FOUND'],
    ['EAI_AGAIN', 'ENDPOINT_NOT_FOUND'],
    ['ECONNREFUSED', 'CONNECTION_REFUSED'],
    ['ECONNRESET', 'CONNECTION_LOST'],
    ['EPIPE', 'CONNECTION_LOST'],
    ['ETIMEDOUT', 'TIMEOUT'],
    ['EHOSTUNREACH', 'TIMEOUT'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'TLS_FAILED'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'TLS_FAILED'],
    ['CERT_HAS_EXPIRED', 'TLS_FAILED'],
    ['CERT_REVOKED', 'TLS_FAILED'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'TLS_FAILED'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'TLS_FAILED'],
    ['EPROTO', 'TLS_FAILED'],
    ['HPE_INVALID_CONSTANT', 'NOT_S3'],
    ['EMADEUP', 'INTERNAL'],
  ])('%s is %s', (systemCode, code) => {
    const error = transportError(Object.assign(new Error('secret detail'), { code: systemCode }), context);
    expect(error).toMatchObject({ code, details: context });
    expect(error.message).not.toContain('secret detail');
    expect(error.cause).toBeUndefined();
  });

  it.each([
    ['ENOTFOUND', 'ENDPOINT_NOT_FOUND', 'The host name cannot be resolved.'],
    ['EAI_AGAIN', 'ENDPOINT_NOT_FOUND', 'The host name cannot be resolved now.'],
    ['ECONNREFUSED', 'CONNECTION_REFUSED', 'The connection was refused.'],
    ['ECONNRESET', 'CONNECTION_LOST', 'The connection was reset.'],
    ['ECONNABORTED', 'CONNECTION_LOST', 'The connection was broken off.'],
    ['EPIPE', 'CONNECTION_LOST', 'The connection was closed while sending.'],
    ['ERR_STREAM_PREMATURE_CLOSE', 'CONNECTION_LOST', 'The answer broke off before its end.'],
    ['Z_BUF_ERROR', 'CONNECTION_LOST', 'The answer broke off before its end.'],
    ['ETIMEDOUT', 'TIMEOUT', 'The connection timed out.'],
    ['ESOCKETTIMEDOUT', 'TIMEOUT', 'The connection timed out.'],
    ['EHOSTUNREACH', 'TIMEOUT', 'There is no way to that host.'],
    ['ENETUNREACH', 'TIMEOUT', 'There is no way to that network.'],
    ['HPE_INVALID_CONSTANT', 'NOT_S3', 'The answer was not HTTP.'],
    ['HPE_INVALID_VERSION', 'NOT_S3', 'The answer was not HTTP.'],
  ])('%s is %s, told as “%s”', (systemCode, code, sentence) => {
    const error = transportError(failing('of the system', { code: systemCode }), context);
    expect([error.code, error.message, asked(error)]).toEqual([code, sentence, context]);
  });

  // An answer that came and cannot be read: it says nothing of the place.
  it.each([
    ['unexpected end', { code: 'Z_DATA_ERROR' }, 'compressed, and cannot be unpacked'],
    ['Decompression failed', { code: 'ERR__ERROR_FORMAT_PADDING_1' }, 'compressed, and cannot be unpacked'],
    [
      'Parse Error: Invalid character in Content-Length.',
      { code: 'HPE_INVALID_CONTENT_LENGTH' },
      '(Invalid character in Content-Length)',
    ],
    ['Parse Error:', { code: 'HPE_STRICT' }, '(HPE_STRICT)'],
    ['Missing expected CR . ', { code: 'HPE_CR_EXPECTED' }, '(Missing expected CR)'],
    ['This is no Parse Error: at all', { code: 'HPE_OTHER' }, '(This is no Parse Error: at all)'],
    ['no date', { $metadata: {} }, 'could not be read as S3 XML'],
    ['char 1: XML parse error, at the start', {}, 'could not be read as S3 XML'],
  ])('%j is an answer that cannot be used', (message, fields, sentence) => {
    const error = transportError(failing(message, fields), context);
    expect(error.code).toBe('NOT_S3');
    expect(error.message).toContain(sentence);
    expect(asked(error)).toEqual({ ...context, unusable: true });
  });

  it('an answer too long for a text cannot be used either', () => {
    const error = transportError(new RangeError('Invalid string length'), context);
    expect([error.code, error.message]).toEqual(['NOT_S3', 'The answer was far too long for S3.']);
    expect(asked(error)).toEqual({ ...context, unusable: true });
  });

  it.each([
    ['x', { name: 'TimeoutError' }, 'TIMEOUT', 'No connection in time.'],
    ['socket hang up', {}, 'CONNECTION_LOST', 'The server closed the connection.'],
    ['Socket Hang Up', {}, 'CONNECTION_LOST', 'The server closed the connection.'],
    ['aborted', {}, 'CONNECTION_LOST', 'The server closed the connection.'],
    ['It was aborted.', {}, 'CONNECTION_LOST', 'The server closed the connection.'],
    ['unaborted', {}, 'INTERNAL', 'The call failed (Error).'],
    ['abortedly', {}, 'INTERNAL', 'The call failed (Error).'],
    [
      'No such partition...',
      { name: 'EndpointError' },
      'INVALID_INPUT',
      'This bucket cannot be reached with these settings: No such partition.',
    ],
    ['a. b', { name: 'EndpointError' }, 'INVALID_INPUT', 'This bucket cannot be reached with these settings: a. b.'],
    ['x', { name: 'InvalidBucketName' }, 'INVALID_INPUT', 'No bucket can have this name: it must not hold a “/”.'],
    ['secret detail', { name: 'OddError' }, 'INTERNAL', 'The call failed (OddError).'],
    // A code that is none of a system's.
    ['secret detail', { code: 7 }, 'INTERNAL', 'The call failed (Error).'],
    ['secret detail', { code: 'AN_HPE_Z_' }, 'INTERNAL', 'The call failed (Error).'],
    ['secret detail', { code: 'AN_ERR__ERROR_' }, 'INTERNAL', 'The call failed (Error).'],
  ])('goes by name and words where the code tells nothing: %j %j', (message, fields, code, sentence) => {
    const error = transportError(failing(message, fields), context);
    expect([error.code, error.message, asked(error)]).toEqual([code, sentence, context]);
  });

  it('tells a key that is no Unicode, and what is no error at all', () => {
    const odd = transportError(new URIError('URI malformed'), context);
    expect([odd.code, odd.message, asked(odd)]).toEqual(['INVALID_INPUT', 'The key is not valid Unicode.', context]);
    for (const thrown of ['a text', undefined, { code: 'ENOTFOUND' }]) {
      const error = transportError(thrown, context);
      expect([error.code, error.message, asked(error)]).toEqual(['INTERNAL', 'The call failed.', context]);
    }
  });

  it('passes on what is named already', () => {
    const error = new AppError('CREDENTIALS_MISSING', inTheirWords('none'));
    expect(transportError(error, context)).toBe(error);
  });

  it.each(['PROXY_FAILED', 'TLS_FAILED'] as const)(
    'adds to %s what was asked, and changes nothing that it says',
    (code) => {
      const error = transportError(new AppError(code, inTheirWords('as told'), { endpoint: 'proxy:2' }), context);
      expect([error.code, error.message]).toEqual([code, 'as told']);
      expect(asked(error)).toEqual({ ...context, endpoint: 'proxy:2' });
    },
  );

  it('offers the other scheme where a port does not speak this one, of an address of its own', () => {
    const wrong = new AppError('WRONG_SCHEME', inTheirWords('as told'), { httpStatus: 400 });
    const error = transportError(wrong, { ...context, endpointUrl: 'https://host:1/s3' });
    expect([error.code, error.message]).toEqual(['WRONG_SCHEME', 'as told']);
    expect(asked(error)).toEqual({ ...context, httpStatus: 400, mendedEndpoint: 'http://host:1/s3' });
    for (const endpointUrl of [null, undefined]) {
      const of = endpointUrl === undefined ? context : { ...context, endpointUrl };
      expect(asked(transportError(wrong, of))).toEqual({ ...context, httpStatus: 400 });
    }
  });
});
