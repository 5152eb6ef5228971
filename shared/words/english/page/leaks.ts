import { formatCount } from '../../../format/numbers.ts';
import { formatDay } from '../../../format/time.ts';
import type { LeakReport } from '../../../schema/leaks.ts';
import { counted } from '../../counted.ts';

/** What the page says of who leaves uploads behind: in the dialog `Who leaks`, and of one upload in its details. */
export const leaksPage = {
  title: 'Who leaks',
  looking: 'Looking at what was left…',
  nothing: 'No stale upload matches: nothing was left behind that could tell.',
  looked: ({ looked, uploads }: Pick<LeakReport, 'looked' | 'uploads'>) =>
    looked < uploads
      ? `The newest ${formatCount(looked)} of ${counted(uploads, 'stale upload', 'stale uploads')}.`
      : `${counted(uploads, 'stale upload', 'stale uploads')}.`,
  leftOut: (active: number) =>
    `${counted(active, 'active upload', 'active uploads')} left out: what is under way may well be finished.`,
  noProof:
    'What a client is comes from part sizes, their order, checksums, keys and initiators: a hint with odds, no proof.',
  uploads: 'Uploads',
  bytes: 'Bytes',
  causes: {
    title: 'What shows',
    none: 'Too few uploads, or nothing that most of them share: no cause shows.',
  },
  clients: {
    title: 'Likely clients',
    client: 'Client',
    odds: 'Odds',
    why: 'Why',
    unknown: 'unknown',
    /** @param names of clients that cannot be told apart */
    oneOf: (names: readonly string[]) => names.join(' or '),
    thin: 'The evidence is thin.',
  },
  initiators: { title: 'By initiator', head: 'Initiator', none: 'not named by the store' },
  prefixes: { title: 'By prefix', head: 'Prefix', none: 'in no folder' },
  weeks: {
    title: 'By week',
    head: 'Week from (UTC)',
    /** @param from its first moment, ms */
    name: (from: number) => formatDay(from, 'UTC'),
  },
  /** What may have begun one upload, a line each; odds in percent. */
  origin: {
    unknown: 'unknown: the evidence is thin',
    guess: ({ name, percent, reasons }: { name: string; percent: number; reasons: readonly string[] }) =>
      `${name}, ${percent}\u00a0%: ${reasons.join('; ')}`,
    rest: (percent: number) => `something else, or told otherwise, ${percent}\u00a0%`,
  },
};
