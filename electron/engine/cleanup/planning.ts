import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../../shared/schema/errors.ts';
import type { PlanPart, UploadFilter, UploadRef } from '../../../shared/schema/model.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { pieces } from '../../../shared/values/pieces.ts';
import { says } from '../../../shared/words/says.ts';
import type { Connections } from '../connections/connections.ts';
import type { IndexClient } from '../index/client.ts';
import type { Clock } from '../ports/ports.ts';
import { checkSelection, namesOf, type PlanPiece, planEntries, unseen } from './judging/plans.ts';
import { PlanSaving, planEntriesAtOnce } from './recording/plan-saving.ts';

/** What planning needs from the rest of the clean-up. */
export interface PlanningDeps {
  index: IndexClient;
  clock: Pick<Clock, 'now'>;
  connections: Pick<Connections, 'get' | 'activeSince'>;
  newId: () => string;
}

/** What a plan is to be made of. */
export interface PlanRequest {
  connectionId: string;
  bucket: string;
  selection:
    | { kind: 'uploads'; refs: UploadRef[] }
    | { kind: 'filter'; filter: UploadFilter; except?: UploadRef[] | undefined }
    | { kind: 'gave up'; jobId: string };
}

/**
 * Freezes plans piece by piece: this thread serves the window, and a million rows handed to it at once, composed and written
 * would hold it for many seconds.
 *
 * @returns freezes a plan of a selection, and answers with its beginning. @throws AppError INVALID_INPUT, NOT_FOUND
 */
export function createPlanning({ index, clock, connections, newId }: PlanningDeps) {
  return async ({ connectionId, bucket, selection }: PlanRequest): Promise<PlanPart> => {
    connections.get(connectionId);
    const saving = new PlanSaving(index, { id: newId(), connectionId, bucket, createdAt: clock.now() });
    for await (const piece of piecesOf({ connectionId, bucket, selection })) {
      const inJobs = await index.uploadsInJobs(piece.uploads.map(({ ref }) => ref));
      await saving.add(planEntries({ ...piece, inJobs }));
    }
    return saving.end();
  };

  async function* piecesOf({
    connectionId,
    bucket,
    selection,
  }: PlanRequest): AsyncGenerator<Omit<PlanPiece, 'inJobs'>> {
    const activeSince = connections.activeSince(connectionId);
    const named = async (refs: UploadRef[]) => ({
      uploads: await index.uploadsByRefs(refs, activeSince),
      named: refs,
      except: namesOf(),
    });
    switch (selection.kind) {
      case 'uploads': {
        const seen = new Set<string>();
        for await (const refs of inTurns(selection.refs)) {
          checkSelection(refs, { connectionId, bucket });
          yield named(unseen(refs, seen));
        }
        return;
      }
      case 'filter': {
        const scope = { connectionId, bucket, filter: selection.filter, activeSince };
        const except = new Set<string>();
        for await (const refs of inTurns(selection.except ?? [])) for (const name of namesOf(refs)) except.add(name);
        // What matches at one moment; each row is looked at again when it is read, for by then it may be another upload's.
        const ids = await index.matchingIds(scope);
        const read = (at: number) => index.uploadsWithIds(scope, ids.slice(at, at + planEntriesAtOnce));
        // One thread of the index reads the next piece while another one writes this.
        for await (const uploads of readAhead(ids.length, read)) yield { uploads, named: null, except };
        return;
      }
      case 'gave up': {
        for (let after = -1; ; ) {
          const found = await index.uploadsWithVerdict(selection.jobId, 'gave up', after, planEntriesAtOnce);
          if (!found) throw new AppError('NOT_FOUND', says('noSuchJob'));
          if (found.refs.length === 0) {
            if (after >= 0) return;
            throw new AppError('INVALID_INPUT', says('nothingGivenUp'));
          }
          checkSelection(found.refs, { connectionId, bucket });
          yield named(found.refs);
          after = found.last;
        }
      }
      default:
        assertNever(selection);
    }
  }
}

/** A long list in pieces, each in a turn of its own, between which others have theirs. */
async function* inTurns<T>(all: readonly T[]): AsyncGenerator<T[]> {
  for (const piece of pieces(all, planEntriesAtOnce)) {
    await setImmediate();
    yield piece;
  }
}

/** What is read piece by piece, each begun while the one before is worked on. @throws whatever `read` throws */
async function* readAhead<T>(length: number, read: (at: number) => Promise<T>): AsyncGenerator<T> {
  if (length === 0) return;
  let ahead = read(0);
  for (let at = 0; at < length; at += planEntriesAtOnce) {
    const piece = await ahead;
    const next = at + planEntriesAtOnce;
    if (next < length) {
      ahead = read(next);
      // Told where it is awaited; nobody may have come so far.
      ahead.catch(() => {});
    }
    yield piece;
  }
}
