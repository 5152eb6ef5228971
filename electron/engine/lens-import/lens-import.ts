import { stat } from 'node:fs/promises';
import { AppError } from '../../../shared/schema/errors.ts';
import type { LensBucketView, LensReport } from '../../../shared/schema/lens.ts';
import type { Said } from '../../../shared/schema/saying.ts';
import { says } from '../../../shared/words/says.ts';
import type { Connections } from '../connections/connections.ts';
import type { IndexClient } from '../index/client.ts';
import { type FoundExports, findExports, type LensExport } from '../lens/manifest.ts';
import type { LensReading } from '../lens/read-export.ts';
import type { Clock, Log, Random } from '../ports/ports.ts';
import { filesInBucket } from '../source-files/bucket-files.ts';
import { filesInFolder, type SourceFiles } from '../source-files/source-files.ts';
import { sourcePlace } from '../source-files/source-place.ts';
import type { Paces } from '../store/paces.ts';
import { bucketOf, type KnownBucket, reportOf } from './report.ts';

export interface LensImportDeps {
  index: Pick<IndexClient, 'buckets'>;
  clock: Clock;
  random: Random;
  log: Log;
  paces: Pick<Paces, 'inTurn'>;
  connections: Pick<Connections, 'list' | 'activeSince' | 'attendedStoreFor'>;
}

/** Reads S3 Storage Lens exports from folders of this computer, or from their bucket by GETs alone. Nothing is written. */
export function createLensImport({ index, clock, random, log, paces, connections }: LensImportDeps) {
  /** The buckets of AWS connections, by name: bucket names are unique within a partition of AWS. */
  async function knownBuckets(): Promise<Map<string, KnownBucket>> {
    const found = new Map<string, KnownBucket>();
    for (const { id, name, endpointUrl } of connections.list()) {
      // A bucket of another store may be called the same.
      if (endpointUrl !== null) continue;
      for (const bucket of await index.buckets(id, connections.activeSince(id))) {
        if (!found.has(bucket.name)) found.set(bucket.name, { bucket, connectionName: name });
      }
    }
    return found;
  }

  async function bucketFiles(
    connectionId: string,
    { bucket, prefix }: { bucket: string; prefix: string },
    signal: AbortSignal | undefined,
  ): Promise<SourceFiles> {
    const store = paces.inTurn(await connections.attendedStoreFor(connectionId));
    return filesInBucket(store, bucket, prefix, { clock, random, signal });
  }

  /** The reading that was made last, so that a scan can be set against it without reading the folder again. */
  let last: LensReading | null = null;

  return {
    /**
     * Reads the export in a folder or bucket; of several the one with the most days.
     * @param connectionId through which a bucket is read
     * @throws AppError INVALID_INPUT where there is no such folder, or no export in it; as the store's calls; the signal's
     *   reason when aborted
     */
    async read(connectionId: string, entered: string, signal?: AbortSignal): Promise<LensReport> {
      const place = sourcePlace(entered);
      const found =
        place.kind === 'folder'
          ? await exportsIn(place.path, signal)
          : await findExports(await bucketFiles(connectionId, place, signal), signal);
      const [chosen, ...others] = found.exports.toSorted((a, b) => b.days.length - a.days.length);
      if (!chosen) throw new AppError('INVALID_INPUT', nothingFound(found));
      // Parquet's reader is large, and few people have an export.
      const { readExport } = await import('../lens/read-export.ts');
      const reading = await readExport(chosen, signal ? { signal } : {});
      last = reading;
      log.info('A Storage Lens export was read', { days: chosen.days.length, problems: reading.problems.length });
      return reportOf(reading, found, others.map(nameOf), await knownBuckets());
    },

    /** Sets what is scanned by now against the reading that was made last; empty where there is none. */
    async compare(): Promise<LensBucketView[]> {
      return last === null ? [] : bucketOf(last, await knownBuckets());
    },
  };
}

export type LensImport = ReturnType<typeof createLensImport>;

async function exportsIn(folder: string, signal: AbortSignal | undefined): Promise<FoundExports> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new AppError('INVALID_INPUT', says('noSuchFolder'), { file: folder });
  try {
    return await findExports(filesInFolder(folder), signal);
  } catch (error) {
    signal?.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    throw new AppError('INVALID_INPUT', says('folderUnreadable', { why }), { file: folder });
  }
}

function nothingFound({ problems, unlisted }: FoundExports): Said {
  const [first] = problems;
  if (first) return says('manifestsUnreadable', { count: problems.length, path: first.path });
  return unlisted.length > 0 ? says('reportsWithoutManifest') : says('noExport');
}

function nameOf({ accountId, configId, days }: LensExport) {
  return { accountId, configId, days: days.length };
}
