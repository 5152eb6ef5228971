import { formatBytes, formatColumnBytes } from '../../format/bytes.ts';

/** What is left: the bytes that are known, and of how many uploads it is not known. */
export interface LeftBytes {
  bytes: number;
  unknown: number;
}

/** Bytes that a job leaves, in a cell: "at least 64.0 MiB". */
export function leftFigure({ bytes, unknown }: LeftBytes): string {
  if (unknown === 0) return formatColumnBytes(bytes);
  return bytes === 0 ? 'not known' : `at least ${formatColumnBytes(bytes)}`;
}

/** The same as a part of a sentence: "at least 64 MiB left". */
export function leftClause({ bytes, unknown }: LeftBytes): string {
  if (unknown === 0) return `${formatBytes(bytes)} left`;
  return bytes === 0 ? 'what is left is not known' : `at least ${formatBytes(bytes)} left`;
}
