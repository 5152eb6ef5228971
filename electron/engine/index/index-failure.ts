import { AppError, type ErrorShape, errorShapeOf } from '../../../shared/schema/errors.ts';
import { says } from '../../../shared/words/says.ts';

/**
 * What keeps the index from being written, by SQLite's words: its code is the same for every failure.
 *
 * @returns DISK_FULL, DATA_FOLDER_UNWRITABLE; null for whatever else it may be
 */
export function indexFailure(error: unknown): ErrorShape | null {
  if (isIndexTrouble(error)) return error.toShape();
  const { message } = errorShapeOf(error);
  if (/disk is full|ENOSPC/i.test(message)) {
    return { code: 'DISK_FULL', message: 'The index cannot be written: the disk is full.', details: {} };
  }
  if (/readonly|read-only|unable to open|disk I\/O error|database is locked|EACCES|EROFS/i.test(message)) {
    return new AppError('DATA_FOLDER_UNWRITABLE', says('indexUnwritable', { why: message })).toShape();
  }
  return null;
}

/** Trouble of this machine with its index, and not of a store. */
export function isIndexTrouble(error: unknown): error is AppError {
  return error instanceof AppError && (error.code === 'DISK_FULL' || error.code === 'DATA_FOLDER_UNWRITABLE');
}
