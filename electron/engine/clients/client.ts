import { type Fit, mib } from './growth.ts';

/** A client that uploads in parts, by its defaults. All of them can be configured: a match is a hint, never a verdict. */
export interface Client {
  id: string;
  /** As its makers call it: a name, the same in every language. */
  name: string;
  /** Default part size, bytes; more than one where versions differ. Empty: told by a pattern of its own. */
  sizes: readonly number[];
  /** What it does with files too big for 10,000 such parts. */
  fit: Fit;
  /** Files below this are sent whole, bytes; 0 where that is not known. */
  threshold: number;
  /** Whether it sends one part after the other, so that no number is ever missing. `either`: not known. */
  order: 'sequential' | 'parallel' | 'either';
  /** Which checksum its newer versions put on parts: an SDK's CRC32, CRT's CRC64NVME, none; `either`: not known. */
  checksum: 'sdk' | 'crt' | 'none' | 'either';
  /** How often it is met, as a weight: 1 seldom, 8 everywhere. A judgement, not a measurement. */
  common: number;
  /** Keys by which it is known; absent: it uploads under any key. */
  keys?: RegExp;
  /** How many of its keys are such: all, nearly all (as far as is known), or some. */
  keysAre?: 'all' | 'most' | 'some';
  /** Never more parts than this. */
  mostParts?: number;
  /** What names it in the initiator's ID or display name. */
  initiator?: RegExp;
  /** Where its defaults are read. */
  source: string;
}

type Rest = Partial<Omit<Client, 'id' | 'name' | 'sizes' | 'source' | 'threshold'>> & {
  /** MiB. */
  threshold?: number;
};

/** @param sizes in MiB */
export function client(
  id: string,
  name: string,
  sizes: number | readonly number[],
  source: string,
  rest: Rest = {},
): Client {
  return {
    fit: { kind: 'constant' },
    order: 'either',
    checksum: 'either',
    common: 1,
    ...rest,
    id,
    name,
    sizes: (typeof sizes === 'number' ? [sizes] : sizes).map((size) => size * mib),
    threshold: (rest.threshold ?? 0) * mib,
    source,
  };
}

/** Divided to the byte. */
export const exact: Fit = { kind: 'exact' };
export const wholeMiB: Fit = { kind: 'multiple', of: mib };
export const doubles: Fit = { kind: 'doubles' };
