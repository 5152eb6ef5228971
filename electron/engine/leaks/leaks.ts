import type { LeakReport, UploadOrigin } from '../../../shared/schema/leaks.ts';
import type { UploadRef } from '../../../shared/schema/model.ts';
import { arrivalOf } from '../clients/arrival.ts';
import { guessClient } from '../clients/guess.ts';
import type { IndexClient } from '../index/client.ts';
import type { UploadScope } from '../index/upload-rows.ts';
import type { ServerTime } from '../store/server-time.ts';
import { leakReport } from './leak-report.ts';

export interface LeakDeps {
  index: Pick<IndexClient, 'leftUploads' | 'leftUpload'>;
  serverTime: Pick<ServerTime, 'now'>;
}

/** So many uploads show who leaves them, and take half a second or so. */
const mostLookedAt = 20_000;
/** Clients that are named of one upload. */
const mostGuesses = 4;

/** Who leaves uploads behind, by what the index knows of their parts. Asks no store. */
export function createLeaks({ index, serverTime }: LeakDeps) {
  return {
    /** What the stale uploads of a scope have in common. */
    async report(scope: UploadScope): Promise<LeakReport> {
      const { left, stale, active } = await index.leftUploads(scope, mostLookedAt);
      return leakReport(left, { uploads: stale, active }, serverTime.now(scope.connectionId));
    },

    /** What may have begun one upload; null where the index does not know it. */
    async origin(ref: UploadRef): Promise<UploadOrigin | null> {
      const left = await index.leftUpload(ref);
      if (!left) return null;
      const { key, initiator, shape } = left;
      const { guesses, unknown } = guessClient({ key, initiator, checksumAlgorithm: null, shape });
      return {
        guesses: guesses
          .slice(0, mostGuesses)
          .map(({ name, odds, reasons, file }) => ({ name, odds, reasons: [...reasons], file })),
        unknown: Math.min(1, Math.max(0, unknown)),
        arrival: shape && arrivalOf(shape),
      };
    },
  };
}

export type Leaks = ReturnType<typeof createLeaks>;
