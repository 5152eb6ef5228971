import type { EndpointFacts } from '../../../shared/schema/endpoint.ts';
import { AppError } from '../../../shared/schema/errors.ts';
import { isDirectoryBucket } from '../../../shared/values/bucket-address.ts';
import { comparedUploads, markerWay, tellingKey } from '../listing/marker-check.ts';
import { readPage } from '../listing/walk.ts';
import type { Clock, Random } from '../ports/ports.ts';
import { tellsApart } from '../store/encoding.ts';
import { plainBeginning } from '../store/odd-keys.ts';
import { retryTransient } from '../store/retry.ts';
import type { ListedUpload, Store } from '../store/store.ts';
import {
  type Asked,
  addressingOf,
  fewestForLimit,
  initiatedFact,
  initiatorFact,
  keyEncodingFact,
  keyMarkerFact,
  lifecycleFact,
  type MarkerAnswer,
  orderFact,
  ownerCheckFact,
  type PrefixAnswer,
  pageLimitFact,
  prefixFact,
  storageClassFact,
} from './probe-facts.ts';

export interface ProbePorts {
  clock: Clock;
  random: Random;
  signal: AbortSignal;
  /** The ID of whoever asks, as ListBuckets tells it; null: not known. */
  asker?: string | null;
}

/**
 * Owners who cannot be a bucket's. Two, because one of them may be a store's idea of an account after all: emulators
 * like to give everything to 000000000000.
 */
const impossibleOwners = ['000000000000', '999999999999'] as const;

/**
 * Learns what an endpoint does, on one bucket. Sends nothing but GET, and at most twelve of them besides tries again: a
 * page of uploads, a short one, one or two from a key on, one or two with a prefix, two for owners who cannot be the
 * bucket's, the lifecycle; a page is compared with itself where it must be to read its keys.
 *
 * @throws AppError where the bucket cannot be listed at all; the signal's reason when aborted. What fails after that
 *   makes a fact unknown, with the reason
 */
export async function probeEndpoint(store: Store, bucket: string, ports: ProbePorts): Promise<EndpointFacts> {
  const { clock, random, signal } = ports;
  const page = (keyMarker: string | null, pageSize?: number) => {
    const position = keyMarker === null ? null : { keyMarker, uploadIdMarker: null };
    return readPage(store, bucket, position, { clock, random, pageSize }, signal);
  };
  const ask = async <T>(question: () => Promise<T>): Promise<Asked<T>> => {
    try {
      return { ok: true, answer: await question() };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AppError) return { ok: false, error };
      throw error;
    }
  };

  const { uploads } = await page(null);
  const limit = shortPage(uploads);
  const sized = uploads.length < fewestForLimit ? null : await ask(() => page(null, limit));
  const markers = await askMarkers(uploads, page, ask);

  const prefixed = await askPrefix(store, bucket, uploads, ports, ask);

  const owners: Asked<unknown>[] = [];
  for (const expectedBucketOwner of impossibleOwners) {
    const request = { bucket, maxUploads: 2, expectedBucketOwner };
    const asked = await ask(() => retryTransient(() => store.listUploads(request, signal), ports));
    owners.push(asked);
    if (!asked.ok && asked.error.code === 'ACCESS_DENIED') break;
  }
  const lifecycle = await ask(async () => {
    const { rules } = await retryTransient(() => store.countLifecycleRules(bucket, signal), ports);
    return rules;
  });

  return {
    at: clock.now(),
    bucket,
    keyEncoding: keyEncodingFact(store.keyWriting()),
    keyMarker: keyMarkerFact(markers),
    order: orderFact(uploads),
    prefix: prefixFact(prefixed),
    pageLimit: pageLimitFact(limit, sized),
    ownerCheck: ownerCheckFact(owners),
    initiated: initiatedFact(uploads, store.initiationTimes()),
    initiator: initiatorFact(uploads, ports.asker ?? null),
    storageClass: storageClassFact(uploads),
    lifecycle: lifecycleFact(lifecycle),
    addressing: addressingOf({ endpointUrl: store.connection.endpointUrl, pathStyle: store.learned().pathStyle }),
  };
}

type Page = (keyMarker: string | null, pageSize?: number) => ReturnType<Store['listUploads']>;
type Ask = <T>(question: () => Promise<T>) => Promise<Asked<T>>;

/** Asks from a key on; once more, beside a new page, where the answer began elsewhere. */
async function askMarkers(first: readonly ListedUpload[], page: Page, ask: Ask): Promise<MarkerAnswer[]> {
  const answers: MarkerAnswer[] = [];
  for (let uploads = first; ; ) {
    const key = tellingKey(uploads);
    if (key === null) return answers;
    const asked = await ask(() => page(key, comparedUploads));
    answers.push(markerAnswer(uploads, key, asked));
    if (answers.length === 2 || answers.at(-1)?.kind !== 'elsewhere') return answers;
    const again = await ask(() => page(null));
    if (!again.ok) return [...answers, { kind: 'failed', error: again.error }];
    uploads = again.answer.uploads;
  }
}

/** Asks for the beginning of a key; where that shows nothing, for the whole of it. null: no key will do. */
async function askPrefix(
  store: Store,
  bucket: string,
  uploads: readonly ListedUpload[],
  { clock, random, signal }: ProbePorts,
  ask: Ask,
): Promise<PrefixAnswer | null> {
  const keys = new Set(uploads.map(({ key }) => key));
  const key = [...keys].find((one) => beginningOf(one) !== '' && !keys.has(beginningOf(one)));
  // A directory bucket takes whole folders only (s3-semantics, "Directory buckets").
  if (key === undefined || isDirectoryBucket(bucket, store.connection)) return null;
  const page = (prefix: string) =>
    ask(() => readPage(store, bucket, null, { clock, random, prefix, pageSize: 2 }, signal));
  const prefix = beginningOf(key);
  const narrowed = await page(prefix);
  const isEmpty = narrowed.ok && narrowed.answer.uploads.length === 0;
  return { prefix, narrowed, whole: isEmpty ? await page(key) : null };
}

/** A key without its end: of characters that every encoding leaves alone, so that it shows what prefixes do and no more. */
function beginningOf(key: string): string {
  return plainBeginning(key.slice(0, -1));
}

function markerAnswer(
  uploads: readonly ListedUpload[],
  key: string,
  asked: Asked<Awaited<ReturnType<Page>>>,
): MarkerAnswer {
  if (!asked.ok) return { kind: 'failed', error: asked.error };
  const { uploads: answer, isTruncated } = asked.answer;
  if (answer.length === 0 && isTruncated) return { kind: 'nothing' };
  return { kind: markerWay(uploads, key, answer) ?? 'elsewhere' };
}

/**
 * How many uploads to ask for, so that the page ends before the last one and, if it can, on a key whose marker shows how
 * markers are written. Never fewer than two (s3-semantics, "Paging ListMultipartUploads").
 */
function shortPage(uploads: readonly ListedUpload[]): number {
  const ends = uploads.slice(1, -1).map(({ key }) => key);
  const telling = ends.findIndex(tellsApart);
  const odd = telling >= 0 ? telling : ends.findIndex((key) => /[^\w./~-]/.test(key));
  return Math.max(0, odd) + 2;
}
