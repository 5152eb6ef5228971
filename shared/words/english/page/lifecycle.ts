import { formatMoney } from '../../../format/money.ts';
import { formatCount } from '../../../format/numbers.ts';
import { formatDay } from '../../../format/time.ts';
import type { MoneyJson } from '../../../schema/costs.ts';
import { counted } from '../../counted.ts';
import { daysAdvice } from './lifecycle/days-advice.ts';

const amongThem = (active: number) => `${counted(active, 'active upload', 'active uploads')} among them`;
const begunAt = (uploads: number) => (uploads === 1 ? 'when it was begun' : 'when they were begun');

/** What the page says of lifecycle rules beside what they mean: the dialogs `Lifecycle rules` and `Lifecycle plan`, and notices. */
export const lifecyclePage = {
  /** The dialog of one bucket. */
  dialog: {
    title: 'Lifecycle rules',
    /** `marks` are those of the connection, such as PRODUCTION. */
    about: 'Bucket {bucket} of connection {connection} {marks}',
    reading: 'Reading the rules…',
    readAgain: 'Read again',
    close: 'Close',
    managed: {
      label: 'Managed bucket',
      heading: (program: string) => `${program} looks after this bucket`,
      meaning:
        'Keys say so. Such programs keep their own account of what is in a bucket, and their makers ask not to put lifecycle rules on it. Ask there first.',
    },
    otherWay: 'Rules in another way',
    newRule: { label: 'New rule', heading: 'A rule that aborts leftovers' },
    otherTool: 'Put it by another tool',
    whatHappens:
      'All other rules are sent back as they are. It is read back, and undone where the store makes more of it.',
    put: 'Put this rule',
    /** Why it cannot be put now. */
    off: {
      ownTool: 'This store takes such a rule by its own tool only.',
      working: 'Working out what would change…',
      there: 'A rule does so already.',
      impossible: 'Such a rule cannot be put here.',
    },
  },
  fields: {
    days: 'Days after an upload began',
    wholeDays: (most: number) => `Whole days, from 1 to ${formatCount(most)}`,
    prefix: 'Only keys that begin with',
    everyKey: 'Every key',
  },
  /** The rules that are there. */
  now: {
    heading: 'Rules now',
    rules: 'Rules',
    noName: 'No name',
    besides: (others: readonly string[]) => `Besides: ${others.join(', ')}`,
    smallObjects: (value: string) => `Small objects (TransitionDefaultMinimumObjectSize): ${value}`,
    undated: (uploads: number) =>
      `Of ${counted(uploads, 'upload', 'uploads')} it is not known ${begunAt(uploads)}: no date can be told of ${uploads === 1 ? 'it' : 'them'}.`,
  },
  coverage: {
    label: 'What the rules cover',
    scanFirst: 'Scan the bucket to see which uploads these rules abort.',
    noWholeScan: 'No scan has come to its end: there may be more uploads than are counted here.',
    none: 'There were no incomplete uploads in the scan {time}.',
    covered: 'Will be aborted by a rule',
    /** @param first the first abort, about, ms */
    dates: (first: number, last: number) => {
      const [from, to] = [formatDay(first, 'UTC'), formatDay(last, 'UTC')];
      return from === to ? `about ${from} (UTC)` : `from about ${from} to ${to} (UTC)`;
    },
    uncovered: 'Not covered',
  },
  /** How many days a rule should wait: sentences in their order. */
  daysAdvice,
  proposal: { heading: 'What changes' },
  simulation: {
    heading: 'What it would do',
    /** `{sum}` is what of uploads. @param active so many of them are */
    wouldAbort: ({ days, active }: { days: number; active: number }) =>
      `A ${days}-day rule would abort {sum}${active > 0 ? `, ${formatCount(active)} of them active` : ''}.`,
    already: (uploads: number) =>
      `${counted(uploads, 'upload', 'uploads')} more ${uploads === 1 ? 'is' : 'are'} aborted by the rules that are there.`,
    otherPrefix: (uploads: number) =>
      `${counted(uploads, 'upload', 'uploads')} ${uploads === 1 ? 'has another prefix and stays' : 'have another prefix and stay'}.`,
    undated: (uploads: number) => `Of ${counted(uploads, 'upload', 'uploads')} it is not known ${begunAt(uploads)}.`,
    storeScales:
      'For so many leftovers the store itself is the engine that scales: a rule costs no requests, and works through all of them within days.',
    byDate: {
      label: 'By date',
      date: 'About, or some time after (UTC)',
      uploads: 'Uploads',
      bytes: 'Bytes',
      cost: 'Cost',
      active: 'Active',
      more: (days: number) => `and on ${counted(days, 'later day', 'later days')}`,
    },
    active: {
      label: 'Active uploads it would abort',
      heading: amongThem,
      meaning:
        'Begun, or given a part, within the active window: somebody may still be uploading. A rule asks nobody. What is finished before its date is left alone.',
      about: (at: number) => `about ${formatDay(at, 'UTC')}`,
      more: (uploads: number) => `and ${formatCount(uploads)} more`,
    },
  },
  /** The dialog of several buckets. */
  plan: {
    title: 'Lifecycle plan',
    about: 'One rule for buckets of connection {connection} {marks}',
    table: 'Buckets of the plan',
    bucket: 'Bucket',
    changes: 'What changes',
    aborts: 'What it would abort',
    activeAmong: amongThem,
    reading: 'Reading…',
    whatHappens: 'Each bucket’s other rules are sent back as they are, and read back.',
    /** Of a bucket that is not ticked by itself. */
    managed: (program: string) =>
      `${program} looks after this bucket: its makers ask not to put lifecycle rules on it. Ask there first.`,
    /** After a bucket in which the store did something else, or nobody knows what. */
    stopped: ({ bucket, left }: { bucket: string; left: number }) =>
      `Stopped after ${bucket}: see what became of it. ${counted(left, 'bucket was', 'buckets were')} left as ${left === 1 ? 'it is' : 'they are'}.`,
    put: (buckets: number) => `Put the rule in ${counted(buckets, 'bucket', 'buckets')}`,
    /** Why it cannot be put now. */
    off: {
      working: 'Working out what would change…',
      nothing: 'No bucket is left in which it would change anything.',
    },
  },
  outcome: {
    label: 'Outcome',
    /** What a button copies. */
    before: 'configuration as it was',
  },
  /** The rule by another tool. */
  snippet: {
    tool: 'Tool',
    shell: 'For a POSIX shell',
    /** What a button copies. */
    commands: 'commands',
  },
  drift: {
    heading: 'The lifecycle rules of this bucket have changed',
    between: 'Between {since} and {found}. It is no rule that this app put and read back.',
    away: 'Put the change of rules away',
  },
  /** Before very many uploads are aborted one by one. */
  first: {
    label: 'Let the store do it',
    storeScales: (uploads: number) =>
      `${counted(uploads, 'upload', 'uploads')}: for so many the store itself is the engine that scales. A lifecycle rule costs no requests and goes on working; aborting them here proves each one, and takes its time.`,
    open: 'Let a rule do it…',
  },
  /** Uploads, what they hold and cost. */
  sum: {
    /** @param bytes as they are written; of so many `sized` uploads alone */
    partly: ({ bytes, sized }: { bytes: string; sized: number }) => `${bytes} (sized ${formatCount(sized)})`,
    monthly: (money: MoneyJson, isWhole: boolean) => `${isWhole ? '' : 'at least '}${formatMoney(money)} a month`,
    /** @param held bytes and cost, as far as they are known */
    uploads: (uploads: number, held: readonly string[]) =>
      `${counted(uploads, 'upload', 'uploads')}${held.length > 0 ? ` (${held.join(', ')})` : ''}`,
  },
};
