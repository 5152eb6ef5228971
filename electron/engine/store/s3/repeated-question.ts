import { isPlain, plainBeginning } from '../odd-keys.ts';
import { readings } from '../readings.ts';
import type { Fields } from './list-pages.ts';

/*
 * S3's answers repeat what they were asked. A cache that leaves the query out of what it keeps answers by, or a connection
 * whose answers a proxy has mixed up, gives the answer to another question: what that one does not show may be there.
 */

/** Whether an answer is about another upload than that of this ID. One that names none may be about it. */
export function isOfAnotherUpload(told: string, uploadId: string): boolean {
  return told.trim() !== '' && !readings(told).includes(uploadId);
}

/** What a list of each kind is of, by the element that says so: every store's does (s3-semantics, "Looking"). */
const subjects = {
  /** Of a part list, the upload alone: whose key it is may be spelled otherwise. */
  parts: ['UploadId'],
  uploads: ['Bucket', 'Prefix'],
  objects: ['Name', 'Prefix'],
  buckets: ['Buckets', 'Owner/ID'],
} as const;
export type ListedThing = keyof typeof subjects;

/**
 * Whether a list does not say what it is a list of, so that one without entries is no more than an empty document of that
 * name: a server that fails half-way, or a gateway that does not know the call, writes its own answer with nothing in it.
 */
export function isOfNothing(fields: Fields, thing: ListedThing): boolean {
  // A list of buckets is of the account's own: that there is a place for them says it.
  if (thing === 'buckets') return !subjects.buckets.some((name) => fields.has(name));
  return !subjects[thing].some((name) => (fields.get(name) ?? '').trim() !== '');
}

/**
 * Whether a key that an answer repeats is certainly not the one that was asked for. Some servers put the bucket before it, and
 * how odd characters are spelled is in doubt.
 */
export function isAnotherKey(told: string, key: string): boolean {
  const written = told.trim();
  if (written === '' || !isPlain(written) || !isPlain(key)) return false;
  return written !== key && !written.endsWith(`/${key}`);
}

/** Whether an error that an upload is not there is about another one; null where it does not say so. */
export function otherThanMissing(
  told: { uploadId: string | null; key: string | null },
  { uploadId, key }: { uploadId: string; key: string },
): OtherQuestion | null {
  if (told.uploadId !== null && isOfAnotherUpload(told.uploadId, uploadId)) {
    return { name: 'UploadId', told: told.uploadId };
  }
  return told.key !== null && isAnotherKey(told.key, key) ? { name: 'Key', told: told.key } : null;
}

/** What an answer repeats that was not asked. */
export interface OtherQuestion {
  /** The element that does. */
  name: string;
  told: string;
}

/** Whether a page of parts is of another upload, or begins behind another part; null where it does not say so. */
export function otherThanParts(
  fields: Fields,
  { uploadId, marker }: { uploadId: string; marker: string | null },
): OtherQuestion | null {
  const id = fields.get('UploadId');
  if (id !== undefined && isOfAnotherUpload(id, uploadId)) return { name: 'UploadId', told: id };
  const from = fields.get('PartNumberMarker') ?? '';
  return Number(from) > Number(marker ?? 0) ? { name: 'PartNumberMarker', told: from } : null;
}

/**
 * Whether a page of uploads is of another prefix, or begins behind a later key; null where it does not say so. One of more
 * than was asked for shows that as well.
 */
export function otherThanUploads(
  fields: Fields,
  { prefix, keyMarker }: { prefix: string; keyMarker: string | null },
): OtherQuestion | null {
  const narrowedTo = (fields.get('Prefix') ?? '').trim();
  const isOfMore = readings(narrowedTo).some((reading) => prefix.startsWith(reading));
  if (!isOfMore && !mayBeSpelledSo(narrowedTo, prefix)) return { name: 'Prefix', told: narrowedTo };
  const from = (fields.get('KeyMarker') ?? '').trim();
  const isFromThere = readings(from).includes(keyMarker ?? '') || mayBeSpelledSo(from, keyMarker ?? '');
  return from === '' || isFromThere ? null : { name: 'KeyMarker', told: from };
}

/**
 * Whether one text may be how a store spells the other. How it spells odd characters is in doubt (s3-semantics,
 * "encoding-type=url"): what is before the first and behind the last of them must agree.
 */
function mayBeSpelledSo(told: string, asked: string): boolean {
  const [toldPlain, askedPlain] = [plainBeginning(told), plainBeginning(asked)];
  const beginsAlike =
    (toldPlain !== told && askedPlain.startsWith(toldPlain)) ||
    (askedPlain !== asked && toldPlain.startsWith(askedPlain));
  let ending = asked.length;
  while (/[\w.-]/.test(asked.charAt(ending - 1))) ending--;
  return beginsAlike && told.endsWith(asked.slice(ending));
}
