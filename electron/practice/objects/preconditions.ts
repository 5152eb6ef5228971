import type { IncomingHttpHeaders } from 'node:http';
import { headerText } from '../protocol/header-text.ts';
import { headerNotImplemented, noSuchKey, S3Error } from '../protocol/s3-error.ts';
import type { PracticeObject } from './practice-object.ts';

/**
 * Checks If-Match and If-None-Match of a write against the object that it would replace.
 * @param key of the object
 * @throws S3Error NotImplemented for what S3 does not know, NoSuchKey, PreconditionFailed
 */
export function checkWrite(headers: IncomingHttpHeaders, key: string, there: PracticeObject | undefined): void {
  const ifMatch = headerText(headers, 'if-match');
  const ifNoneMatch = headerText(headers, 'if-none-match');
  if (ifNoneMatch !== null && (ifNoneMatch !== '*' || ifMatch !== null)) {
    throw headerNotImplemented('If-None-Match');
  }
  if (ifNoneMatch === '*' && there) throw preconditionFailed('If-None-Match');
  if (ifMatch === null) return;
  if (!there) throw noSuchKey(key);
  if (ifMatch !== '*' && bare(ifMatch) !== there.etag) throw preconditionFailed('If-Match');
}

/** Whether a write is under a condition. */
export function isConditional(headers: IncomingHttpHeaders): boolean {
  return headers['if-match'] !== undefined || headers['if-none-match'] !== undefined;
}

/** 409 ConditionalRequestConflict: another write came in between. */
export function conditionalConflict(): S3Error {
  return new S3Error(
    409,
    'ConditionalRequestConflict',
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
  );
}

/**
 * Checks the conditions of a read, in the order of RFC 9110, 13.2.2.
 * @returns whether the object is to be sent; false: 304 Not Modified
 * @throws S3Error PreconditionFailed
 */
export function checkRead(headers: IncomingHttpHeaders, { etag, lastModified }: PracticeObject): boolean {
  // HTTP's dates know no parts of a second.
  const at = Math.floor(lastModified / 1000) * 1000;
  const ifMatch = headerText(headers, 'if-match');
  const ifNoneMatch = headerText(headers, 'if-none-match');
  const since = dateIn(headers, 'if-modified-since');
  const until = dateIn(headers, 'if-unmodified-since');
  if (ifMatch !== null) {
    if (!matches(ifMatch, etag)) throw preconditionFailed('If-Match');
  } else if (until !== null && at > until) throw preconditionFailed('If-Unmodified-Since');
  if (ifNoneMatch !== null) return !matches(ifNoneMatch, etag);
  return since === null || at > since;
}

function matches(header: string, etag: string): boolean {
  return header.trim() === '*' || header.split(',').some((text) => bare(text.trim()) === etag);
}

function bare(etag: string): string {
  return etag.replace(/^"(.*)"$/, '$1');
}

function dateIn(headers: IncomingHttpHeaders, name: string): number | null {
  const at = Date.parse(headerText(headers, name) ?? '');
  return Number.isNaN(at) ? null : at;
}

function preconditionFailed(condition: string): S3Error {
  return new S3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    elements: { Condition: condition },
  });
}
