import { AppError } from '../../../shared/schema/errors.ts';
import type { Connection } from '../../../shared/schema/model.ts';

/**
 * The connection of that ID, or null where there is none any more.
 *
 * @param get throws AppError NOT_FOUND where there is no such connection
 * @throws whatever else `get` throws
 */
export function connectionIfKnown(get: (connectionId: string) => Connection, connectionId: string): Connection | null {
  try {
    return get(connectionId);
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}
