import type { Look, UploadRef } from '../../../shared/schema/model.ts';
import type { Verdict } from '../../../shared/values/verdict-kinds.ts';
import type { Buckets } from '../buckets/buckets.ts';
import type { IndexClient } from '../index/client.ts';
import type { VerdictChange } from '../index/upload-operations.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { sizingFromLook } from './from-look.ts';

export interface VerdictRowDeps {
  index: Pick<IndexClient, 'recordVerdicts'>;
  knowledge: Pick<Knowledge, 'learn'>;
  buckets: Pick<Buckets, 'tellSoon'>;
}

/** That no call finds an upload under a key in doubt says nothing of what it holds. */
const notFound = {
  status: 'failed',
  error: { code: 'NO_SUCH_UPLOAD', message: 'No call finds it under the key that the listing gives.', details: {} },
} as const;

interface Batch {
  connectionId: string;
  bucket: string;
  changes: VerdictChange[];
  written: Promise<void>;
}

/**
 * Writes verdicts and what looks saw into the rows of the uploads grid. What comes while a write is under way goes
 * together in the next: a job of 50,000 items must not cost a transaction per change.
 */
export function createVerdictRows({ index, knowledge, buckets }: VerdictRowDeps) {
  const waiting = new Map<string, Batch>();
  let writing: Promise<void> = Promise.resolve();

  const write = async (id: string, { connectionId, bucket, changes }: Batch) => {
    waiting.delete(id);
    const revision = await index.recordVerdicts(connectionId, bucket, changes);
    if (revision === null) return;
    knowledge.learn({ type: 'uploads', connectionId, bucket, revision });
    buckets.tellSoon(connectionId, bucket);
  };

  return {
    /**
     * A verdict, or what a look saw (null: the upload is simply there). Resolves when it is in the index; rejects where the
     * index cannot be written.
     */
    record(ref: UploadRef, verdict: Verdict | null, look: Look | null): Promise<void> {
      const { connectionId, bucket, key, uploadId } = ref;
      const id = JSON.stringify([connectionId, bucket]);
      const result = verdict === 'unreachable' ? notFound : look && sizingFromLook(look);
      const change = { key, uploadId, verdict, sizing: look && result ? { key, uploadId, at: look.at, result } : null };
      const open = waiting.get(id);
      if (open) {
        open.changes.push(change);
        return open.written;
      }
      const batch: Batch = { connectionId, bucket, changes: [change], written: Promise.resolve() };
      waiting.set(id, batch);
      // A write that fails is its own callers' to hear of; the next one is tried all the same.
      batch.written = writing.then(() => write(id, batch));
      writing = batch.written.catch(() => {});
      return batch.written;
    },
  };
}

export type VerdictRows = ReturnType<typeof createVerdictRows>;
