import type { LifecycleConfiguration } from './configuration.ts';
import { abortDateAfter, abortDateOf, nextMidnight, type RuledUpload, type ToldAbort } from './coverage.ts';

/** An upload to try a rule on. */
export interface SimulatedUpload extends RuledUpload, ToldAbort {
  /** null: its parts were not summed. */
  bytes: number | null;
  storageClass: string;
  /** It may still be in use. */
  active: boolean;
}

/** Uploads counted together. */
export interface UploadSum {
  uploads: number;
  bytes: number;
  /** Of the uploads, so many are not in the bytes. */
  unsized: number;
  active: number;
  bytesByClass: Record<string, number>;
}

export interface Simulation {
  /** What the rule would abort, by when (midnight UTC, ms): about then, and some time after it. */
  dates: readonly ({ at: number } & UploadSum)[];
  /** All of them. */
  total: UploadSum;
  /** What the rules that are there abort no later: the rule adds nothing to it. */
  already: UploadSum;
  /** What it leaves, because its prefix is another. */
  left: UploadSum;
  /** The first of those that are active, so that they can be looked at: at most {@link mostNamed}. */
  active: readonly { key: string; at: number }[];
}

export interface RuleToTry {
  days: number;
  prefix: string;
}

/** Active uploads that are named one by one. */
const mostNamed = 100;

/**
 * What a rule of so many days would do to the uploads that are there, if it were put now. An upload whose days are over is
 * aborted when the store next works through its rules: at the next midnight, as far as can be said.
 *
 * @param existing the rules that are there already
 * @param now ms UTC, by the server's clock
 */
export function simulate(
  { days, prefix }: RuleToTry,
  uploads: Iterable<SimulatedUpload>,
  existing: LifecycleConfiguration,
  now: number,
): Simulation {
  const dates = new Map<number, UploadSum>();
  const [total, already, left] = [nothing(), nothing(), nothing()];
  const active: { key: string; at: number }[] = [];
  const soonest = nextMidnight(now + 1);
  for (const upload of uploads) {
    if (!upload.key.startsWith(prefix)) {
      add(left, upload);
      continue;
    }
    const at = Math.max(abortDateAfter(upload.initiatedAt, days), soonest);
    const before = abortDateOf(existing, upload);
    if (before !== null && Math.max(before, soonest) <= at) {
      add(already, upload);
      continue;
    }
    const ofDate = dates.get(at) ?? nothing();
    dates.set(at, ofDate);
    add(ofDate, upload);
    add(total, upload);
    if (upload.active && active.length < mostNamed) active.push({ key: upload.key, at });
  }
  const byDate = [...dates].sort(([a], [b]) => a - b).map(([at, sum]) => ({ at, ...sum }));
  return { dates: byDate, total, already, left, active };
}

/** A sum of no uploads. */
export function nothing(): UploadSum {
  return { uploads: 0, bytes: 0, unsized: 0, active: 0, bytesByClass: {} };
}

/** Counts one more upload. */
export function add(sum: UploadSum, { bytes, active, storageClass }: SimulatedUpload): void {
  sum.uploads++;
  if (active) sum.active++;
  if (bytes === null) {
    sum.unsized++;
    return;
  }
  sum.bytes += bytes;
  sum.bytesByClass[storageClass] = (sum.bytesByClass[storageClass] ?? 0) + bytes;
}
