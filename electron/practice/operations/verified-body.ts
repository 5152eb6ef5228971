import type { IncomingHttpHeaders } from 'node:http';
import { type Checksum, type ChecksumAlgorithm, checksumHeader, isChecksumValue } from '../checksums/algorithms.ts';
import { declaredChecksum, invalidHeader } from '../checksums/declared-checksum.ts';
import { headerText } from '../protocol/header-text.ts';
import { invalidRequest, S3Error } from '../protocol/s3-error.ts';
import { readXml, type XmlElement } from '../protocol/xml.ts';
import type { BodySummary } from '../signing/body.ts';
import type { Call } from './call.ts';

/** A body that is what its sender said of it. */
export interface VerifiedBody extends BodySummary {
  /** The checksum that its sender declared; null: none. */
  declared: Checksum | null;
}

/** Largest document that a client may send, bytes: 10,000 parts of CompleteMultipartUpload fit, with a SHA-256 each. */
const longestDocument = 4 * 1024 * 1024;

/**
 * Reads a body and compares it with Content-MD5 and with the checksum that it was sent with.
 * @param more computed as well
 * @param trusts takes declared checksums as they are, as stores do that know none
 * @throws S3Error BadDigest, InvalidDigest, InvalidRequest
 */
export async function readVerified(
  { request, read }: Call,
  { more = [], keepUpTo = 0, trusts = false }: { more?: ChecksumAlgorithm[]; keepUpTo?: number; trusts?: boolean } = {},
): Promise<VerifiedBody> {
  const { headers } = request;
  const declared = trusts ? null : declaredChecksum(headers);
  const md5 = contentMd5(headers);
  const summary = await read({
    checksums: [...new Set([...more, ...(declared ? [declared.algorithm] : [])])],
    keepUpTo,
  });
  if (md5 !== null && md5 !== summary.md5) {
    throw new S3Error(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.', {
      elements: { ExpectedDigest: md5, CalculatedDigest: summary.md5 },
    });
  }
  if (!declared) return { ...summary, declared: null };
  const { algorithm } = declared;
  const value = declared.value ?? trailingValue(algorithm, summary);
  if (summary.checksums.get(algorithm) !== value) throw badChecksum(algorithm);
  return { ...summary, declared: { algorithm, value } };
}

/**
 * Reads a document that must come with Content-MD5 or another checksum.
 * @param onlyMd5 refuses it without Content-MD5
 * @throws S3Error MalformedXML, InvalidRequest, EntityTooLarge, BadDigest
 */
export async function readSignedDocument(call: Call, onlyMd5 = false): Promise<XmlElement> {
  const { headers } = call.request;
  const hasMd5 = headers['content-md5'] !== undefined;
  if (onlyMd5 && !hasMd5) throw invalidRequest('Missing required header for this request: Content-MD5');
  if (!hasMd5 && declaredChecksum(headers) === null) {
    throw invalidRequest('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  }
  return documentIn(await readVerified(call, { keepUpTo: longestDocument }));
}

/** Reads a document whose checksum headers, if any, are not its own. @throws S3Error MalformedXML, EntityTooLarge */
export async function readDocument({ read }: Call): Promise<XmlElement> {
  return documentIn(await read({ checksums: [], keepUpTo: longestDocument }));
}

/** 400 BadDigest for a checksum that is another. */
export function badChecksum(algorithm: ChecksumAlgorithm): S3Error {
  return new S3Error(400, 'BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
}

function documentIn({ content }: BodySummary): XmlElement {
  if (content === null) {
    throw new S3Error(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
  }
  return readXml(content.toString('utf8'));
}

/** Content-MD5 in hex; null where there is none. @throws S3Error InvalidDigest */
function contentMd5(headers: IncomingHttpHeaders): string | null {
  const text = headerText(headers, 'content-md5');
  if (text === null) return null;
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 16 || bytes.toString('base64') !== text) {
    throw new S3Error(400, 'InvalidDigest', 'The Content-MD5 you specified is not valid.');
  }
  return bytes.toString('hex');
}

function trailingValue(algorithm: ChecksumAlgorithm, { trailers }: BodySummary): string {
  const name = checksumHeader(algorithm);
  const value = trailers.get(name);
  if (value === undefined) {
    throw new S3Error(
      400,
      'MalformedTrailerError',
      'The request contained trailing data that was not well-formed or did not conform to our published schema.',
    );
  }
  if (!isChecksumValue(algorithm, value)) throw invalidHeader(name);
  return value;
}
