import {
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListPartsCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { type BucketBehaviour, type PracticeStore, type PracticeStoreOptions, startPracticeStore } from '../store.ts';

/** 1 March 2026, noon UTC. */
export const noon = Date.UTC(2026, 2, 1, 12);

/** The AWS SDK on a store: one attempt per call, so that a test sees every answer. */
export function clientOf(
  store: Pick<PracticeStore, 'endpointUrl' | 'region' | 'accessKeyId' | 'secretAccessKey'>,
  overrides: S3ClientConfig = {},
): S3Client {
  return new S3Client({
    endpoint: store.endpointUrl,
    region: store.region,
    forcePathStyle: true,
    maxAttempts: 1,
    // It warns that it cannot repeat a stream; tests break streams on purpose.
    logger: { trace() {}, debug() {}, info() {}, warn() {}, error() {} },
    credentials: { accessKeyId: store.accessKeyId, secretAccessKey: store.secretAccessKey },
    ...overrides,
  });
}

/** A store with one bucket, `b`, and a client on it. Disposing ends both. */
export async function openStore(
  behaviour: Partial<BucketBehaviour> = {},
  options: PracticeStoreOptions = {},
): Promise<{ store: PracticeStore; client: S3Client } & AsyncDisposable> {
  const store = await startPracticeStore({
    scenario: { name: 'test', buckets: [{ name: 'b', behaviour, uploads: [] }] },
    ...options,
  });
  const client = clientOf(store);
  return {
    store,
    client,
    async [Symbol.asyncDispose]() {
      client.destroy();
      await store.close();
    },
  };
}

/** The code of the S3 error a call ends in; fails where it succeeds. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('The call succeeded.');
  return error.name;
}

/** What is listed of bucket `b`, as `key` strings. */
export async function listedKeys(client: S3Client, prefix?: string): Promise<string[]> {
  const page: ListMultipartUploadsCommandOutput = await client.send(
    new ListMultipartUploadsCommand({ Bucket: 'b', Prefix: prefix }),
  );
  return (page.Uploads ?? []).map(({ Key }) => Key ?? '');
}

/** Part numbers that ListParts shows, or the code of its error. */
export async function partNumbers(client: S3Client, key: string, uploadId: string): Promise<number[] | string> {
  try {
    const page = await client.send(new ListPartsCommand({ Bucket: 'b', Key: key, UploadId: uploadId }));
    return (page.Parts ?? []).map(({ PartNumber }) => PartNumber ?? 0);
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}
