import { formatBytes } from '../../../format/bytes.ts';
import { formatCount } from '../../../format/numbers.ts';
import type { Plan } from '../../../schema/model.ts';
import { counted } from '../../counted.ts';

const uploads = (count: number) => counted(count, 'upload', 'uploads');
const activeUploads = (count: number) => counted(count, 'active upload', 'active uploads');

type Exclusion = Plan['leftOut'][number]['reason'];

/** Why an upload is not on a plan, after a count or beside its key. */
const exclusions: Readonly<Record<Exclusion, string>> = {
  'not found': 'not found',
  'already clear': 'already clear',
  'in a running job': 'in a running job',
};

/** What the page says of plans to abort uploads. */
export const cleanupPage = {
  /** The dialog's title, over one bucket or several. */
  title: 'Clean-up plan',
  making: 'Making the plan…',
  makingSeveral: 'Making the plans…',
  /** What a plan was asked for. */
  asked: {
    uploads: (count: number) => (count === 1 ? 'One upload.' : `${counted(count, 'ticked upload', 'ticked uploads')}.`),
    /** @param filter in words */
    filter: ({ filter, except }: { filter: string; except: number }) =>
      except > 0
        ? `All that match: ${filter}, without ${counted(except, 'unticked upload', 'unticked uploads')}.`
        : `All that match: ${filter}.`,
    gaveUp: 'What the job gave up on.',
    exported: 'A plan that was exported before.',
  },
  where: {
    bucket: 'In bucket {bucket} of connection {connection}',
    /** `buckets` is how many, in the words of `bucketCount`. */
    several: 'In {buckets} of connection {connection}',
    bucketCount: (count: number) => counted(count, 'bucket', 'buckets'),
  },
  sums: {
    savesAMonth: 'Saves a month',
    soFar: 'Cost so far',
    willBeAborted: 'Will be aborted',
    uploads,
    parts: 'Parts',
    bytes: 'Bytes',
  },
  /** Sentences that stand one after the other below the sums, those that apply. */
  notes: {
    sized: ({ sized, of }: { sized: number; of: number }) => `Sized ${formatCount(sized)} of ${formatCount(of)}.`,
    activeLeftOut: (active: number) =>
      `${activeUploads(active)} left out: to include one, open its bucket and make its plan there.`,
    lookedAtAgain: 'Each upload is looked at again right before its abort; one that changed since now is left alone.',
    noActiveWindow: 'This connection’s active window is 0 h: uploads that are being written are not told apart.',
  },
  list: {
    label: 'Uploads to abort',
    activeLabel: 'Active uploads to include',
    /** The head of the column of ticks. */
    include: 'Include',
    abort: (key: string) => `Abort ${key}`,
    key: 'Key',
    parts: 'Parts',
    size: 'Size',
    lastActivity: 'Last activity',
    notSized: 'Not sized',
  },
  active: {
    label: 'Active uploads',
    title: ({ active, ticked }: { active: number; ticked: number }): string => {
      const left = active - ticked;
      if (left === 0) return `${activeUploads(active)} will be aborted too`;
      return `${activeUploads(left)} left out${ticked > 0 ? `, ${formatCount(ticked)} taken in` : ''}`;
    },
    warning:
      'Begun, or given a part, within the active window, or of unknown age: somebody may still be uploading. Tick only what you know to be dead.',
  },
  leftOut: {
    /** @param reasons how many for which reason */
    summary: (reasons: readonly { reason: Exclusion; count: number }[]) =>
      `Left out: ${reasons.map(({ reason, count }) => `${formatCount(count)} ${exclusions[reason]}`).join(', ')}`,
    reason: (reason: Exclusion) => exclusions[reason],
    more: (count: number) => `and ${formatCount(count)} more`,
  },
  nameField: {
    label: 'Bucket name',
    forActive: ({ bucket, active }: { bucket: string; active: number }) =>
      `Type ${bucket} to abort ${activeUploads(active)} as well.`,
    forProduction: (bucket: string) => `This is a production connection. Type ${bucket} to start.`,
  },
  foot: {
    nothing: 'Nothing on this plan would be aborted.',
    nothingInSeveral: 'Nothing in these buckets would be aborted.',
    typeName: 'To start, type the name of the bucket above.',
    typeNames: 'This is a production connection. Type the name of each bucket to start.',
    noUndo: 'An abort cannot be undone. Finished objects are never touched.',
    asCsv: 'Plan as CSV',
    asJson: 'Plan as JSON, to open again',
    tooLargeToOpen: ({ bytes, most }: { bytes: number; most: number }) =>
      `This file is too large to be opened again: it has ${formatBytes(bytes)}, and ${formatBytes(most)} can be opened. A plan of fewer uploads can.`,
    close: 'Close',
    start: 'Start clean-up',
  },
  /** The table of the plans of several buckets. */
  plansByBucket: {
    label: 'Plans by bucket',
    bucket: 'Bucket',
    willBeAborted: 'Will be aborted',
    bytes: 'Bytes',
    activeLeftOut: 'Active, left out',
    typeName: 'Type its name',
    connection: 'Connection',
    typeToStartOf: ({ bucket, connection }: { bucket: string; connection: string }) =>
      `Type ${bucket} of ${connection} to start`,
    typeToStart: (bucket: string) => `Type ${bucket} to start`,
  },
};
