import { arrivalOf } from './arrival.ts';
import { catalogue } from './catalogue.ts';
import type { Client } from './client.ts';
import {
  climbs,
  climbsLikePgBackRest,
  type FileSize,
  fileBehind,
  mib,
  overflowsLikeBarman,
  staircases,
} from './growth.ts';
import { commonSize, missingNumbers, type PartShape } from './part-shape.ts';

/** What is known of an upload. */
export interface UploadTraits {
  key: string;
  /** ID and display name of who began it, as far as the store tells. */
  initiator: string | null;
  /** As ListMultipartUploads tells it, for example `CRC32`; null where it tells none. */
  checksumAlgorithm: string | null;
  /** null: its parts were not listed. */
  shape: PartShape | null;
}

/** What speaks for a client. Data: the sentences are made where they are shown. */
export type Reason =
  /** Its default part size, bytes. */
  | { kind: 'default size'; bytes: number }
  /** The size it would choose for a file that large. */
  | { kind: 'adapted size'; bytes: number; file: FileSize }
  /** Sizes that grow as only its parts do. */
  | { kind: 'growth' }
  | { kind: 'checksum'; algorithm: string }
  /** Parts were sent at once: some are missing before the last. */
  | { kind: 'parallel' }
  /** Parts were sent one after the other: none is missing. */
  | { kind: 'sequential' }
  | { kind: 'key' }
  | { kind: 'initiator' };

export interface Guess {
  clientId: string;
  name: string;
  /** From 0 to 1: how likely it is among all that is known, and `unknown`. */
  odds: number;
  reasons: readonly Reason[];
  /** How large the file was, where the part size tells. */
  file: FileSize | null;
}

export interface Guesses {
  /** The likeliest first; none below {@link leastOdds}. */
  guesses: readonly Guess[];
  /** How likely it is none of the clients that are known, or one that was configured otherwise. */
  unknown: number;
}

/** What is less likely than this is not worth a name. */
export const leastOdds = 0.03;

/** One of these must speak for a client; a checksum or an order alone fits too many. */
const telling: ReadonlySet<Reason['kind']> = new Set(['default size', 'adapted size', 'growth', 'key', 'initiator']);
/** Checksums that only an SDK of AWS makes unasked. */
const sdkChecksums: ReadonlySet<string> = new Set(['CRC32', 'CRC64NVME']);

/**
 * Which clients may have begun an upload, with odds. The odds rank and tell thin evidence from good; they are weights put
 * side by side, not a measurement. Sizes that several clients share name all of them.
 */
export function guessClient(traits: UploadTraits): Guesses {
  const weighed: { client: Client; weight: number; reasons: Reason[]; file: FileSize | null }[] = [];
  for (const client of catalogue) {
    const fitting = sizeFit(client, traits);
    if (fitting === null) continue;
    const reasons: Reason[] = fitting.reason ? [fitting.reason] : [];
    const weight =
      client.common *
      fitting.weight *
      checksumFactor(client, traits, reasons) *
      orderFactor(client, traits.shape, reasons) *
      wholeFileFactor(client, traits.shape, fitting.file) *
      namesFactor(client, traits, reasons);
    if (weight > 0 && reasons.some(({ kind }) => telling.has(kind)))
      weighed.push({ client, weight, reasons, file: fitting.file });
  }
  const unknownWeight = weightOfUnknown(traits.shape);
  const all = weighed.reduce((sum, { weight }) => sum + weight, unknownWeight);
  const guesses = weighed
    .map(({ client: { id, name }, weight, reasons, file }) => ({
      clientId: id,
      name,
      odds: weight / all,
      reasons,
      file,
    }))
    .filter(({ odds }) => odds >= leastOdds)
    .sort((a, b) => b.odds - a.odds || a.name.localeCompare(b.name, 'en'));
  return { guesses, unknown: 1 - guesses.reduce((sum, { odds }) => sum + odds, 0) };
}

interface SizeFit {
  weight: number;
  reason: Reason | null;
  file: FileSize | null;
}

