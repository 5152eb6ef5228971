import type { ObjectSeen } from '../../../../shared/schema/model.ts';
import type { Span } from './machine-state.ts';

/** Rules that more than one judgement goes by: the machines of a job and of a completion, a verification, the watch list. */

/** An object as a look saw it under an upload's key. */
export type SeenObject = Extract<ObjectSeen, { outcome: 'present' }>;

/** Looks that must find an upload listed though gone before it is called a ghost. */
export const ghostLooks = 5;

/** The server's Date has second precision: two of them may understate the time between by less than this, ms. */
const serverClockGrain = 1000;

/**
 * What is missing to the quiet interval, ms; 0 or less: nothing. From the end of the first look to the start of the
 * second, by the local clock, which both share. A local clock that jumps ahead would make the interval look longer than it
 * was, so the server's clock, where both know it, has to agree within its grain. Neither clock alone can shorten the
 * proof; disagreement costs another look only.
 */
export function missingQuietMs(
  quietIntervalMs: number,
  first: Pick<Span, 'endedAt' | 'serverEnd'>,
  second: Pick<Span, 'startedAt' | 'serverStart'>,
): number {
  const local = second.startedAt - first.endedAt;
  const server =
    second.serverStart === null || first.serverEnd === null
      ? local
      : second.serverStart - first.serverEnd + serverClockGrain;
  return Math.max(quietIntervalMs - local, quietIntervalMs - server);
}

/**
 * Whether two looks saw the same object. Times go by the second and ETags without quotes: of one object, HeadObject tells
 * whole seconds and ListObjectsV2 may tell milliseconds, and stores differ in the quotes.
 */
export function isSameObject(a: SeenObject, b: SeenObject): boolean {
  return (
    bareEtag(a.etag) === bareEtag(b.etag) &&
    a.bytes === b.bytes &&
    Math.floor(a.lastModified / 1000) === Math.floor(b.lastModified / 1000)
  );
}

/** An ETag without its quotes. */
export function bareEtag(etag: string | null): string | null {
  return etag === null ? null : etag.replaceAll('"', '');
}
