import { invalidArgument, malformedXml, S3Error } from '../s3-error.ts';
import type { PracticePart } from '../upload-record.ts';
import { childText, document, element, readXml } from '../xml.ts';
import { type Answer, type BucketCall, quoted } from './call.ts';

/** Every part but the last must be this large to be completed, bytes. */
const smallestPart = 5 * 1024 * 1024;
const maximumParts = 10_000;
const longestKey = 1024;

/** CreateMultipartUpload. @throws S3Error KeyTooLongError */
export function createUpload({ request, bucket, caller, now }: BucketCall): Answer {
  const { key } = request;
  if (Buffer.byteLength(key) > longestKey) {
    throw new S3Error(400, 'KeyTooLongError', 'Your key is too long', {
      elements: { MaxSizeAllowed: String(longestKey) },
    });
  }
  const storageClass = String(request.headers['x-amz-storage-class'] ?? 'STANDARD');
  const { uploadId } = bucket.create({ key, initiatedAt: now(), initiator: caller, storageClass });
  return {
    status: 200,
    xml: document(
      'InitiateMultipartUploadResult',
      element('Bucket', bucket.name) + element('Key', key) + element('UploadId', uploadId),
    ),
  };
}

/**
 * UploadPart: counts the bytes and keeps none. The part is there when its body has ended, which may be after an abort.
 * @throws S3Error NoSuchUpload, InvalidArgument, BadDigest
 */
export async function uploadPart({ request, bucket, summary }: BucketCall): Promise<Answer> {
  const number = request.query.get('partNumber') ?? '';
  const partNumber = Number(number);
  if (!/^\d+$/.test(number) || partNumber < 1 || partNumber > maximumParts) throw invalidArgument('partNumber', number);
  const record = bucket.open(request.key, request.uploadId ?? '');
  const { size, md5 } = await summary();
  const expected = request.headers['content-md5'];
  if (typeof expected === 'string' && Buffer.from(expected, 'base64').toString('hex') !== md5) {
    throw new S3Error(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  bucket.landPart(record, partNumber, size, md5);
  return { status: 200, headers: { etag: quoted(md5) } };
}

/** AbortMultipartUpload. */
export function abortUpload({ request, bucket }: BucketCall): Answer {
  bucket.abort(request.key, request.uploadId ?? '');
  return { status: 204 };
}

/**
 * CompleteMultipartUpload.
 * @throws S3Error NoSuchUpload, MalformedXML, InvalidPartOrder, InvalidPart, EntityTooSmall
 */
export async function completeUpload({ request, bucket, document: body }: BucketCall): Promise<Answer> {
  const wanted = readPartList(await body());
  const record = bucket.open(request.key, request.uploadId ?? '');
  const there = new Map(
    (record.parts?.page(record.uploadId, 0, maximumParts) ?? []).map((part) => [part.partNumber, part] as const),
  );
  const parts: PracticePart[] = [];
  for (const { partNumber, etag } of wanted) {
    const part = there.get(partNumber);
    if (!part || part.etag !== etag) {
      throw new S3Error(
        400,
        'InvalidPart',
        'One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part’s entity tag.',
        { elements: { UploadId: record.uploadId, PartNumber: String(partNumber), ETag: etag } },
      );
    }
    if (partNumber <= (parts.at(-1)?.partNumber ?? 0)) {
      throw new S3Error(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
    }
    parts.push(part);
  }
  const tooSmall = parts.slice(0, -1).find(({ size }) => size < smallestPart);
  if (tooSmall) {
    throw new S3Error(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
      elements: {
        ProposedSize: String(tooSmall.size),
        MinSizeAllowed: String(smallestPart),
        PartNumber: String(tooSmall.partNumber),
        ETag: tooSmall.etag,
      },
    });
  }
  const object = bucket.complete(record, parts);
  return {
    status: 200,
    xml: document(
      'CompleteMultipartUploadResult',
      [
        element('Location', `/${bucket.name}/${object.key}`),
        element('Bucket', bucket.name),
        element('Key', object.key),
        element('ETag', quoted(object.etag)),
      ].join(''),
    ),
  };
}

function readPartList(xml: string): { partNumber: number; etag: string }[] {
  const root = readXml(xml);
  const parts = root.children
    .filter(({ name }) => name === 'Part')
    .map((part) => ({
      partNumber: Number(childText(part, 'PartNumber')),
      etag: (childText(part, 'ETag') ?? '').replaceAll('"', ''),
    }));
  if (parts.length === 0 || parts.some(({ partNumber }) => !Number.isInteger(partNumber))) throw malformedXml();
  return parts;
}
