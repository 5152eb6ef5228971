import { formatBytes } from '../../../format/bytes.ts';
import { formatCount } from '../../../format/numbers.ts';
import type { Attempt } from '../../../schema/model.ts';
import type { WatchEntry } from '../../../schema/watch.ts';
import { counted } from '../../counted.ts';

const uploads = (count: number) => counted(count, 'upload', 'uploads');
const jobs = (count: number) => counted(count, 'job', 'jobs');

/** What became of a watched upload; where nothing has yet, its verdict stands there. */
const watchOutcomes: Readonly<Record<NonNullable<WatchEntry['outcome']>, string>> = {
  quiet: 'quiet',
  back: 'back',
  unseen: 'unseen',
};

/** How fast a job comes on, in the units that are told. */
export interface PaceFigures {
  /** Items that come to their end in that time. */
  rate: { count: number; each: 'second' | 'minute' };
  /** Until the rest has, if it goes on so: only guessed, so in one unit. */
  left: { count: number; unit: 'minute' | 'hour' | 'day' };
}

/** What the page says of jobs, and of what is watched after them. */
export const activityPage = {
  /** The region, and the button that opens it. */
  title: 'Activity',
  open: 'Open Activity',
  close: 'Close Activity',
  /** The list of jobs. */
  jobs: 'Jobs',
  empty: 'Nothing is running. Clean-up jobs appear here.',
  /** `next` is when it is tried again. */
  away: '{name} does not answer. {next}',
  height: {
    label: 'Height of Activity',
    value: (px: number) => `${px} pixels`,
    hint: 'Drag, or press ↑ and ↓, to change the height of Activity',
  },
  /** The strip's one line: pieces that apply, with dots between them. */
  strip: {
    nothing: 'Nothing is running',
    scanning: (buckets: number) => `${counted(buckets, 'bucket', 'buckets')} being scanned`,
    finished: (count: number) => `${jobs(count)} finished`,
    /** Instead of it, where some uploads came to nothing that is proved. */
    ended: (count: number) => `${jobs(count)} ended`,
    waiting: (count: number) => `${jobs(count)} waiting`,
    running: (count: number) => `${jobs(count)} running`,
    clear: ({ clear, of }: { clear: number; of: number }) => `${formatCount(clear)} of ${uploads(of)} clear`,
    completed: ({ completed, of }: { completed: number; of: number }) =>
      `${formatCount(completed)} of ${formatCount(of)} completed`,
    notClear: (count: number) => `${formatCount(count)} not clear`,
    stubborn: (count: number) => `${formatCount(count)} stubborn`,
    freed: (bytes: number) => `${formatBytes(bytes)} freed`,
  },
  /** A job's state in a word or two: what came to nothing does not read like a success. */
  state: {
    aboutToBegin: 'about to begin',
    running: 'running',
    waiting: 'waiting',
    paused: 'paused',
    cancelling: 'cancelling',
    finished: 'finished',
    cancelled: 'cancelled',
    refused: 'refused',
    notVerified: 'not verified',
    notClear: 'not clear',
    someNotClear: (count: number) => `${formatCount(count)} not clear`,
  },
  /** What a job is about. */
  about: {
    uploads,
    toComplete: (count: number) => `${uploads(count)} to complete`,
    cameBack: (count: number) => `${uploads(count)} came back`,
  },
  job: {
    progress: 'Progress of this job',
    /** What the command palette calls these commands' place. */
    commands: 'The job that is shown',
    /** @param left what is left, as a part of a sentence */
    figures: ({ freed, left, unsized }: { freed: number; left: string; unsized: number }) =>
      `${formatBytes(freed)} freed, ${left}${unsized > 0 ? `, ${formatCount(unsized)} not sized` : ''}`,
    /** What a clean-up that has ended proved. */
    proof: ({ clear, freed }: { clear: number; freed: number }) =>
      `${formatCount(clear)} clear, ${formatBytes(freed)}, two looks each`,
    /** What follows the proof. @param left null where nothing is */
    afterProof: ({ left, unsized }: { left: string | null; unsized: number }) =>
      `${left === null ? '' : ` · ${left}`}${unsized > 0 ? `, ${formatCount(unsized)} not sized` : ''}`,
    /** @param apart the quiet interval, in words */
    looks: (apart: string) => `two looks each, at least ${apart} apart`,
    pace: ({ rate, left }: PaceFigures) =>
      `${formatCount(rate.count)} a ${rate.each}, about ${left.count === 1 ? `a ${left.unit}` : `${left.count} ${left.unit}s`} left`,
    /** Where a connection has no name any more. */
    store: 'The store',
    hasEnded: 'It has ended.',
    hasNotBegun: 'It has not begun: undo it.',
    pause: 'Pause',
    resume: 'Resume',
    cancel: 'Cancel job',
    finishing: 'Finishing the calls in flight…',
    stopCleanUp: 'Stop here? What was aborted stays aborted.',
    stopCompletion: 'Stop here? What was sent stays sent.',
    yesCancel: 'Yes, cancel it',
    noGoOn: 'Go on',
    goOnWith: (count: number) => `Go on with ${uploads(count)}…`,
    showEvidence: 'Show the evidence',
    saveReport: 'Save the report',
  },
  /** Between the start and the first call. */
  hold: {
    nothingSent: 'Nothing has been sent yet.',
    beginsIn: (countdown: string) => `Begins in ${countdown}`,
    undo: 'Undo',
    beginNow: 'Begin now',
  },
  deadline: {
    /** @param when from now: "in 23 hours" */
    givesUp: (when: string) => `Gives up ${when}`,
    onceResumed: 'Gives up once it is resumed',
    reached: 'Deadline reached',
    /** Above the choices, which go on from it. */
    menu: 'Give up',
    choices: { hour: 'In 1 hour', day: 'In 24 hours', threeDays: 'In 3 days' },
    atTime: 'At a date and time…',
    title: 'Give up at',
    field: 'Date and time',
    hint: 'What is still there then is left, and the job says what.',
    close: 'Close',
    set: 'Set deadline',
    noTime: 'Enter a date and a time.',
    passed: 'That time has passed. To stop the job now, cancel it.',
  },
  items: {
    label: 'Uploads of this job',
    state: 'State',
    key: 'Key',
    attempts: 'Attempts',
    partsLeft: 'Parts left',
    bytesLeft: 'Bytes left',
    next: 'Next',
    /** The next step; `when` is a countdown: "in 0:30", "now". */
    steps: { abort: 'abort {when}', look: 'look {when}' },
    menu: (key: string) => `What can be done with ${key}`,
    showDetails: 'Show details',
    /** The key of the keyboard that does the same. */
    showDetailsKey: 'Enter',
    tryNow: 'Try now',
    /** On the button of a row, which is narrow; its name in full is `tryNowOf`. */
    tryNowInRow: 'Try now',
    tryNowOf: (key: string) => `Try now: ${key}`,
    nothingToTry: 'Nothing is to be tried.',
    copyKey: 'Copy key',
    copyUploadId: 'Copy upload ID',
    goOn: 'Go on…',
    goOnWith: (key: string) => `Go on with ${key}…`,
    /** Parts that were left, from look to look. @param isCut whether these are the newest of more */
    partsLeftOverTime: ({ told, isCut }: { told: readonly number[]; isCut: boolean }) =>
      `${isCut ? 'last ' : ''}${told.map(formatCount).join(', ')} ${told.length === 1 && told[0] === 1 ? 'part' : 'parts'} left`,
  },
  attempts: {
    none: 'No attempt yet',
    one: ({ number, status, code, partsAfter }: Pick<Attempt, 'number' | 'status' | 'code' | 'partsAfter'>): string => {
      const answer = `Attempt ${number}: ${status === null ? 'no answer yet' : `HTTP ${status}`}${code ? ` ${code}` : ''}`;
      if (partsAfter === null) return `${answer}, not looked yet`;
      return partsAfter === 0
        ? `${answer}, no parts after it`
        : `${answer}, ${counted(partsAfter, 'part', 'parts')} left after it`;
    },
    /** @param newest the last few, each in words */
    all: ({ count, newest }: { count: number; newest: readonly string[] }) =>
      `${counted(count, 'attempt', 'attempts')}. ${newest.join('. ')}`,
  },
  watching: {
    count: (count: number) => `Watching ${formatCount(count)}`,
    countAndNext: (count: number) => `Watching ${formatCount(count)}, next look {when}`,
    cameBack: (count: number) => `${formatCount(count)} came back`,
    nothing: 'Nothing to look at again',
    next: 'Next look {when}',
    /** In the place of `when`, where that is less than a minute ahead. */
    soon: 'soon',
    note: 'Aborted uploads are looked at again 1 hour and 24 hours after their verdict, while the app runs. One that comes back is taken up again.',
    list: 'Watched uploads',
    outcomes: watchOutcomes,
    firstNamed: (count: number) => `The first ${formatCount(count)} are named.`,
    /** Of one upload. @param returns how often it came back */
    nextOfOne: (returns: number): string => {
      if (returns === 0) return 'next look {when}';
      return `came back ${returns === 1 ? 'once' : `${formatCount(returns)} times`}, next look {when}`;
    },
  },
};
