import type { LatePart } from '../../support/servers/habits.ts';
import { startRelay } from '../../support/servers/relay.ts';
import { inShort, RawClient, type StoreKeys } from '../../support/stores/raw-client.ts';
import { carryOut, onStore } from './engine-on-store.ts';
import { standing } from './fate.ts';

const key = 'live/camera-3.mxf';
/** More than sockets hold: once all but its end is sent, the store has begun to read. */
const latePartBytes = 12 * 1024 * 1024;
/** An ETag that no part of ours has. */
const noEtag = '"00000000000000000000000000000000"';

/** What became of an upload one of whose parts ended after its abort. */
export interface LateFate extends LatePart {
  /** What another client sees at the end. */
  left: { listed: boolean; parts: string; object: boolean };
}

/**
 * Cleans an upload up while a part of it is under way. A relay keeps the part's last byte back until the store has
 * answered the app's first abort, and keeps that answer back until the part has ended: so the part lands, or is refused,
 * after the abort and before the app looks.
 *
 * @param bucket made for it
 */
export async function lateFateOf(keys: StoreKeys, bucket: string): Promise<LateFate> {
  const direct = new RawClient(keys);
  await direct.send({ method: 'PUT', bucket });
  const made = await direct.createUpload(bucket, key);
  if ('refused' in made) throw new Error(`No upload: ${made.refused}`);
  const upload = { bucket, key, uploadId: made.uploadId };
  const first = await direct.putPart(upload, 1, 'there before');
  if (first !== '200') throw new Error(`The first part: ${first}`);

  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { promise: ended, resolve: end } = Promise.withResolvers<{ answer: string; etag: string }>();
  let aborts = 0;
  const relay = await startRelay(keys.endpointUrl, undefined, {
    lastByte: ({ method, url }) => (method === 'PUT' && url.includes('partNumber=2') ? released : undefined),
    answer: ({ method }) => {
      if (method !== 'DELETE') return undefined;
      aborts += 1;
      release();
      return ended.then(() => undefined);
    },
  });
  try {
    const through = { ...keys, endpointUrl: relay.url };
    const query = { partNumber: '2', uploadId: upload.uploadId };
    const body = Buffer.alloc(latePartBytes, 7);
    new RawClient(through).send({ method: 'PUT', bucket, key, query, body }).then(
      (answer) => end({ answer: inShort(answer), etag: answer.headers.etag ?? noEtag }),
      (error: unknown) => end({ answer: `none: ${error instanceof Error ? error.message : error}`, etag: noEtag }),
    );
    await relay.heldBack();

    let told = 'not planned';
    await onStore(through, async (engine, connection) => {
      await engine.scanOnly(connection, bucket);
      const [item] = await carryOut(engine, await engine.planAll(connection, bucket));
      if (item) told = standing(item);
    });
    // Where the app left the upload alone, the part ends now.
    release();
    const { answer, etag } = await ended;
    const completion = told === 'clear' ? await complete(direct, upload, etag) : 'not tried';
    const left = {
      listed: (await direct.listedIds(bucket)).includes(upload.uploadId),
      parts: await direct.partsOf(upload),
      object: (await direct.send({ method: 'HEAD', bucket, key })).status === 200,
    };
    return { told, aborts: aborts === 0 ? 'never' : aborts === 1 ? 'once' : 'again', answer, completion, left };
  } finally {
    await relay.close();
  }
}

/** Tries to make an object of the late part. */
async function complete(
  client: RawClient,
  { bucket, uploadId }: { bucket: string; uploadId: string },
  etag: string,
): Promise<string> {
  const part = `<Part><PartNumber>2</PartNumber><ETag>${etag}</ETag></Part>`;
  const body = `<CompleteMultipartUpload>${part}</CompleteMultipartUpload>`;
  return inShort(await client.send({ method: 'POST', bucket, key, query: { uploadId }, body }));
}
