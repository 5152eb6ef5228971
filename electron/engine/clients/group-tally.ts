import type { Arrival } from './arrival.ts';

/** What is counted of one upload. */
export interface TalliedUpload {
  key: string;
  /** As the store names them; null where it does not. */
  initiator: string | null;
  /** ms UTC. */
  initiatedAt: number;
  /** null: its parts were not listed. */
  parts: number | null;
  firstNumber: number | null;
  arrival: Arrival | null;
}

/** Names that are met, with how often. Beyond {@link mostNames} they are counted together. */
export interface Names {
  counts: Map<string, number>;
  /** Counted without their names. */
  others: number;
}

/** What a group of uploads (a bucket's, a prefix's, an initiator's, a week's) has in common, counted in one pass. */
export interface GroupTally {
  uploads: number;
  /** Of these, parts were listed; the next five count among them. */
  listed: number;
  withoutParts: number;
  withOnePart: number;
  /** Part 1 is missing though later ones are there. */
  withoutFirst: number;
  /** Everything arrived, as far as the parts tell. */
  whole: number;
  initiators: Names;
  /** Uploads whose initiator the store does not tell. */
  withoutInitiator: number;
  keys: Names;
  /** Uploads by the day (UTC) on which they were begun, as its first ms. */
  days: Map<number, number>;
  /** Uploads by the minute of the day (UTC), 1,440 of them. */
  minutes: number[];
}

/** A million keys are not kept to learn that they are all different. */
export const mostNames = 10_000;

const dayMs = 86_400_000;
const minuteMs = 60_000;

export function tallyUploads(uploads: Iterable<TalliedUpload>): GroupTally {
  const tally: GroupTally = {
    uploads: 0,
    listed: 0,
    withoutParts: 0,
    withOnePart: 0,
    withoutFirst: 0,
    whole: 0,
    initiators: { counts: new Map(), others: 0 },
    withoutInitiator: 0,
    keys: { counts: new Map(), others: 0 },
    days: new Map(),
    minutes: Array<number>(1440).fill(0),
  };
  for (const upload of uploads) tallyUpload(tally, upload);
  return tally;
}

function tallyUpload(tally: GroupTally, upload: TalliedUpload): void {
  const { key, initiator, initiatedAt, parts, firstNumber, arrival } = upload;
  tally.uploads++;
  if (parts !== null) {
    tally.listed++;
    if (parts === 0) tally.withoutParts++;
    if (parts === 1) tally.withOnePart++;
    if (firstNumber !== null && firstNumber > 1) tally.withoutFirst++;
    if (arrival?.kind === 'everything') tally.whole++;
  }
  if (initiator === null) tally.withoutInitiator++;
  else countName(tally.initiators, initiator);
  countName(tally.keys, key);
  const day = Math.floor(initiatedAt / dayMs) * dayMs;
  tally.days.set(day, (tally.days.get(day) ?? 0) + 1);
  const minute = Math.floor((initiatedAt - day) / minuteMs);
  tally.minutes[minute] = (tally.minutes[minute] ?? 0) + 1;
}

function countName(names: Names, name: string): void {
  const before = names.counts.get(name);
  if (before !== undefined || names.counts.size < mostNames) names.counts.set(name, (before ?? 0) + 1);
  else names.others++;
}
