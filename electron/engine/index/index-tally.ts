import { closeSync, constants, fsyncSync, readFileSync, statSync, writeSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { CleanupChange } from './cleanup-operations.ts';
import { integer, type Row, readable, text, unlessBroken } from './columns.ts';
import { chainOfJob, isNumbered } from './evidence-chain.ts';
import { openPrivateFile } from './private-file.ts';

/** So many jobs are remembered by name, the newest; of all it is remembered how many there were. */
const mostNamed = 50;

const countSchema = z.number().int().min(0);
const jobSchema = z.object({
  id: z.string(),
  bucket: z.string(),
  createdAt: z.number(),
  /** How many lines its evidence had, and the hash of the last; null where it had none. */
  lines: countSchema,
  hash: z.string().nullable(),
});
const tallySchema = z.object({
  version: z.literal(1),
  buckets: countSchema,
  jobs: countSchema,
  /** Lines of evidence, of all chains. */
  lines: countSchema,
  /** Size of the index's log (`-wal`), bytes. */
  logBytes: countSchema,
  /** Whether the index was not closed since, or was found to be damaged: the next start looks through all of it. */
  isOpen: z.boolean(),
  newest: z.array(jobSchema).max(mostNamed),
});

/** What the index held when this was last written, or more since. */
export type Tally = z.infer<typeof tallySchema>;
export type TalliedJob = z.infer<typeof jobSchema>;

/** Where the tally of an index stands: beside it. */
const tallyPathOf = (indexPath: string) => `${indexPath}.tally`;

/** What the last run counted. null: there is none, as before the first run. `unreadable`: it is there, and says nothing. */
export function readTally(indexPath: string): Tally | null | 'unreadable' {
  let json: string;
  try {
    json = readFileSync(tallyPathOf(indexPath), 'utf8');
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : 'unreadable';
  }
  try {
    return tallySchema.safeParse(JSON.parse(json)).data ?? 'unreadable';
  } catch {
    return 'unreadable';
  }
}

/**
 * Counts beside the index what is in it, so that a part of the index that goes missing is missed: SQLite takes an index
 * without its log, or with a damaged one, for a whole one.
 *
 * It is written after each change, at the same place of the same file and without a flush: a killed process loses nothing of
 * it. After a power cut it may tell of less than there is, and then it misses nothing that is there.
 */
export class TallyKeeper {
  readonly #indexPath: string;
  readonly #database: DatabaseSync;
  readonly #file: number;
  #tally: Tally;
  #writtenBytes = 0;

  /** @throws the system's error where the file cannot be written */
  constructor(indexPath: string, database: DatabaseSync) {
    this.#indexPath = indexPath;
    this.#database = database;
    this.#tally = { ...countIn(database), version: 1, logBytes: logBytesOf(indexPath), isOpen: true };
    this.#file = openPrivateFile(tallyPathOf(indexPath), constants.O_RDWR | constants.O_CREAT);
    // What is behind the new text is of an earlier one.
    this.#writtenBytes = statSync(tallyPathOf(indexPath)).size;
    this.#write();
    fsyncSync(this.#file);
  }

  /** An operation of the index is done. @param changes what it wrote of clean-ups */
  done(changes: readonly CleanupChange[]): void {
    const chains = new Set<string>();
    let lines = 0;
    for (const change of changes) {
      if (change.kind !== 'evidence') continue;
      lines++;
      chains.add(change.line.chain);
    }
    const logBytes = logBytesOf(this.#indexPath);
    const [jobs, buckets] = [countOf(this.#database, 'job'), countOf(this.#database, 'bucket')];
    const { jobs: jobsBefore, buckets: bucketsBefore, logBytes: logBytesBefore } = this.#tally;
    if (lines === 0 && logBytes === logBytesBefore && jobs === jobsBefore && buckets === bucketsBefore) return;
    const before = jobs === this.#tally.jobs ? this.#tally.newest : newestJobs(this.#database);
    const newest = before.map((job) => (chains.has(chainOfJob(job.id)) ? withEnd(this.#database, job) : job));
    this.#tally = { ...this.#tally, buckets, jobs, lines: this.#tally.lines + lines, logBytes, newest };
    this.#write();
  }

  /** The log is about to go into the index: from now on nobody may miss it. */
  beforeCheckpoint(): void {
    this.#tally = { ...this.#tally, logBytes: 0 };
    this.#write();
  }

  /** The index is about to be closed in order. @param isSound whether nothing in it was found to be damaged */
  close({ isSound }: { isSound: boolean }): void {
    this.#tally = { ...this.#tally, logBytes: 0, isOpen: !isSound };
    this.#write();
    closeSync(this.#file);
  }

  /** In one write, over all of what was there: a process that is killed has done it or not. */
  #write(): void {
    const json = Buffer.from(`${JSON.stringify(this.#tally)}\n`);
    const behind = Buffer.alloc(Math.max(0, this.#writtenBytes - json.length), ' ');
    try {
      this.#writtenBytes = writeSync(this.#file, Buffer.concat([json, behind]), 0, null, 0);
    } catch {
      // The disk is full, and the text is longer than before. What it says is still of this index, and less than there is.
    }
  }
}

/** What an index holds. @throws where it cannot be read */
export function countIn(database: DatabaseSync): Pick<Tally, 'buckets' | 'jobs' | 'lines' | 'newest'> {
  return {
    buckets: countOf(database, 'bucket'),
    jobs: countOf(database, 'job'),
    lines: countOf(database, 'evidence'),
    newest: newestJobs(database),
  };
}

function countOf(database: DatabaseSync, table: 'bucket' | 'job' | 'evidence'): number {
  const row = database.prepare(`SELECT count(*) AS n FROM ${table}`).get();
  return row ? integer(row, 'n') : 0;
}

function newestJobs(database: DatabaseSync): TalliedJob[] {
  const rows = database.prepare(`SELECT id, bucket, created_at FROM job ORDER BY created_at DESC LIMIT ${mostNamed}`);
  return readable(rows.all(), (row: Row) => ({
    id: text(row, 'id'),
    bucket: text(row, 'bucket'),
    createdAt: integer(row, 'created_at'),
    lines: 0,
    hash: null,
  })).map((job) => withEnd(database, job));
}

function withEnd(database: DatabaseSync, job: TalliedJob): TalliedJob {
  const last = database
    .prepare(`SELECT sequence, hash FROM evidence WHERE chain = ? AND ${isNumbered} ORDER BY sequence DESC LIMIT 1`)
    .get(chainOfJob(job.id));
  const end = last && unlessBroken(() => ({ lines: integer(last, 'sequence'), hash: text(last, 'hash') }));
  return { ...job, ...(end ?? { lines: 0, hash: null }) };
}

/** 0 where there is no log. */
export function logBytesOf(indexPath: string): number {
  return statSync(`${indexPath}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}
