import { AppError, type ErrorDetails } from '../../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../../shared/schema/saying.ts';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import { says } from '../../../../shared/words/says.ts';
import { tlsFailure } from '../transport/tls-failure.ts';
import { type AnyCallContext, contextDetails } from './call-context.ts';
import { inOtherScheme } from './mended-endpoint.ts';

const unreachable: Readonly<Record<string, { code: ErrorCode; message: string }>> = {
  ENOTFOUND: { code: 'ENDPOINT_NOT_FOUND', message: 'The host name cannot be resolved.' },
  EAI_AGAIN: { code: 'ENDPOINT_NOT_FOUND', message: 'The host name cannot be resolved now.' },
  ECONNREFUSED: { code: 'CONNECTION_REFUSED', message: 'The connection was refused.' },
  ECONNRESET: { code: 'CONNECTION_LOST', message: 'The connection was reset.' },
  ECONNABORTED: { code: 'CONNECTION_LOST', message: 'The connection was broken off.' },
  EPIPE: { code: 'CONNECTION_LOST', message: 'The connection was closed while sending.' },
  ERR_STREAM_PREMATURE_CLOSE: { code: 'CONNECTION_LOST', message: 'The answer broke off before its end.' },
  ETIMEDOUT: { code: 'TIMEOUT', message: 'The connection timed out.' },
  ESOCKETTIMEDOUT: { code: 'TIMEOUT', message: 'The connection timed out.' },
  EHOSTUNREACH: { code: 'TIMEOUT', message: 'There is no way to that host.' },
  ENETUNREACH: { code: 'TIMEOUT', message: 'There is no way to that network.' },
};

/**
 * The error for a call that got no usable answer: the network, TLS, or an answer that could not be read.
 *
 * An AppError passes as it is; one of the way there gets what was asked added. The original error is not kept as a cause: SDK errors carry the request's headers.
 */
export function transportError(error: unknown, context: AnyCallContext): AppError {
  const details = contextDetails(context);
  if (error instanceof AppError) {
    if (error.code === 'WRONG_SCHEME') {
      const mended = inOtherScheme(context.endpointUrl ?? null);
      return new AppError(error.code, error.said, { ...details, ...error.details, ...mended });
    }
    const ofTheWay = error.code === 'PROXY_FAILED' || error.code === 'TLS_FAILED';
    return ofTheWay ? new AppError(error.code, error.said, { ...details, ...error.details }) : error;
  }
  if (!(error instanceof Error)) return new AppError('INTERNAL', says('callFailedSomehow'), details);
  const systemCode = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = unreachable[systemCode];
  if (known) return new AppError(known.code, inTheirWords(known.message), details);
  const tls = tlsFailure(error);
  if (tls !== null) return new AppError('TLS_FAILED', tls, details);
  if (error.name === 'TimeoutError') return new AppError('TIMEOUT', 'No connection in time.', details);
  const unusable = { ...details, unusable: true as const };
  if (systemCode.startsWith('HPE_')) return brokenHttp(systemCode, error.message, details);
  if (systemCode === 'Z_BUF_ERROR')
    return new AppError('CONNECTION_LOST', 'The answer broke off before its end.', details);
  // zlib's, and Brotli's own.
  if (/^(?:Z_|ERR__ERROR_)/.test(systemCode)) {
    return new AppError('NOT_S3', says('answerCompressed'), unusable);
  }
  if (error instanceof RangeError) return new AppError('NOT_S3', says('answerFarTooLong'), unusable);
  if (/socket hang up|\baborted\b/i.test(error.message)) {
    return new AppError('CONNECTION_LOST', 'The server closed the connection.', details);
  }
  // The SDK's rules for where a bucket leads: an ARN of another partition, an address that has no such endpoint.
  if (error.name === 'EndpointError') {
    return new AppError('INVALID_INPUT', says('bucketOutOfReach', { why: error.message.replace(/\.+$/, '') }), details);
  }
  if (error.name === 'InvalidBucketName') {
    return new AppError('INVALID_INPUT', says('bucketNameWithSlash'), details);
  }
  if (error instanceof URIError) return new AppError('INVALID_INPUT', says('keyNotUnicode'), details);
  // The SDK's parser: an S3 answer whose fields are not what S3 says (a date that is none, tags that do not match).
  if ('$metadata' in error || error.message.includes('XML parse error')) {
    return new AppError('NOT_S3', says('answerNotS3Xml'), unusable);
  }
  return new AppError('INTERNAL', says('callFailedBy', { name: error.name }), details);
}

/** What no HTTP server begins an answer with: TLS, or another protocol altogether. */
const notHttp: ReadonlySet<string> = new Set(['HPE_INVALID_CONSTANT', 'HPE_INVALID_VERSION']);

/** An answer that is HTTP and breaks its rules (two lengths, a control character in a header), or none at all. */
function brokenHttp(systemCode: string, message: string, details: ErrorDetails): AppError {
  if (notHttp.has(systemCode)) return new AppError('NOT_S3', says('answerNotHttp'), details);
  const rule = message.replace(/^Parse Error:\s*/, '').replace(/[.\s]+$/, '');
  const said = says('answerBreaksHttp', { rule: rule || systemCode });
  return new AppError('NOT_S3', said, { ...details, unusable: true });
}
