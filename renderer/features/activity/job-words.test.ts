import { describe, expect, it } from 'vitest';
import type { Attempt, Job } from '../../../shared/schema/model.ts';
import {
  attemptKind,
  attemptsLabel,
  attemptWords,
  jobWords,
  progress,
  progressOfAll,
  proofWords,
  shownCounts,
  stateWord,
  stripClauses,
} from './job-words.ts';

const job = (counts: Job['counts'], rest: Partial<Job> = {}): Job => ({
  id: 'j',
  planId: 'p',
  connectionId: 'c',
  bucket: 'b',
  kind: 'abort',
  cause: 'asked',
  state: 'running',
  createdAt: 0,
  finishedAt: null,
  deadlineAt: 0,
  items: 10,
  counts,
  bytesPlanned: 0,
  unsized: 0,
  bytesFreed: 0,
  bytesLeft: 0,
  unknownLeft: 0,
  waitingFor: null,
  ...rest,
});
const none: Job['counts'] = {
  clear: 0,
  clearing: 0,
  stubborn: 0,
  hidden: 0,
  ghost: 0,
  completed: 0,
  unreachable: 0,
  unverified: 0,
  refused: 0,
  skipped: 0,
  'gave up': 0,
  cancelled: 0,
  pending: 0,
};
/** The whole line, as a wide window shows it. */
const line = (...of: Parameters<typeof stripClauses>) => stripClauses(...of).join(' · ');
const attempt = (rest: Partial<Attempt>): Attempt => ({
  number: 1,
  startedAt: 0,
  status: 204,
  code: null,
  partsAfter: null,
  bytesAfter: null,
  ...rest,
});

describe('what is told at the end, and on the way', () => {
  it('says what was proved, and nothing where nothing was', () => {
    const done = { state: 'finished', items: 3, bytesFreed: 56.4 * 1024 ** 3 } as const;
    expect(proofWords(job({ ...none, clear: 3 }, done))).toBe('3 clear, 56.4 GiB, two looks each');
    expect(proofWords(job({ ...none, refused: 3 }, done))).toBeNull();
    expect(proofWords(job({ ...none, clear: 3 }, { ...done, state: 'running' }))).toBeNull();
    expect(proofWords(job({ ...none, completed: 3 }, { ...done, kind: 'complete' }))).toBeNull();
  });

  it('adds up the jobs that run, and only those', () => {
    const ended = job({ ...none, clear: 10 }, { state: 'finished' });
    expect(progressOfAll([ended])).toBeNull();
    expect(progressOfAll([ended, job({ ...none, clear: 5, pending: 5 }, { heldUntil: 1 })])).toBeNull();
    const small = job({ ...none, clear: 2 }, { items: 2 });
    const large = job({ ...none, clear: 1, clearing: 5 }, { items: 6 });
    expect(progressOfAll([small, large, ended])).toBe(3 / 8);
  });
});

