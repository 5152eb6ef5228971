import { replaceBytes } from '../../../shared/values/byte-escapes.ts';
import { keyOfPercentEncoded, keyOfText } from './key-bytes.ts';

/**
 * How a store writes keys into a listing that was asked for with `encoding-type=url` (s3-semantics, "encoding-type=url").
 * Where the response echoes EncodingType=url, keys and NextKeyMarker should be encoded, and are not everywhere (SeaweedFS,
 * LocalStack). Where it does not, three conventions exist in the field: nothing is encoded, everything is, or keys are and
 * NextKeyMarker is not (Ceph 16.2). Which one it is gets learned from evidence, fact by fact; nothing is guessed from a
 * brand.
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
 * Undoes URL encoding as S3 means it: `+` is a space, `%XX` are bytes, of UTF-8 or not ({@link keyOfPercentEncoded}). Text
 * that is not valid URL encoding (a lone `%`) was not encoded: it comes back as it is.
 */
export function decodeUrl(text: string): string {
  return keyOfPercentEncoded(text.replaceAll('+', ' ')) ?? text;
}

/** Whether it matters for this text if it is encoded. Most keys read the same either way. */
export function tellsApart(text: string): boolean {
  return decodeUrl(text) !== text;
}

/** What no URL encoding leaves as it is: blanks, quotes, what is beyond ASCII, a percent sign that begins no byte. */
const neverEncoded = /[^\x21-\x7e]|["<>#?&]|%(?![0-9A-Fa-f]{2})/;

/** Whether a text cannot be URL encoding, so that a page that holds it is not encoded throughout. */
export function contradictsEncoding(text: string): boolean {
  return neverEncoded.test(text);
}

/** How a page writes blanks, if it is encoded: an encoder has one way, so that a page with both is not encoded throughout. */
export function blanksOf({ uploads }: WrittenPage): { plus: boolean; percent: boolean } {
  return {
    plus: uploads.some(({ key }) => key.includes('+')),
    percent: uploads.some(({ key }) => key.includes('%20')),
  };
}

/**
 * The page with true keys and a marker to be sent as it is, or null where what is known does not suffice for it, or where
 * the page contradicts it.
 */
export function decodePage<P extends WrittenPage>(page: P, { keys, marker: told }: KeyConvention): P | null {
  // Who says that it encodes has one way for both, as far as is known.
  const marker = told ?? (page.echoed ? keys : null);
  const keysMatter = page.uploads.some((upload) => tellsApart(upload.key));
  const markerMatters = page.nextKeyMarker !== null && tellsApart(page.nextKeyMarker);
  if ((keysMatter && keys === null) || (markerMatters && marker === null)) return null;
  if (keysMatter && keys === 'encoded' && page.uploads.some(({ key }) => contradictsEncoding(key))) return null;
  return {
    ...page,
    uploads: page.uploads.map((upload) => ({ ...upload, key: read(upload.key, keys) })),
    nextKeyMarker: page.nextKeyMarker === null ? null : read(page.nextKeyMarker, marker),
  };
}

function read(text: string, as: KeyConvention['keys']): string {
  return as === 'encoded' ? decodeUrl(text) : keyOfText(text);
}

/**
 * A page that is written in more than one way: each key by what the same upload is called on the page that was asked for
 * without encoding. A key that both leave in doubt is read as URL encoding.
 */
export function spellEach<P extends WrittenPage>(asked: P, bare: WrittenPage): P {
  const bareKeys = keysByUploadId(bare.uploads);
  const spell = (key: string, bareKey: string | null) => readingLike(key, bareKey) ?? bareKey ?? decodeUrl(key);
  return {
    ...asked,
    uploads: asked.uploads.map((upload) => ({
      ...upload,
      key: spell(upload.key, bareKeys.get(upload.uploadId) ?? null),
    })),
    nextKeyMarker:
      asked.nextKeyMarker === null
        ? null
        : // The bare page may have come to end elsewhere.
          (readingLike(asked.nextKeyMarker, bare.nextKeyMarker) ?? decodeUrl(asked.nextKeyMarker)),
  };
}

/** The way to read a text in which it is the bare one, but for what XML cannot hold; null: there is none. */
function readingLike(asked: string, bare: string | null): string | null {
  if (bare === null) return null;
  const readings = [asked, decodeUrl(asked), decodeUrl(asked.replaceAll('+', '%2B'))];
  return readings.find((reading) => asXmlHolds(reading) === asXmlHolds(bare)) ?? null;
}

/**
 * An upload whose key both answers write alike, in a text that can be URL encoding: a store that encodes nothing writes so, and
 * one that encodes whatever it is asked for, too. Its key comes as the encoding would mean it. null: there is none, or another
 * key tells.
 */
export function undecided<U extends WrittenUpload>(asked: WrittenPage<U>, bare: WrittenPage): U | null {
  if (learnConvention(nothingLearned, asked, bare).keys !== 'plain') return null;
  const { plus, percent } = blanksOf(asked);
  if ((plus && percent) || asked.uploads.some(({ key }) => contradictsEncoding(key))) return null;
  const upload = asked.uploads.find(({ key }) => tellsApart(key));
  return upload ? { ...upload, key: decodeUrl(upload.key) } : null;
}

/**
 * What two answers to the same request teach: `asked` came with encoding-type=url, `bare` without. Uploads are paired by their upload ID; one that is not in both, or whose key reads the same either way, says
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

/**
 * XML turns CR into LF and cannot hold most control characters; servers drop them or put U+FFFD in their place. Bytes that
 * are no UTF-8 become U+FFFD, several of them perhaps one.
 */
function asXmlHolds(text: string): string {
  return replaceBytes(text, () => '').replace(/[\u0000-\u001f\u007f-\u009f\ufffd\ufffe\uffff]/g, '');
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
