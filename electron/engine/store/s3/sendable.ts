import { AppError } from '../../../../shared/schema/errors.ts';
import { holdsBytes } from '../../../../shared/values/byte-escapes.ts';
import { says } from '../../../../shared/words/says.ts';
import type { S3Operation } from './call-context.ts';

/**
 * Design, rule 1, and the same care for reads: an empty key would address the bucket.
 *
 * @throws AppError INVALID_INPUT where the key, or the upload ID, is empty
 */
export function requireAddress(operation: S3Operation, key: string, uploadId: string | null): void {
  if (key === '') throw new AppError('INVALID_INPUT', says('keyEmpty'), { operation });
  if (uploadId === '') throw new AppError('INVALID_INPUT', says('uploadIdEmpty'), { operation });
}

/**
 * What goes into a query is a text: a signature over other bytes is nobody's. Keys stand in paths, where they may be any.
 *
 * @throws AppError PAGING_MARKER_MISSING where one of the values holds bytes that are no UTF-8
 */
export function requireText(operation: S3Operation, bucket: string, ...values: readonly string[]): void {
  if (!values.some(holdsBytes)) return;
  const sentence = 'The listing would have to be asked for by a key whose bytes are no UTF-8, which no request can.';
  throw new AppError('PAGING_MARKER_MISSING', sentence, { operation, bucket });
}
