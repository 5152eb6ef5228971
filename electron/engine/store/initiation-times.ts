import { isKnownTime, unknownTime } from '../../../shared/format/time.ts';
import type { InitiationTimes, UploadsPage } from './store.ts';

/** Date has second precision, and an answer takes a moment to be written, ms. */
const nearby = 2_000;
/** Uploads whose times are remembered, to be compared with what is told of them later. */
const mostRemembered = 1_000;

/**
 * Watches what an endpoint tells of initiation times. Learned by contradiction alone: an upload that was begun at the moment
 * of one answer, and then at the moment of a later one, on pages that tell no other time. The first page that does tell
 * another reopens the question.
 */
export class InitiationWatch {
  /** When each upload was last said to have been begun just then. */
  readonly #justBegun = new Map<string, number>();
  #times: InitiationTimes;

  /** @param known what an earlier session has seen */
  constructor(known: InitiationTimes) {
    this.#times = known;
  }

  get times(): InitiationTimes {
    return this.#times;
  }

  /** The page as it is to be believed: its times unknown where they are the answer's own. */
  told(bucket: string, page: UploadsPage): UploadsPage {
    const { uploads } = page;
    if (uploads.length === 0) return page;
    if (!isOfAnswer(page)) {
      this.#learn('told');
      return page;
    }
    if (this.#times === 'told' && this.#haveMoved(bucket, page)) this.#learn('time of the answer');
    if (this.#times === 'told') return page;
    return { ...page, uploads: uploads.map((upload) => ({ ...upload, initiatedAt: unknownTime })) };
  }

  /** Whether an upload of the page was said before to have been begun at an earlier answer. Remembers what is said now. */
  #haveMoved(bucket: string, { uploads }: UploadsPage): boolean {
    let moved = false;
    for (const { key, uploadId, initiatedAt } of uploads) {
      const name = JSON.stringify([bucket, key, uploadId]);
      const before = this.#justBegun.get(name);
      moved ||= before !== undefined && before < initiatedAt;
      this.#justBegun.delete(name);
      this.#justBegun.set(name, initiatedAt);
    }
    for (const name of this.#justBegun.keys()) {
      if (this.#justBegun.size <= mostRemembered) break;
      this.#justBegun.delete(name);
    }
    return moved;
  }

  #learn(times: InitiationTimes): void {
    if (this.#times === times) return;
    this.#times = times;
    this.#justBegun.clear();
  }
}

/** Whether every time on a page is that of the answer, by the server's own clock. */
function isOfAnswer({ uploads, call: { serverTime } }: UploadsPage): boolean {
  if (serverTime === null) return false;
  return uploads.every(({ initiatedAt }) => isKnownTime(initiatedAt) && Math.abs(initiatedAt - serverTime) <= nearby);
}
