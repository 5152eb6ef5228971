import type { DatabaseSync } from 'node:sqlite';
import { text, unlessBroken } from './columns.ts';
import { chainOfJob } from './evidence-chain.ts';
import { countIn, type TalliedJob, type Tally } from './index-tally.ts';

/** What an index held once, and does not hold any more. */
export interface MissingPast {
  /** How many are there, of how many. */
  buckets: { found: number; of: number };
  jobs: { found: number; of: number };
  /** Lines of evidence, likewise. */
  lines: { found: number; of: number };
  /** Of the newest jobs: those that are gone. */
  gone: Pick<TalliedJob, 'id' | 'bucket' | 'createdAt'>[];
  /** Of the newest jobs: those whose evidence does not hold the line that was its last. */
  cut: Pick<TalliedJob, 'id' | 'bucket' | 'createdAt'>[];
}

/**
 * Compares an index with what was counted of it. null: nothing that was counted is missing.
 *
 * @throws where the index cannot be read
 */
export function missingPast(tally: Tally, database: DatabaseSync): MissingPast | null {
  const { buckets, jobs, lines } = countIn(database);
  const isThere = database.prepare('SELECT 1 FROM job WHERE id = ?');
  const line = database.prepare('SELECT hash FROM evidence WHERE chain = ? AND sequence = ?');
  const gone: TalliedJob[] = [];
  const cut: TalliedJob[] = [];
  for (const job of tally.newest) {
    const row = job.lines === 0 ? undefined : line.get(chainOfJob(job.id), job.lines);
    if (!isThere.get(job.id)) gone.push(job);
    else if (job.lines > 0 && (!row || unlessBroken(() => text(row, 'hash')) !== job.hash)) cut.push(job);
  }
  const isAll = buckets >= tally.buckets && jobs >= tally.jobs && lines >= tally.lines;
  if (isAll && gone.length === 0 && cut.length === 0) return null;
  return {
    buckets: { found: buckets, of: tally.buckets },
    jobs: { found: jobs, of: tally.jobs },
    lines: { found: lines, of: tally.lines },
    gone,
    cut,
  };
}
