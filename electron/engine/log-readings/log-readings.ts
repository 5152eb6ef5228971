import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { LogSummary, UploadTraceJson } from '../../../shared/schema/access-logs.ts';
import { AppError } from '../../../shared/schema/errors.ts';
import type { UploadRef } from '../../../shared/schema/model.ts';
import type { Said } from '../../../shared/schema/saying.ts';
import { says } from '../../../shared/words/says.ts';
import { type LogReading, readLogs } from '../access-logs/read-logs.ts';
import type { UploadTrace } from '../access-logs/traces.ts';
import type { Connections } from '../connections/connections.ts';
import type { IndexClient } from '../index/client.ts';
import type { Clock, Random } from '../ports/ports.ts';
import { filesInBucket } from '../source-files/bucket-files.ts';
import { filesInFolder } from '../source-files/source-files.ts';
import { sourcePlace } from '../source-files/source-place.ts';
import type { Paces } from '../store/paces.ts';

export interface LogReadingDeps {
  index: Pick<IndexClient, 'openUploads'>;
  clock: Clock;
  random: Random;
  paces: Pick<Paces, 'inTurn'>;
  connections: Pick<Connections, 'attendedStoreFor'>;
}

const mostNamed = 10;
/** Days of lifecycle's work that are told, the newest. */
const mostDays = 60;

/**
 * Server access logs that a person points at, joined with the uploads that the index knows. Nothing of them is kept but what
 * they show of these, until the app ends.
 */
export function createLogReadings({ index, clock, random, paces, connections }: LogReadingDeps) {
  const traces = new Map<string, ReadonlyMap<string, UploadTrace>>();
  const summaries = new Map<string, LogSummary>();
  return {
    /**
     * Reads a folder of this computer, or a bucket's prefix through the connection (`s3://bucket/prefix`), plain or gzip, for
     * the uploads of a connection; replaces what was read before.
     *
     * @throws AppError INVALID_INPUT in words where there is no such folder; as the store's calls; the signal's reason when
     *   aborted
     */
    async read(connectionId: string, entered: string, signal?: AbortSignal): Promise<LogSummary> {
      const place = sourcePlace(entered);
      if (place.kind === 'folder') await requireFolder(place.path);
      const inBucket = async ({ bucket, prefix }: { bucket: string; prefix: string }) => {
        const store = paces.inTurn(await connections.attendedStoreFor(connectionId));
        return filesInBucket(store, bucket, prefix, { clock, random, signal });
      };
      const files = place.kind === 'folder' ? filesInFolder(place.path) : await inBucket(place);
      const wanted = await index.openUploads(connectionId);
      const reading = await readLogs(files, wanted, { ...(signal && { signal }) });
      const summary = summaryOf(reading, wanted.length);
      traces.set(connectionId, reading.traces);
      summaries.set(connectionId, summary);
      return summary;
    },

    /** What was read last for a connection; null: nothing yet. */
    summary: (connectionId: string): LogSummary | null => summaries.get(connectionId) ?? null,

    /** What the logs show of one upload; null where none were read, or none of their lines tells of it. */
    trace: ({ connectionId, uploadId }: UploadRef): UploadTraceJson | null =>
      traces.get(connectionId)?.get(uploadId) ?? null,
  };
}

export type LogReadings = ReturnType<typeof createLogReadings>;

async function requireFolder(folder: string): Promise<void> {
  const refuse = (said: Said) =>
    new AppError('INVALID_INPUT', said, { issues: [{ path: 'folder', message: said.english }] });
  if (!isAbsolute(folder)) throw refuse(says('wholePathOfFolder'));
  const found = await stat(folder).catch(() => null);
  if (!found) throw refuse(says('folderMissing'));
  if (!found.isDirectory()) throw refuse(says('fileForFolder'));
}

function summaryOf(reading: LogReading, wanted: number): LogSummary {
  const found = [...reading.traces.values()];
  const errors = new Map<string, LogSummary['lastErrors'][number]>();
  for (const { lastError, lastSuccessAt } of found) {
    // What went well afterwards was not stopped by it.
    if (lastError === null || (lastSuccessAt !== null && lastSuccessAt > lastError.at)) continue;
    const { operation, status, code } = lastError;
    const key = JSON.stringify([operation, status, code]);
    const known = errors.get(key) ?? { operation, status, code, uploads: 0 };
    errors.set(key, { ...known, uploads: known.uploads + 1 });
  }
  const aborts = [...reading.lifecycleAborts].flatMap(([bucket, days]) =>
    [...days].map(([day, uploads]) => ({ bucket, day, uploads })),
  );
  return {
    files: reading.files,
    lines: reading.counts.lines,
    malformed: reading.counts.malformed,
    from: reading.from,
    to: reading.to,
    operations: [...reading.operations].map(([operation, lines]) => ({ operation, lines })),
    wanted,
    found: found.length,
    userAgents: byName(found.map(({ userAgent }) => userAgent)),
    requesters: byName(found.map(({ requester }) => requester)),
    lastErrors: [...errors.values()].sort((a, b) => b.uploads - a.uploads).slice(0, mostNamed),
    lifecycleAborts: aborts.sort((a, b) => b.day - a.day).slice(0, mostDays),
    problems: reading.problems.slice(0, mostNamed).map(({ path, issue }) => ({ path, issue })),
    problemCount: reading.problems.length,
  };
}

function byName(names: readonly (string | null)[]): LogSummary['userAgents'] {
  const counts = new Map<string | null, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, uploads]) => ({ name, uploads }))
    .sort((a, b) => b.uploads - a.uploads)
    .slice(0, mostNamed);
}
