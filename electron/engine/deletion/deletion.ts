import type { BucketDeletion } from '../../../shared/schema/deletion.ts';
import type { SavedFile } from '../../../shared/schema/history.ts';
import type { Shell } from '../commands/abort-commands.ts';
import { cliTarget } from '../commands/cli-target.ts';
import { emptyingScript } from '../commands/emptying-script.ts';
import type { Connections } from '../connections/connections.ts';
import { fileNameOf } from '../history/file-name.ts';
import type { IndexClient } from '../index/client.ts';
import type { Clock, Random } from '../ports/ports.ts';
import type { Paces } from '../store/paces.ts';
import { findBlockers } from './find-blockers.ts';

export interface DeletionDeps {
  index: Pick<IndexClient, 'uploadWindow'>;
  clock: Clock;
  random: Random;
  paces: Pick<Paces, 'atOnce'>;
  connections: Pick<Connections, 'get' | 'activeSince' | 'attendedStoreFor'>;
}

interface BucketAt {
  connectionId: string;
  bucket: string;
}

/** Why a bucket cannot be deleted, and commands for what this app does not do. Deletes nothing. */
export function createDeletion({ index, clock, random, paces, connections }: DeletionDeps) {
  return {
    /** @throws AppError where the store cannot be asked at all; the signal's reason when aborted */
    async blockers(at: BucketAt, signal?: AbortSignal): Promise<BucketDeletion> {
      const store = paces.atOnce(await connections.attendedStoreFor(at.connectionId));
      const knownUploads = async (state: 'hidden' | 'unreachable') => {
        const scope = { ...at, filter: { state }, activeSince: connections.activeSince(at.connectionId) };
        const { total, rows } = await index.uploadWindow(scope, { by: 'key', direction: 'asc' }, 0, 10);
        return { count: total, keys: rows.map(({ ref }) => ref.key) };
      };
      const found = await findBlockers(store, at.bucket, { clock, random, signal, knownUploads });
      return { connectionId: at.connectionId, ...found };
    },

    /** A script that empties and deletes the bucket, to be read and run by a person. @throws AppError NOT_FOUND */
    commands(at: BucketAt, listedAs: BucketDeletion['listedAs'], shell: Shell): SavedFile {
      const target = cliTarget(connections.get(at.connectionId), at.bucket);
      const ending = shell === 'sh' ? 'sh' : 'ps1';
      return {
        fileName: fileNameOf(at.bucket, clock.now(), at.connectionId, `delete-bucket.${ending}`),
        mediaType: shell === 'sh' ? 'text/x-shellscript' : 'text/plain',
        text: emptyingScript({ bucket: at.bucket, listedAs }, target, shell),
      };
    },
  };
}

export type Deletion = ReturnType<typeof createDeletion>;