describe('a job', () => {
  it('names first what needs eyes, and no zeros', () => {
    expect(
      shownCounts(job({ ...none, clear: 5, pending: 2, stubborn: 1, ghost: 0 })).map(({ verdict }) => verdict),
    ).toEqual(['stubborn', 'pending', 'clear']);
  });

  it('is as far as its items that have ended: stubborn ones have not', () => {
    expect(progress(job({ ...none, clear: 4, refused: 1, stubborn: 5 }))).toBe(0.5);
    expect(progress(job(none, { items: 0 }))).toBe(1);
  });

  it('says that it waits', () => {
    expect(stateWord(job(none, { waitingFor: { code: 'TOKEN_EXPIRED', message: '', details: {} } }))).toBe('waiting');
    expect(stateWord(job(none, { state: 'paused' }))).toBe('paused');
  });

  it.each<[string, Partial<Job['counts']>]>([
    ['finished', { clear: 8, skipped: 1, completed: 1 }],
    ['cancelled', { cancelled: 10 }],
    ['refused', { refused: 10 }],
    ['not verified', { unverified: 10 }],
    ['not clear', { refused: 5, 'gave up': 5 }],
    ['2 not clear', { clear: 8, unreachable: 1, unverified: 1 }],
  ])('that has ended reads %j by what came of it', (word, counts) => {
    expect(stateWord(job({ ...none, ...counts }, { state: 'finished' }))).toBe(word);
  });

  it('is summed up in one line', () => {
    expect(line([])).toBe('Nothing is running');
    expect(line([job({ ...none, clear: 7, stubborn: 1 }, { bytesFreed: 1024, bytesLeft: 2048 })])).toBe(
      '1 job running · 7 of 10 uploads clear · 2 KiB left · 1 stubborn · 1 KiB freed',
    );
    expect(line([job({ ...none, clear: 10 }, { state: 'finished' })])).toBe(
      '1 job finished · 10 of 10 uploads clear · 0 bytes freed',
    );
  });

  it('says last that buckets are read, and alone where there is no job', () => {
    expect(line([], 2)).toBe('2 buckets being scanned');
    expect(line([job({ ...none, clear: 10 })], 1)).toBe(
      '1 job running · 10 of 10 uploads clear · 0 bytes freed · 1 bucket being scanned',
    );
  });

  it('does not read as finished where uploads came to nothing', () => {
    const refused = job({ ...none, clear: 8, refused: 2 }, { state: 'finished', bytesLeft: 2048 });
    expect(line([refused])).toBe('1 job ended · 8 of 10 uploads clear · 2 KiB left · 2 not clear · 0 bytes freed');
  });

  it('does not sum up to nothing left what nobody knows', () => {
    const clearing = job({ ...none, clear: 9, clearing: 1 }, { unknownLeft: 1 });
    expect(line([clearing])).toBe('1 job running · 9 of 10 uploads clear · what is left is not known · 0 bytes freed');
    const queued = job({ ...none, pending: 10 }, { bytesLeft: 2048 });
    expect(line([clearing, queued])).toBe(
      '2 jobs running · 9 of 20 uploads clear · at least 2 KiB left · 0 bytes freed',
    );
  });
});

describe('a job of another kind', () => {
  it('is told by what it does, and counted apart', () => {
    const rescue = job({ ...none, completed: 1 }, { kind: 'complete', items: 1, state: 'finished', bytesLeft: 9 });
    expect(jobWords(rescue)).toBe('1 upload to complete');
    expect(jobWords(job(none, { cause: 'came back', items: 3 }))).toBe('3 uploads came back');
    expect(line([rescue])).toBe('1 job finished · 1 of 1 completed');
    expect(line([rescue, job({ ...none, clear: 10 })])).toBe(
      '1 job running · 10 of 10 uploads clear · 1 of 1 completed · 0 bytes freed',
    );
  });
});

describe('an attempt', () => {
  it('is judged by the look, not by the abort’s status', () => {
    expect(attemptKind(attempt({ partsAfter: 2 }))).toBe('parts left');
    expect(attemptKind(attempt({ status: 404, partsAfter: 0 }))).toBe('nothing seen');
    expect(attemptKind(attempt({}))).toBe('not seen');
    expect(attemptKind(attempt({ status: 404 }))).toBe('not seen');
    expect(attemptKind(attempt({ status: 403 }))).toBe('refused');
    expect(attemptKind(attempt({ status: null }))).toBe('under way');
  });

  it('is told in words', () => {
    expect(attemptWords(attempt({ number: 2, partsAfter: 3 }))).toBe('Attempt 2: HTTP 204, 3 parts left after it');
    expect(attemptsLabel([])).toBe('No attempt yet');
    expect(attemptsLabel([attempt({ status: 403, code: 'AccessDenied' })])).toBe(
      '1 attempt. Attempt 1: HTTP 403 AccessDenied, not looked yet',
    );
  });
});
