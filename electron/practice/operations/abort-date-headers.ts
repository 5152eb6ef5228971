import type { Bucket } from '../buckets/bucket.ts';
import { abortDateOf } from '../lifecycle/rules.ts';

/**
 * When lifecycle will abort an upload, and by which rule; nothing where no rule applies, or the store does not tell. The
 * rule's ID stands there as it is: AWS documents no encoding, and Ceph has none.
 */
export function abortDateHeaders(
  { lifecycle, behaviour }: Bucket,
  operation: 'CreateMultipartUpload' | 'ListParts',
  upload: { key: string; initiatedAt: number },
): Record<string, string> {
  const isTold =
    behaviour.abortDate !== 'absent' &&
    (behaviour.abortDate !== 'only-on-create' || operation === 'CreateMultipartUpload');
  const abort = isTold ? abortDateOf(lifecycle, upload) : null;
  if (!abort) return {};
  const date = new Date(abort.at);
  return {
    'x-amz-abort-date': behaviour.abortDate === 'iso' ? date.toISOString() : date.toUTCString(),
    'x-amz-abort-rule-id': asHeaderValue(abort.ruleId),
  };
}

/** UTF-8 as bytes, which is what HTTP has beyond ASCII; characters that would end a header are left out. */
function asHeaderValue(text: string): string {
  return Buffer.from(text.replace(/[\u0000-\u001f\u007f]/g, ''), 'utf8').toString('latin1');
}
