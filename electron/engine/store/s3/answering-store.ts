import { AppError } from '../../../../shared/schema/errors.ts';
import { says } from '../../../../shared/words/says.ts';
import type { CallInfo } from '../store.ts';
import { type CallContext, contextDetails } from './call-context.ts';

/**
 * Whether an answer without a body is the store's. A list is S3's by what it holds; 204 to a DELETE and 404 to a HEAD can be
 * said by anything on the way that never asked the store. A store that names its requests on its lists names them on those
 * as well, and what lacks the name is somebody else's.
 */
export class AnsweringStore {
  #namesRequests = false;

  /** Call it with every answer that holds a list of S3's. */
  listed({ requestId }: CallInfo): void {
    this.#namesRequests ||= requestId !== null;
  }

  /** @throws AppError NOT_S3 where the store's other answers have a request ID, and this one has none */
  requireNamed(context: CallContext, { requestId, status }: CallInfo): void {
    if (requestId !== null || !this.#namesRequests) return;
    throw new AppError('NOT_S3', says('answerUnnamed'), {
      ...contextDetails(context),
      httpStatus: status,
      unusable: true,
    });
  }
}
