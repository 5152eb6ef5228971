import type { IncomingHttpHeaders } from 'node:http';
import type { Checksum, ObjectChecksum } from '../checksums/algorithms.ts';
import { checksumMismatch, checksumType, finalChecksumInHeader } from '../checksums/declared-checksum.ts';
import { checkWrite, conditionalConflict, isConditional } from '../objects/preconditions.ts';
import { headerText } from '../protocol/header-text.ts';
import { percentEncode } from '../protocol/key-encoding.ts';
import { invalidRequest, noSuchUpload, S3Error } from '../protocol/s3-error.ts';
import { document, element } from '../protocol/xml.ts';
import { type Completion, type PracticePart, partListOf, type UploadRecord } from '../uploads/upload-record.ts';
import { type Answer, type BucketCall, quoted, versionHeader } from './call.ts';
import { objectChecksumElements } from './checksum-elements.ts';
import { type ListedPart, readPartList } from './part-list.ts';
import { mostParts } from './uploads.ts';
import { badChecksum, readDocument } from './verified-body.ts';

/** Every part but the last must be this large to be completed, bytes. */
const smallestPart = 5 * 1024 * 1024;

/**
 * CompleteMultipartUpload. Asked again with the same list it answers the same, as AWS does.
 * @throws S3Error NoSuchUpload, MalformedXML, InvalidArgument, InvalidPartOrder, InvalidPart, EntityTooSmall,
 * InvalidRequest, BadDigest, PreconditionFailed, ConditionalRequestConflict
 */
export async function completeUpload(call: BucketCall): Promise<Answer> {
  const { request, bucket } = call;
  const { headers, key } = request;
  const uploadId = request.uploadId ?? '';
  const { checksums, conditionalWrites, repeatedCompletion } = bucket.behaviour;
  const looksAtChecksums = checksums === 'kept';
  const type = looksAtChecksums ? checksumType(headers) : null;
  const final = looksAtChecksums ? finalChecksumInHeader(headers) : null;
  const before = bucket.objects.get(key);
  const listed = readPartList(await readDocument(call));

  const known = bucket.settled(key, uploadId);
  const completion = known?.phase === 'completed' ? known.afterlife?.completion : null;
  if (completion && repeatedCompletion === 'same-answer') {
    if (completion.partList !== partListOf(listed)) throw noSuchUpload(uploadId);
    return answerOf(call, completion, 'again');
  }
  const record = bucket.open(key, uploadId);
  if (bucket.behaviour.completionList === 'all-parts') checkAllListed(record, listed);
  const parts = partsListed(record, listed, looksAtChecksums);
  checkSize(headers, parts);
  if (type !== null && record.checksum !== null && type !== record.checksum.type) {
    throw invalidRequest(
      `The upload was created using the ${record.checksum.type} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  const checksum = bucket.checksumOf(record, parts);
  // Of an upload that asked for no checksum AWS takes no notice of one here.
  if (final && record.checksum) checkFinal(final, record.checksum.algorithm, checksum, parts.length);
  if (conditionalWrites === 'honoured' && isConditional(headers)) {
    const there = bucket.objects.get(key);
    checkWrite(headers, key, there);
    if (there !== before) throw conditionalConflict();
  }
  return answerOf(call, bucket.complete(record, parts), 'first');
}

function answerOf(
  { request, bucket }: BucketCall,
  { etag, checksum, versionId }: Completion,
  time: 'first' | 'again',
): Answer {
  const bare = time === 'first' ? '' : etag;
  return {
    status: 200,
    headers: versionHeader(versionId),
    xml: document(
      'CompleteMultipartUploadResult',
      [
        element('Location', `http://${request.headers.host ?? ''}/${bucket.name}/${percentEncode(request.key)}`),
        element('Bucket', bucket.name),
        element('Key', request.key),
        element('ETag', bucket.behaviour.completionEtag === 'quoted' ? quoted(etag) : bare),
        bucket.behaviour.checksums === 'kept' ? objectChecksumElements(checksum) : '',
      ].join(''),
    ),
  };
}

/** @throws S3Error InvalidPart where the list leaves a part out */
function checkAllListed(record: UploadRecord, listed: readonly ListedPart[]): void {
  const numbers = new Set(listed.map(({ partNumber }) => partNumber));
  const missing = record.parts?.page(record, 0, mostParts).find(({ partNumber }) => !numbers.has(partNumber));
  if (missing) throw invalidPart(record, missing.partNumber, missing.etag);
}

/** The parts of the upload that the list names. @throws S3Error where one is not there, or another than it says */
function partsListed(record: UploadRecord, listed: readonly ListedPart[], looksAtChecksums: boolean): PracticePart[] {
  const there = new Map(
    (record.parts?.page(record, 0, mostParts) ?? []).map((part) => [part.partNumber, part] as const),
  );
  const parts: PracticePart[] = [];
  for (const { partNumber, etag, checksum } of listed) {
    const part = there.get(partNumber);
    if (!part || part.etag !== etag) throw invalidPart(record, partNumber, etag);
    if (partNumber <= (parts.at(-1)?.partNumber ?? 0)) {
      throw new S3Error(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
    }
    if (looksAtChecksums && !isChecksumOf(record, part, checksum)) throw invalidPart(record, partNumber, etag);
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
  return parts;
}

/** Whether a listed checksum is the part's. @throws S3Error where it is missing, or in another algorithm */
function isChecksumOf(record: UploadRecord, part: PracticePart, listed: Checksum | null): boolean {
  const { checksum: asked, parts } = record;
  if (!listed) {
    if (asked?.type !== 'COMPOSITE') return true;
    throw invalidRequest(
      `The upload was created using a ${asked.algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${part.partNumber} in the request.`,
    );
  }
  const known = [part.checksum, parts?.declared(part.partNumber)].find(
    (checksum) => checksum?.algorithm === listed.algorithm,
  );
  if (known) return known.value === listed.value;
  throw new S3Error(
    400,
    'BadDigest',
    `The ${listed.algorithm.toLowerCase()} you specified for part ${part.partNumber} did not match what we received.`,
  );
}

function checkFinal(
  { algorithm, value, parts }: Checksum & { parts: number | null },
  asked: Checksum['algorithm'],
  checksum: ObjectChecksum | null,
  count: number,
): void {
  if (algorithm !== asked) throw checksumMismatch(asked, algorithm);
  const [whole] = checksum?.value.split('-') ?? [];
  if (whole !== value || (parts !== null && parts !== count)) throw badChecksum(algorithm);
}

/** @throws S3Error InvalidRequest where the object would not be as long as x-amz-mp-object-size says */
function checkSize(headers: IncomingHttpHeaders, parts: readonly PracticePart[]): void {
  const text = headerText(headers, 'x-amz-mp-object-size');
  if (text === null) return;
  if (!/^-?\d+$/.test(text)) throw invalidRequest('Value for x-amz-mp-object-size header is invalid.');
  if (Number(text) < 0) throw invalidRequest(`Value for x-amz-mp-object-size header is less than zero: '${text}'`);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (Number(text) === size) return;
  throw invalidRequest(
    `The provided 'x-amz-mp-object-size' header value ${text} does not match what was computed: ${size}`,
  );
}

function invalidPart({ uploadId }: UploadRecord, partNumber: number, etag: string): S3Error {
  return new S3Error(
    400,
    'InvalidPart',
    'One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part’s entity tag.',
    { elements: { UploadId: uploadId, PartNumber: String(partNumber), ETag: etag } },
  );
}