/** How well the sizes fit a client; null where it would not have made them. */
function sizeFit(client: Client, { shape, key }: UploadTraits): SizeFit | null {
  if (client.mostParts !== undefined && (shape?.last?.number ?? 0) > client.mostParts) return null;
  if (client.keysAre === 'all' && !client.keys?.test(key)) return null;
  const named = { weight: 0.05, reason: null, file: null };
  // Nothing tells the size: only a name can speak for it.
  if (shape === null || shape.parts === 0) return named;
  if (grewLike(client.id, shape)) return { weight: 200, reason: { kind: 'growth' }, file: null };
  const size = commonSize(shape);
  if (size === null) return { ...named, weight: 0.005 };
  // A single part of a default size is hardly a coincidence, yet it may be the end of something else.
  const sure = shape.parts === 1 ? 0.4 : 1;
  if (client.sizes.includes(size)) return { weight: sure, reason: { kind: 'default size', bytes: size }, file: null };
  if (shape.parts === 1) return named;
  const [defaultSize] = client.sizes;
  const file = defaultSize === undefined ? null : fileBehind(client.fit, defaultSize, size);
  // A file of more than 10,000 default parts is seldom; and what arrived must have been part of it.
  if (file === null || shape.bytes > file.atMost) return named;
  const divided = client.fit.kind === 'exact' || client.fit.kind === 'share';
  // Such files are seldom: a default explains the size better. Divided to the byte, it is round once in a million files.
  const weight = isDefault(size) ? 0.01 : divided && isRound(size) ? 0.01 : 0.5;
  return { weight, reason: { kind: 'adapted size', bytes: size, file }, file };
}

const defaultSizes = new Set(catalogue.flatMap(({ sizes }) => sizes));

function isDefault(size: number): boolean {
  return defaultSizes.has(size);
}

/** As people and programs choose sizes: whole MiB, or a round decimal number. */
function isRound(size: number): boolean {
  return size % mib === 0 || size % 100_000 === 0;
}

function grewLike(id: string, shape: PartShape): boolean {
  const stairs = staircases.find(({ client }) => client === id);
  if (stairs) return climbs(shape, stairs);
  if (id === 'pgbackrest') return climbsLikePgBackRest(shape);
  return id === 'barman' && overflowsLikeBarman(shape);
}

function checksumFactor({ checksum }: Client, { shape, checksumAlgorithm }: UploadTraits, reasons: Reason[]): number {
  const seen = shape !== null && shape.parts > 0 ? shape.checksums : [];
  const algorithm = seen.find((name) => name !== 'none') ?? checksumAlgorithm ?? seen[0] ?? null;
  if (algorithm === null) return 1;
  if (algorithm === 'none') {
    // An SDK of before 2025 makes none either, and not every store shows them.
    if (checksum === 'sdk' || checksum === 'crt') return 0.5;
    if (checksum === 'none') reasons.push({ kind: 'checksum', algorithm });
    return 1;
  }
  if (checksum === 'none') return 0.02;
  if (!sdkChecksums.has(algorithm)) return 1;
  const own = algorithm === 'CRC32' ? 'sdk' : 'crt';
  if (checksum === own) {
    reasons.push({ kind: 'checksum', algorithm });
    return 2;
  }
  // The AWS CLI's newest versions send CRC64NVME, as CRT does; CRT made CRC32 before.
  return checksum === 'either' ? 0.3 : 0.6;
}

function orderFactor({ order }: Client, shape: PartShape | null, reasons: Reason[]): number {
  if (shape === null || shape.parts < 2 || order === 'either') return 1;
  if (missingNumbers(shape) > 0) {
    if (order === 'sequential') return 0.01;
    reasons.push({ kind: 'parallel' });
    return 1.5;
  }
  if (order === 'parallel') return 0.7;
  reasons.push({ kind: 'sequential' });
  return 1.2;
}

/** Where everything seems to have arrived, its size is the file's: a client that sends such files whole did not begin it. */
function wholeFileFactor({ threshold }: Client, shape: PartShape | null, file: FileSize | null): number {
  if (shape === null) return 1;
  const arrival = arrivalOf(shape);
  if (arrival.kind !== 'everything') return 1;
  if (file !== null && (arrival.bytes < file.atLeast || arrival.bytes > file.atMost)) return 0.005;
  return arrival.bytes < threshold ? 0.02 : 1;
}

function namesFactor(client: Client, { key, initiator }: UploadTraits, reasons: Reason[]): number {
  let factor = 1;
  if (client.keys?.test(key)) {
    reasons.push({ kind: 'key' });
    factor *= 200;
  } else if (client.keysAre === 'most') factor *= 0.1;
  if (initiator !== null && client.initiator?.test(initiator)) {
    reasons.push({ kind: 'initiator' });
    factor *= 20;
  }
  return factor;
}

/** How much speaks for something that is not in the catalogue, or was configured. */
function weightOfUnknown(shape: PartShape | null): number {
  if (shape === null || shape.parts === 0) return 10;
  const size = commonSize(shape);
  if (size === null) return 5;
  if (shape.parts === 1) return 3;
  if (isDefault(size)) return 1.5;
  // Nobody configures 62,423,917 bytes; 40 MiB, or 40,000,000 bytes, anybody does.
  return isRound(size) ? 8 : 1;
}
