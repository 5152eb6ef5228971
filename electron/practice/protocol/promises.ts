import type { IncomingHttpHeaders } from 'node:http';
import type { PracticeOperation } from './faults.ts';
import { headerText } from './header-text.ts';
import type { S3Request } from './request.ts';
import { headerNotImplemented, operationNotImplemented, S3Error } from './s3-error.ts';

/** What a header would promise and the practice store would not keep, by lower-case name or its beginning. */
const unkept: readonly (string | RegExp)[] = [
  'x-amz-tagging',
  'x-amz-acl',
  /^x-amz-grant-/,
  /^x-amz-server-side-encryption/,
  'x-amz-object-lock-mode',
  'x-amz-object-lock-retain-until-date',
  'x-amz-object-lock-legal-hold',
  'x-amz-write-offset-bytes',
  // Of directory buckets alone (API reference, DeleteObject and AbortMultipartUpload).
  'x-amz-if-match-last-modified-time',
  'x-amz-if-match-size',
  'x-amz-if-match-initiated-time',
];

/** Values that ask for no more than what holds anyway: clients send them by themselves. */
const kept: Readonly<Record<string, readonly string[]>> = {
  'x-amz-acl': ['', 'private', 'bucket-owner-full-control'],
  'x-amz-server-side-encryption': ['AES256'],
  'x-amz-object-lock-legal-hold': ['OFF'],
};

/**
 * Refuses a header whose effect would not come about: somebody who tags an object, locks it, opens it to everybody or
 * encrypts it with a key of their own would believe it done.
 * @throws S3Error NotImplemented, as S3 says of headers that it does not know
 */
export function checkPromises(headers: IncomingHttpHeaders): void {
  for (const name of Object.keys(headers)) {
    if (!unkept.some((each) => (typeof each === 'string' ? each === name : each.test(name)))) continue;
    if (!kept[name]?.includes(headerText(headers, name)?.trim() ?? '')) throw headerNotImplemented(name);
  }
}

/**
 * A form that a browser sends is signed in its fields: it would pass for a request that nobody signed.
 * @throws S3Error NotImplemented
 */
export function checkIsNoForm({ method, headers }: Pick<S3Request, 'method' | 'headers'>): void {
  const isForm = headerText(headers, 'content-type')?.toLowerCase().startsWith('multipart/form-data');
  if (method === 'POST' && isForm && headers.authorization === undefined) throw operationNotImplemented();
}

const sending: readonly PracticeOperation[] = ['PutObject', 'UploadPart'];

/**
 * Refuses an object or a part whose length nobody announced: S3 takes none.
 * @throws S3Error NotImplemented for Transfer-Encoding, MissingContentLength
 */
export function checkAnnounced(operation: PracticeOperation, headers: IncomingHttpHeaders): void {
  if (!sending.includes(operation) || headers['x-amz-decoded-content-length'] !== undefined) return;
  if (headers['transfer-encoding'] !== undefined) throw headerNotImplemented('Transfer-Encoding');
  const isFramed = headerText(headers, 'x-amz-content-sha256')?.startsWith('STREAMING-');
  if (headers['content-length'] !== undefined && !isFramed) return;
  throw new S3Error(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
}
