import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  type MultipartUpload,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

/** A way in to a store under test. */
export interface Keys {
  endpointUrl: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** One upload of a store under test. */
export interface Seeded {
  bucket: string;
  key: string;
  uploadId: string;
}

const ignore = (): void => undefined;

/** The AWS SDK as an uploader would use it: the flows never look at a store through the app's own eyes. */
export function createUploader({ endpointUrl, region, accessKeyId, secretAccessKey }: Keys): S3Client {
  return new S3Client({
    endpoint: endpointUrl,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Parts that fail on purpose are no news for the console.
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
}

/** Makes a bucket of its own for a test. @returns its name */
export async function createBucket(client: S3Client, name = `flow-${randomUUID().slice(0, 13)}`): Promise<string> {
  await client.send(new CreateBucketCommand({ Bucket: name }));
  return name;
}

/** Starts an upload and sends parts of these sizes, in bytes. */
export async function startUpload(
  client: S3Client,
  bucket: string,
  key: string,
  sizes: readonly number[],
): Promise<Seeded> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: key }));
  if (!UploadId) throw new Error('The store gave no upload ID.');
  const upload = { bucket, key, uploadId: UploadId };
  for (const [i, size] of sizes.entries()) await sendPart(client, upload, i + 1, size);
  return upload;
}

async function sendPart(client: S3Client, upload: Seeded, partNumber: number, size: number): Promise<void> {
  await client.send(new UploadPartCommand({ ...input(upload), PartNumber: partNumber, Body: Buffer.alloc(size, 7) }));
}

/** A part whose body is sent up to its last byte, and then held until {@link SlowPart.finish}. */
export interface SlowPart {
  /** Sends the last byte. @returns whether the store took the part */
  finish(): Promise<'landed' | 'failed'>;
}

/** Begins to send a part; resolves once its first bytes are on their way. */
export async function beginSlowPart(
  client: S3Client,
  upload: Seeded,
  partNumber: number,
  size: number,
): Promise<SlowPart> {
  const body = new Readable({ read: () => undefined });
  const sent = client
    .send(new UploadPartCommand({ ...input(upload), PartNumber: partNumber, Body: body, ContentLength: size }))
    .then(
      () => 'landed' as const,
      () => 'failed' as const,
    );
  body.push(Buffer.alloc(size - 1, 7));
  // Drained: the SDK has signed the request and handed the bytes to the socket.
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (body.readableLength === 0) resolve();
      else setImmediate(look);
    };
    look();
  });
  return {
    finish: () => {
      body.push(Buffer.alloc(1, 7));
      body.push(null);
      return sent;
    },
  };
}

/** Every upload that the store lists in a bucket. */
export async function listedUploads(client: S3Client, bucket: string): Promise<MultipartUpload[]> {
  const found: MultipartUpload[] = [];
  let markers: { KeyMarker?: string; UploadIdMarker?: string } = {};
  for (;;) {
    const page = await client.send(
      new ListMultipartUploadsCommand({ Bucket: bucket, EncodingType: 'url', ...markers }),
    );
    found.push(...(page.Uploads ?? []));
    if (!page.IsTruncated || !page.NextKeyMarker) return found;
    markers = {
      KeyMarker: page.NextKeyMarker,
      ...(page.NextUploadIdMarker ? { UploadIdMarker: page.NextUploadIdMarker } : {}),
    };
  }
}

/** Part numbers that the store holds of an upload; null where it says that there is no such upload. */
export async function heldParts(client: S3Client, upload: Seeded): Promise<number[] | null> {
  try {
    const { Parts } = await client.send(new ListPartsCommand(input(upload)));
    return (Parts ?? []).map(({ PartNumber }) => PartNumber ?? 0);
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null;
    throw error;
  }
}

function input({ bucket, key, uploadId }: Seeded) {
  return { Bucket: bucket, Key: key, UploadId: uploadId };
}
