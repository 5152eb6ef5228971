import { malformedXml, S3Error } from '../protocol/s3-error.ts';
import type { Answer, BucketCall } from './call.ts';

/** AWS: a bucket policy, bytes. */
const longestPolicy = 20 * 1024;

/** GetBucketPolicy: as it was put. It is kept and given back, and nothing is decided by it. @throws S3Error NoSuchBucketPolicy */
export function getPolicy({ bucket }: BucketCall): Answer {
  if (bucket.policy === null) throw new S3Error(404, 'NoSuchBucketPolicy', 'The bucket policy does not exist');
  return { status: 200, headers: { 'content-type': 'application/json' }, content: Buffer.from(bucket.policy) };
}

/** PutBucketPolicy. @throws S3Error MalformedPolicy, MalformedXML where it is too long */
export async function putPolicy({ bucket, read }: BucketCall): Promise<Answer> {
  const { content } = await read({ checksums: [], keepUpTo: longestPolicy });
  if (content === null) throw malformedXml();
  const text = content.toString('utf8');
  if (!isJson(text)) throw new S3Error(400, 'MalformedPolicy', 'Policies must be valid JSON');
  bucket.policy = text;
  return { status: 204 };
}

function isJson(text: string): boolean {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null;
  } catch {
    return false;
  }
}
