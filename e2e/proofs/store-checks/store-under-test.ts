import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  type Part,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { ListingConvention } from '../../support/servers/habits.ts';

/** A running store and the keys of one account. */
export interface StoreUnderTest {
  endpointUrl: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  close(): Promise<void>;
}

/** An upload's place. */
export interface UploadPlace {
  bucket: string;
  key: string;
  uploadId: string;
}

/** The AWS SDK on it: one attempt per call, so that a check sees every answer. */
export function clientOf(store: StoreUnderTest, overrides: S3ClientConfig = {}): S3Client {
  return new S3Client({
    endpoint: store.endpointUrl,
    region: store.region,
    forcePathStyle: true,
    maxAttempts: 1,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    credentials: { accessKeyId: store.accessKeyId, secretAccessKey: store.secretAccessKey },
    ...overrides,
  });
}

/** Makes a bucket. @returns its name */
export async function makeBucket(client: S3Client, bucket: string): Promise<string> {
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return bucket;
}

export async function create(client: S3Client, bucket: string, key: string): Promise<UploadPlace> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: key }));
  if (!UploadId) throw new Error('The store gave no upload ID.');
  return { bucket, key, uploadId: UploadId };
}

/** Sends a part. @returns its ETag */
export async function putPart(client: S3Client, place: UploadPlace, number: number, content: string): Promise<string> {
  const { ETag } = await client.send(new UploadPartCommand({ ...input(place), PartNumber: number, Body: content }));
  return ETag ?? '';
}

/** @returns the HTTP status, or `status code` of the error */
export async function abort(client: S3Client, place: UploadPlace): Promise<string> {
  return outcomeOf(client.send(new AbortMultipartUploadCommand(input(place))));
}

/** All parts over all pages, or `status code` of the error. */
export async function partsOf(client: S3Client, place: UploadPlace): Promise<Part[] | string> {
  const parts: Part[] = [];
  let marker: string | undefined;
  try {
    for (;;) {
      const page = await client.send(new ListPartsCommand({ ...input(place), PartNumberMarker: marker }));
      parts.push(...(page.Parts ?? []));
      if (!page.IsTruncated) return parts;
      marker = page.NextPartNumberMarker;
    }
  } catch (error) {
    return describeError(error);
  }
}

/** What ListParts answered: `200 with 2 parts`, or `status code` of the error. */
export function inShort(parts: Part[] | string): string {
  return typeof parts === 'string' ? parts : `200 with ${parts.length} parts`;
}

/** Whether ListParts says that nothing is left: 404 of either kind, or no parts. */
export function isGone(parts: Part[] | string): boolean {
  return typeof parts === 'string' ? /^404 NoSuch(Upload|Key)$/.test(parts) : parts.length === 0;
}

/** Every upload under a prefix, over all pages, by the store's convention. Duplicates are kept. */
export async function listAll(
  client: S3Client,
  bucket: string,
  convention: ListingConvention,
  narrowed: { prefix?: string; pageSize?: number } = {},
): Promise<{ places: UploadPlace[]; pages: number }> {
  const places: UploadPlace[] = [];
  let keyMarker: string | undefined;
  let uploadIdMarker: string | undefined;
  for (let pages = 1; ; pages += 1) {
    const page = await client.send(
      new ListMultipartUploadsCommand({
        Bucket: bucket,
        EncodingType: 'url',
        Prefix: narrowed.prefix,
        MaxUploads: narrowed.pageSize,
        KeyMarker: keyMarker,
        UploadIdMarker: uploadIdMarker,
      }),
    );
    for (const { Key = '', UploadId = '' } of page.Uploads ?? []) {
      places.push({ bucket, key: convention.readKey(Key), uploadId: UploadId });
    }
    if (!page.IsTruncated) return { places, pages };
    if (!page.NextKeyMarker) throw new Error('A truncated page without a next marker.');
    keyMarker = convention.readMarker(page.NextKeyMarker);
    uploadIdMarker = page.NextUploadIdMarker;
  }
}

/** The HTTP status of a success, `status code` of an S3 error. @throws anything else */
export async function outcomeOf(
  call: Promise<{ $metadata: { httpStatusCode?: number | undefined } }>,
): Promise<string> {
  try {
    return String((await call).$metadata.httpStatusCode);
  } catch (error) {
    return describeError(error);
  }
}

/** Does `work` for each item, a few at a time. */
export async function forEach<T>(items: Iterable<T>, work: (item: T) => Promise<unknown>): Promise<void> {
  const iterator = Iterator.from(items);
  const worker = async () => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}

export function input({ bucket, key, uploadId }: UploadPlace): { Bucket: string; Key: string; UploadId: string } {
  return { Bucket: bucket, Key: key, UploadId: uploadId };
}

function describeError(error: unknown): string {
  if (!(error instanceof S3ServiceException)) throw error;
  return `${error.$metadata.httpStatusCode} ${error.name}`;
}
