import { formatBytes, formatColumnBytes } from '../../format/bytes.ts';
import type { LeftBytes } from '../english/left.ts';

/** Bytes that a job leaves, in a cell. */
export function leftFigure({ bytes, unknown }: LeftBytes): string {
  if (unknown === 0) return formatColumnBytes(bytes);
  return bytes === 0 ? 'nicht bekannt' : `mindestens ${formatColumnBytes(bytes)}`;
}

/** The same as a part of a sentence. */
export function leftClause({ bytes, unknown }: LeftBytes): string {
  if (unknown === 0) return `${formatBytes(bytes)} übrig`;
  return bytes === 0 ? 'was übrig ist, ist nicht bekannt' : `mindestens ${formatBytes(bytes)} übrig`;
}
