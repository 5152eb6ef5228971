import type { JobItem } from '../../../shared/schema/model.ts';
import { RawClient, type StoreKeys, type Upload } from '../../support/stores/raw-client.ts';
import { carryOut, onStore } from './engine-on-store.ts';
import { type Fate, type Fates, standing } from './fate.ts';

/**
 * Begins an upload of one part under each key, has the app scan and abort all of them, and looks with another client at
 * what is left.
 *
 * @param bucket made for it
 */
export async function fatesOf(keys: StoreKeys, bucket: string, odd: Readonly<Record<string, string>>): Promise<Fates> {
  const raw = new RawClient(keys);
  await raw.send({ method: 'PUT', bucket });
  const fates: Record<string, Fate | { refused: string }> = {};
  const made = new Map<string, Upload>();
  for (const [name, key] of Object.entries(odd)) {
    const begun = await raw.createUpload(bucket, key);
    if ('refused' in begun) {
      fates[name] = { refused: begun.refused };
      continue;
    }
    const upload = { bucket, key, uploadId: begun.uploadId };
    const put = await raw.putPart(upload, 1, 'x');
    if (put === '200') made.set(name, upload);
    else fates[name] = { refused: `${put} to its part` };
  }

  const items = new Map<string, JobItem>();
  const shown = new Set<string>();
  await onStore(keys, async (engine, connection) => {
    await engine.scanOnly(connection, bucket);
    for (const { uploadId } of await engine.uploads(connection, bucket)) shown.add(uploadId);
    const plan = await engine.planAll(connection, bucket);
    for (const item of await carryOut(engine, plan)) items.set(item.planned.ref.uploadId, item);
  });

  const listed = new Set(await raw.listedIds(bucket));
  for (const [name, upload] of made) {
    const item = items.get(upload.uploadId);
    const told = item ? standing(item) : shown.has(upload.uploadId) ? 'not planned' : 'not shown';
    fates[name] = { told, left: leftOf(listed.has(upload.uploadId), await raw.partsOf(upload)) };
  }
  return fates;
}

function leftOf(isListed: boolean, parts: string): Fate['left'] {
  const hasParts = parts.startsWith('200') && parts !== '200 with 0 parts';
  if (isListed) return hasParts ? 'listed, with parts' : 'listed';
  return hasParts ? 'parts' : 'nothing';
}
