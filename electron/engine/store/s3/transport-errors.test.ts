import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../../shared/schema/saying.ts';
import { transportError } from './transport-errors.ts';

const context = { operation: 'ListParts', bucket: 'b', endpoint: 'host:1' } as const;

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

  it('goes by name and words where there is no code', () => {
    const named = Object.assign(new Error('x'), { name: 'TimeoutError' });
    expect(transportError(named, context).code).toBe('TIMEOUT');
    expect(transportError(new Error('socket hang up'), context).code).toBe('CONNECTION_LOST');
    expect(transportError(new URIError('URI malformed'), context).code).toBe('INVALID_INPUT');
  });

  it('passes on what is named already', () => {
    const error = new AppError('CREDENTIALS_MISSING', inTheirWords('none'));
    expect(transportError(error, context)).toBe(error);
  });
});
