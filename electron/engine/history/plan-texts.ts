import { AppError } from '../../../shared/schema/errors.ts';
import { largestPlanFile } from '../../../shared/values/plan-file.ts';
import { says } from '../../../shared/words/says.ts';

/** Files that can be on their way at once, as of two pages. One that is given up on goes when others come. */
const mostFiles = 2;

/** Plan files that come in pieces, each under an ID, until they are read. */
export class PlanTexts {
  readonly #files = new Map<string, string[]>();

  /** Puts a piece behind those that are there. @throws AppError INVALID_INPUT where the file is too large */
  add(fileId: string, text: string): void {
    const pieces = this.#files.get(fileId) ?? [];
    pieces.push(text);
    this.#files.delete(fileId);
    if (pieces.reduce((sum, { length }) => sum + length, 0) > largestPlanFile) {
      throw new AppError('INVALID_INPUT', says('planFileTooLarge'));
    }
    this.#files.set(fileId, pieces);
    const [oldest] = this.#files.keys();
    if (this.#files.size > mostFiles && oldest !== undefined) this.#files.delete(oldest);
  }

  /** Every piece of a file, which is forgotten. @throws AppError INVALID_INPUT where it is not there, or not any more */
  take(fileId: string): readonly string[] {
    const pieces = this.#files.get(fileId);
    this.#files.delete(fileId);
    if (!pieces) throw new AppError('INVALID_INPUT', says('planFileBeginningGone'));
    return pieces;
  }
}
