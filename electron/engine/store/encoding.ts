/**
 * How a store writes keys into a listing that was asked for with `encoding-type=url` (s3-semantics, "Paging"). Where the
 * response echoes EncodingType=url, keys and NextKeyMarker are encoded. Where it does not, three conventions exist in
 * the field: nothing is encoded, everything is, or keys are and NextKeyMarker is not (Ceph 16.2). Which one it is gets
 * learned from evidence, fact by fact; nothing is guessed from a brand.
 */
export interface KeyConvention {
  /** null: no key seen so far could tell. */
  keys: 'plain' | 'encoded' | null;
  /** null: no NextKeyMarker seen so far could tell. */
  marker: 'plain' | 'encoded' | null;
}

export const nothingLearned: KeyConvention = { keys: null, marker: null };

/** Where a connection's convention is kept, so that it is learned once and not per session. */
export interface EncodingMemory {
  load(): KeyConvention | null;
  save(convention: KeyConvention): void;
}

/** A page as the store wrote it. */
export interface WrittenPage<U extends WrittenUpload = WrittenUpload> {
  /** The response carried `<EncodingType>url</EncodingType>`. */
  echoed: boolean;
  uploads: U[];
  nextKeyMarker: string | null;
}
export interface WrittenUpload {
  key: string;
  /** Never encoded, so it pairs the uploads of two answers. */
  uploadId: string;
}

/**
 * Undoes URL encoding as S3 means it: `+` is a space, `%XX` are bytes of UTF-8. Text that is not valid URL encoding (a
 * lone `%`, bytes that are no UTF-8) was not encoded: it comes back as it is.
 */
export function decodeUrl(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Whether it matters for this text if it is encoded. Most keys read the same either way. */
export function tellsApart(text: string): boolean {
  return decodeUrl(text) !== text;
}

/** The page with true keys and a marker to be sent as it is, or null where what is known does not suffice for it. */
export function decodePage<P extends WrittenPage>(page: P, convention: KeyConvention): P | null {
  const keys = page.echoed ? 'encoded' : convention.keys;
  const marker = page.echoed ? 'encoded' : convention.marker;
  const keysMatter = page.uploads.some((upload) => tellsApart(upload.key));
  const markerMatters = page.nextKeyMarker !== null && tellsApart(page.nextKeyMarker);
  if ((keysMatter && keys === null) || (markerMatters && marker === null)) return null;
  return {
    ...page,
    uploads:
      keys === 'encoded' ? page.uploads.map((upload) => ({ ...upload, key: decodeUrl(upload.key) })) : page.uploads,
    nextKeyMarker:
      marker === 'encoded' && page.nextKeyMarker !== null ? decodeUrl(page.nextKeyMarker) : page.nextKeyMarker,
  };
}

/**
 * What two answers to the same request teach: `asked` came with encoding-type=url (and did not echo it), `bare`
 * without. Uploads are paired by their upload ID; one that is not in both, or whose key reads the same either way, says
 * nothing. A contradiction within the page teaches nothing either. What was known before stays.
 */
export function learnConvention(known: KeyConvention, asked: WrittenPage, bare: WrittenPage): KeyConvention {
  const bareKeys = keysByUploadId(bare.uploads);
  const verdicts = new Set<'plain' | 'encoded'>();
  for (const [uploadId, key] of keysByUploadId(asked.uploads)) {
    const bareKey = bareKeys.get(uploadId);
    const verdict = key === null || bareKey === null || bareKey === undefined ? null : compare(key, bareKey);
    if (verdict) verdicts.add(verdict);
  }
  const marker =
    asked.nextKeyMarker === null || bare.nextKeyMarker === null
      ? null
      : compare(asked.nextKeyMarker, bare.nextKeyMarker);
  return { keys: known.keys ?? only(verdicts), marker: known.marker ?? marker };
}

function compare(asked: string, bare: string): 'plain' | 'encoded' | null {
  if (!tellsApart(asked)) return null;
  if (asked === bare) return 'plain';
  return asXmlHolds(decodeUrl(asked)) === asXmlHolds(bare) ? 'encoded' : null;
}

/** XML turns CR into LF and cannot hold most control characters; servers drop them or put U+FFFD in their place. */
function asXmlHolds(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\ufffd\ufffe\uffff]/g, '');
}

/** null for an ID that occurs twice: it pairs nothing. */
function keysByUploadId(uploads: readonly WrittenUpload[]): Map<string, string | null> {
  const keys = new Map<string, string | null>();
  for (const { uploadId, key } of uploads) keys.set(uploadId, keys.has(uploadId) ? null : key);
  return keys;
}

function only<T>(values: ReadonlySet<T>): T | null {
  const [first] = values;
  return values.size === 1 && first !== undefined ? first : null;
}
