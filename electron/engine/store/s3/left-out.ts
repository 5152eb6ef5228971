import { AppError } from '../../../../shared/schema/errors.ts';
import { objectsToRequest } from '../trouble-table.ts';

/** A parameter that a read can do without: it is asked for less well, and of more. */
export type Optional = 'max-uploads' | 'max-parts' | 'max-keys' | 'encoding-type' | 'prefix';

/** A request's optional parameters. */
export interface AskedWith {
  names: readonly Optional[];
  /** Those whose refusal may be this very value's fault, so that it is not remembered. */
  doubtful?: readonly Optional[];
}

/** Refusals that are kept in mind, so that a call that cannot work is not sent several times each time. */
const mostHopeless = 100;

/**
 * What one operation of an endpoint is asked without, because the store refuses it: old S3Proxy knows no max-uploads and no
 * prefix, others refuse whatever they do not know (s3-semantics, "What stores refuse"). Found by evidence alone: the call is
 * refused with a parameter, and answered without it. Remembered as long as the store is open.
 *
 * Markers are never left out: without one a walk would begin anew, and without the upload ID it may skip uploads of a key.
 */
export class LeftOut {
  readonly #refused = new Set<Optional>();
  /** Refusals that no retreat changed. */
  readonly #hopeless = new Set<string>();

  /** Whether it is known to be refused. */
  has(name: Optional): boolean {
    return this.#refused.has(name);
  }

  /**
   * Asks, and where the store objects to how it is asked, again with less.
   *
   * @param ask sends the call without what is named
   * @throws the first failure where nothing that was left out changed it; one that is no objection as it is
   */
  async ask<T>({ names, doubtful = [] }: AskedWith, ask: (left: ReadonlySet<Optional>) => Promise<T>): Promise<T> {
    try {
      return await ask(this.#refused);
    } catch (error) {
      const present = names.filter((name) => !this.#refused.has(name));
      if (!isObjection(error) || present.length === 0) throw error;
      const complaint = [error.details.httpStatus, error.details.storeCode, ...present].join(' ');
      if (this.#hopeless.has(complaint)) throw error;
      for (const less of retreats(present, error)) {
        try {
          const answer = await ask(new Set([...this.#refused, ...less]));
          for (const name of less) if (!doubtful.includes(name)) this.#refused.add(name);
          return answer;
        } catch (second) {
          if (!isObjection(second)) throw second;
        }
      }
      if (this.#hopeless.size < mostHopeless) this.#hopeless.add(complaint);
      throw error;
    }
  }
}

function isObjection(error: unknown): error is AppError {
  return error instanceof AppError && objectsToRequest(error);
}

/** What to leave out, one after the other: what the store names, then each alone, then all of it. */
function retreats(present: readonly Optional[], { details }: AppError): Optional[][] {
  const words = details.storeMessage ?? '';
  const named = present.filter((name) => words.includes(name));
  const others = present.filter((name) => !named.includes(name));
  const single = [...named, ...others].map((name) => [name]);
  return present.length === 1 ? single : [...single, [...present]];
}
