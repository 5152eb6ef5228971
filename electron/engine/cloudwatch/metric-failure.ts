import { AppError, type ErrorDetails } from '../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../shared/schema/saying.ts';
import type { ErrorCode } from '../../../shared/values/error-codes.ts';
import { says } from '../../../shared/words/says.ts';
import { transportError } from '../store/s3/transport-errors.ts';
import { meaningOfStatus, meaningOfStoreCode } from '../store/trouble-table.ts';
import { AnswerTooLong } from './metric-client.ts';

const operation = 'GetMetricData';

/** What a failed GetMetricData amounts to. @param host that was asked, for sentences */
export function metricFailure(error: unknown, host: string): AppError {
  const asked: ErrorDetails = { operation, endpoint: host };
  if (error instanceof AnswerTooLong || isUnreadable(error)) {
    const sentence = says('notCloudWatch');
    return new AppError('NOT_S3', sentence, { ...asked, unusable: true });
  }
  const answer = answerOf(error);
  if (answer === null) return transportError(error, { operation, bucket: null, endpoint: host });
  const { name, message, status, requestId } = answer;
  const code = codeOf(name, status);
  return new AppError(code, inTheirWords(message || name || `HTTP ${status}`), {
    ...asked,
    httpStatus: status,
    ...(name && { storeCode: name }),
    ...(message && { storeMessage: message }),
    ...(requestId && { requestId }),
    ...(code === 'ACCESS_DENIED' && { permission: 'cloudwatch:GetMetricData' }),
  });
}

/** AWS's JSON protocol answers 400 to nearly everything: its own name goes first, with `Exception` behind it or without. */
function codeOf(name: string, status: number): ErrorCode {
  const known =
    meaningOfStoreCode(name, operation) ?? meaningOfStoreCode(name.replace(/(?:Exception|Fault)$/, ''), operation);
  return known?.code ?? meaningOfStatus(status)?.code ?? (status >= 500 ? 'STORE_FAILED' : 'STORE_REFUSED');
}

interface Answer {
  name: string;
  message: string;
  status: number;
  requestId: string | undefined;
}

/** What a service's own error says, which the SDK has made of an answer; null where there is no answer. */
function answerOf(error: unknown): Answer | null {
  if (!(error instanceof Error) || error instanceof AppError || !('$metadata' in error)) return null;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return null;
  const { httpStatusCode: status } = metadata;
  if (typeof status !== 'number') return null;
  const requestId = 'requestId' in metadata && typeof metadata.requestId === 'string' ? metadata.requestId : undefined;
  // The SDK's own word for an answer without one.
  const name = error.name === 'Error' || error.name === 'UnknownError' ? '' : error.name;
  return { name, message: error.message === 'UnknownError' ? '' : error.message, status, requestId };
}

/** What the SDK throws where the body is no JSON, with or without the answer's status on it. */
function isUnreadable(error: unknown): boolean {
  return error instanceof SyntaxError || error instanceof TypeError;
}
