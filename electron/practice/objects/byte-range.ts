import { S3Error } from '../protocol/s3-error.ts';

/**
 * The bytes that a Range header asks for; null where there is none, or one that S3 takes no notice of: another unit,
 * several ranges, no numbers, or an end before the start.
 * @param size of the object, bytes
 * @throws S3Error InvalidRange where none of its bytes is in the range
 */
export function byteRange(header: string | null, size: number): { from: number; length: number } | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') return within(size - Math.min(Number(last), size), size - 1, size, header ?? '');
  if (last !== '' && Number(last) < Number(first)) return null;
  return within(Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1), size, header ?? '');
}

function within(from: number, to: number, size: number, header: string): { from: number; length: number } {
  if (from <= to && from < size) return { from, length: to - from + 1 };
  throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable', {
    elements: { RangeRequested: header, ActualObjectSize: String(size) },
    headers: { 'content-range': `bytes */${size}` },
  });
}
