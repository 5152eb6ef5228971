import { sumBytes } from '../../../shared/format/bytes.ts';
import { AppError } from '../../../shared/schema/errors.ts';
import type { PartList, UploadRef } from '../../../shared/schema/model.ts';
import { newestPartAt } from '../../../shared/values/activity.ts';
import type { Buckets } from '../buckets/buckets.ts';
import type { Connections } from '../connections/connections.ts';
import type { IndexClient } from '../index/client.ts';
import type { SizingResult } from '../index/upload-operations.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Paces } from '../store/paces.ts';
import type { ServerTime } from '../store/server-time.ts';
import { partSetOf } from './part-set.ts';
import { readAllParts, sizingOf, traitsOf } from './part-summary.ts';

export interface PartsDeps {
  index: IndexClient;
  paces: Paces;
  serverTime: ServerTime;
  knowledge: Pick<Knowledge, 'learn'>;
  connections: Pick<Connections, 'storeFor'>;
  buckets: Pick<Buckets, 'tellSoon'>;
}

/** The parts of single uploads, read from the store when someone looks at them. */
export function createParts({ index, paces, serverTime, knowledge, connections, buckets }: PartsDeps) {
  const save = async (ref: UploadRef, result: SizingResult['result']) => {
    const { connectionId, bucket, key, uploadId } = ref;
    const at = serverTime.now(connectionId);
    const revision = await index.saveSizings(connectionId, bucket, [{ key, uploadId, at, result }]);
    knowledge.learn({ type: 'uploads', connectionId, bucket, revision });
    buckets.tellSoon(connectionId, bucket);
  };

  return {
    /**
     * Every part of an upload, read now; the index learns the new sums on the way.
     * @throws AppError NO_SUCH_UPLOAD where it is gone, ACCESS_DENIED with the missing permission, and every way in
     *   which the store can fail
     */
    async read(ref: UploadRef, signal?: AbortSignal): Promise<PartList> {
      const store = paces.atOnce(await connections.storeFor(ref.connectionId));
      try {
        const { parts, unnumbered, storageClass, checksum, abortDate, abortRuleId } = await readAllParts(
          store,
          ref,
          signal,
        );
        const bytes = unnumbered.length > 0 ? null : sumBytes(parts.map(({ size }) => size));
        const newest = newestPartAt([...parts, ...unnumbered]);
        const traits = bytes === null ? { holding: null, shape: null } : traitsOf(parts);
        const partSet = bytes === null ? null : partSetOf(parts);
        const sums = { parts: parts.length + unnumbered.length, bytes, newestPartAt: newest, ...traits, partSet };
        await save(ref, sizingOf({ ...sums, storageClass, abortDate, abortRuleId }));
        return {
          at: serverTime.now(ref.connectionId),
          parts,
          unnumbered: unnumbered.length,
          bytes,
          storageClass,
          checksum,
          abortDate,
          abortRuleId,
        };
      } catch (error) {
        if (error instanceof AppError && error.code === 'NO_SUCH_UPLOAD') {
          await save(ref, { status: 'failed', error: error.toShape() });
        }
        throw error;
      }
    },
  };
}

export type Parts = ReturnType<typeof createParts>;
