import { AppError, type ErrorShape } from '../../../../shared/schema/errors.ts';
import type { Connection } from '../../../../shared/schema/model.ts';
import { says } from '../../../../shared/words/says.ts';

/** What every writing call is answered with on a read-only connection. */
export function readOnlyRefusal(): AppError {
  return new AppError('READ_ONLY', says('readOnly'));
}

/**
 * Stops what would write before it is begun; the client stands behind it (client-factory.ts).
 * @throws AppError READ_ONLY
 */
export function requireWritable({ readOnly }: Pick<Connection, 'readOnly'>): void {
  if (readOnly) throw readOnlyRefusal();
}

/** What a job waits for while its connection is read-only. */
export function readOnlyWait(): ErrorShape {
  return new AppError('READ_ONLY', says('becameReadOnly')).toShape();
}
