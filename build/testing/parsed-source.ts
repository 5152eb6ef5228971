import { parseSync } from '@swc/core';

/** A piece of a parsed source: what tests go over. */
export interface Node {
  type: string;
  span?: { start: number };
  [field: string]: unknown;
}

/** Whether a value of a parsed source is a piece of it. */
export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Parses TypeScript, with JSX where the path ends in `.tsx`. @throws Error where it is none */
export function parsedSource(path: string, text: string) {
  const tree = parseSync(text, { syntax: 'typescript', tsx: path.endsWith('.tsx'), target: 'es2024' });
  // Offsets go on from file to file, in bytes.
  const bytes = Buffer.from(text);
  /** The line that a piece begins on, from 1. */
  const lineOf = ({ span }: Pick<Node, 'span'>): number =>
    bytes
      .subarray(0, (span?.start ?? 0) - tree.span.start)
      .toString()
      .split('\n').length;
  return { tree, lineOf };
}
