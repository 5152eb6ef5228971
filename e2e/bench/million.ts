import { join } from 'node:path';
import { openDatabase } from '../../electron/engine/index/database.ts';
import { createOperations } from '../../electron/engine/index/operations.ts';
import { draftOf, OpenEngine } from '../support/engine/open-engine.ts';

const dayMs = 86_400_000;
const mib = 1 << 20;
const pageSize = 10_000;

/** A data folder whose index holds one scanned bucket. */
export interface FilledFolder {
  dataDir: string;
  connectionId: string;
  bucket: string;
  rows: number;
}

/** Key number `n`: four fifths in `footage`, the others in `quick`, the only ones with a `q`. No key has a `z`. */
export function keyOf(n: number): string {
  const top = n % 5 === 4 ? 'quick' : 'footage';
  return `${top}/2026/camera-${n % 12}/day-${n % 365}/clip-${String(n).padStart(7, '0')}.mxf`;
}

/**
 * Fills an index with so many uploads, through the index's own operations. Four of five are sized.
 *
 * @param dataDir an empty folder
 */
export async function fillFolder(dataDir: string, rows: number): Promise<FilledFolder> {
  const engine = await OpenEngine.open(dataDir);
  // Nobody listens there: what is measured never asks a store.
  const keys = {
    endpointUrl: 'http://127.0.0.1:9',
    region: 'us-east-1',
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'x',
  };
  const { id: connectionId } = await engine.client.connections.save(draftOf(keys, { name: 'Film archive' }));
  await engine.close();

  const bucket = 'media-archive';
  const database = openDatabase(join(dataDir, 'index.sqlite'));
  // The file is thrown away: a power cut may as well take it.
  database.exec('PRAGMA synchronous = OFF');
  const index = createOperations(database);
  index.addBucket(connectionId, bucket);
  index.beginScan(connectionId, bucket);
  const now = Date.now();
  for (let first = 0; first < rows; first += pageSize) {
    const page = Array.from({ length: Math.min(pageSize, rows - first) }, (_, i) => {
      const n = first + i;
      const initiator = { id: `arn:aws:iam::111122223333:user/ingest-${n % 4}`, displayName: `ingest-${n % 4}` };
      return {
        key: keyOf(n),
        uploadId: `upload-${n.toString(36)}-${(n * 7919) % 100_003}`,
        initiatedAt: now - ((n * 7919) % 400) * dayMs - n,
        initiator,
        owner: null,
        storageClass: ['STANDARD', 'STANDARD_IA', 'DEEP_ARCHIVE'][n % 3] ?? null,
      };
    });
    index.addUploads(connectionId, bucket, page);
    index.saveSizings(
      connectionId,
      bucket,
      page.flatMap(({ key, uploadId, initiatedAt }, i) =>
        i % 5 === 3
          ? []
          : {
              key,
              uploadId,
              at: now,
              result: {
                status: 'sized' as const,
                parts: ((first + i) % 40) + 1,
                bytes: (((first + i) % 40) + 1) * 8 * mib,
                newestPartAt: initiatedAt + 1000,
                storageClass: null,
                abortDate: null,
                abortRuleId: null,
              },
            },
      ),
    );
  }
  index.setScanState(connectionId, bucket, {
    status: 'complete',
    startedAt: now - 60_000,
    pages: Math.ceil(rows / 1000),
    uploads: rows,
    finishedAt: now,
  });
  database.close();
  return { dataDir, connectionId, bucket, rows };
}
