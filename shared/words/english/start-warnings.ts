import { formatCount } from '../../format/numbers.ts';
import { formatUtc } from '../../format/time.ts';
import type { BrokenRowWarning, StartWarning } from '../../schema/start-warnings.ts';
import { isOfBrokenRow } from '../../values/broken-rows.ts';

type PastMissing = Extract<StartWarning, { what: 'past missing' }>;

/** So many clean-ups are named; of more it is said how many. */
const mostJobs = 5;
/** So many broken rows are named. */
const mostRows = 10;

/** What went wrong while the app started, in sentences: what was lost, what was not, and what to do. */
export function startWarningWords(warnings: readonly StartWarning[]): string[] {
  const isPastTold = warnings.some(({ what }) => what === 'set aside' || what === 'past missing');
  const rows = [...new Set(warnings.filter(isOfBrokenRow).map(rowSentence))];
  const more = rows.length - mostRows;
  return [
    ...warnings.flatMap((warning) => (isOfBrokenRow(warning) ? [] : sentencesOf(warning, isPastTold))),
    ...(more > 1
      ? [
          ...rows.slice(0, mostRows),
          `The index holds ${formatCount(more)} more things that cannot be read. The log names them.`,
        ]
      : rows),
  ];
}

function sentencesOf(warning: Exclude<StartWarning, BrokenRowWarning>, isPastTold: boolean): string[] {
  switch (warning.what) {
    case 'window forgotten':
      return [
        `The file of the window’s place and theme could not be read: both are as at a first start. ${
          warning.aside === null
            ? 'It could not be set aside either, so they will not be kept.'
            : `The file was set aside as ${warning.aside}.`
        }`,
      ];
    case 'profile forgotten':
      return [
        `What the window keeps for itself, such as the theme, could not be read and is as at a first start. It was set aside as ${warning.aside}.`,
      ];
    case 'connections unreadable': {
      const became =
        warning.aside === null
          ? 'The file of the saved connections was gone.'
          : `The saved connections could not be read. The file was set aside as ${warning.aside}; nothing in it was changed.`;
      return [
        `${became} ${warning.hasCopy ? 'Their copy was read instead: nothing is lost.' : 'Their copy could not be read either: add them again.'}`,
      ];
    }
    case 'set aside':
      return [
        `The index was damaged (${warning.why}). ${readOf(warning.unread)} The damaged file was kept as ${warning.as}.`,
      ];
    case 'log damaged':
      return [
        `The newest part of the index, its log, was damaged, and what followed the damage in it is lost. ${scanAgain} A copy of the log was kept as ${warning.as}.`,
      ];
    case 'log cut':
      return [
        `The newest part of the index, its log, was shorter than it had been, or gone. ${isPastTold ? '' : 'No clean-up and none of its evidence is missing. '}${scanAgain}`,
      ];
    case 'past missing':
      return pastSentences(warning);
    case 'tally unreadable':
      return [
        'The file beside the index that counts what it holds could not be read. Whether something is missing from the history is not known.',
      ];
    case 'no copy kept':
      return [`The index was brought up to date without keeping a copy of it as it was (${warning.why}).`];
  }
}

const scanAgain = 'What scans had found last may be missing too: scan again.';

function readOf(unread: readonly string[] | null): string {
  if (unread === null) return 'Nothing of it could be read, and a new one was begun: add and scan your buckets again.';
  if (unread.length === 0) return 'Everything in it could be read, and is in a new one.';
  const parts = [...new Set(unread.map(contentOf))];
  return `A new one was made of what could be read. Of these it may not be all: ${parts.join(', ')}.`;
}

/** What a table holds, in words. */
function contentOf(table: string): string {
  switch (table) {
    case 'evidence':
    case 'verification_look':
      return 'evidence';
    case 'job':
    case 'job_item':
    case 'attempt':
    case 'plan':
    case 'plan_item':
    case 'plan_left_out':
    case 'completion_plan':
    case 'completion_part':
      return 'plans and clean-ups';
    case 'watch':
      return 'watched uploads';
    default:
      return 'buckets and the uploads found in them (scan again)';
  }
}

function pastSentences({ buckets, jobs, lines, gone, cut }: PastMissing): string[] {
  const share = ({ found, of }: PastMissing['jobs'], things: string) =>
    found < of ? [`${formatCount(found)} of ${formatCount(of)} ${things}`] : [];
  const counts = [...share(jobs, 'clean-ups'), ...share(lines, 'lines of evidence'), ...share(buckets, 'buckets')];
  return [
    ...(counts.length > 0
      ? [`Something that was recorded is missing from the index: it holds ${counts.join(', ')}.`]
      : []),
    ...(gone.length > 0 ? [`Clean-ups that are gone: ${named(gone)}. What was aborted in them stays aborted.`] : []),
    ...(cut.length > 0
      ? [`Clean-ups whose last evidence is missing or changed: ${named(cut)}. Verify what they say is clear.`]
      : []),
  ];
}

function named(jobs: PastMissing['gone']): string {
  const names = jobs
    .slice(0, mostJobs)
    .map(({ bucket, createdAt }) =>
      isDate(createdAt) ? `bucket “${bucket}” of ${formatUtc(createdAt)}` : `bucket “${bucket}” of an unknown day`,
    );
  const more = jobs.length - names.length;
  return [...names, ...(more > 0 ? [`${formatCount(more)} more`] : [])].join(', ');
}

/** A damaged file may hold a number that is no time. */
const isDate = (time: number) => !Number.isNaN(new Date(time).getTime());

function rowSentence(row: BrokenRowWarning): string {
  switch (row.what) {
    case 'bucket':
      return `What the index held of ${placeOf(row)} could not be. What other records tell was made anew; scan it again for the rest.`;
    case 'job':
      return `A clean-up of bucket “${row.bucket ?? 'unknown'}” (job ${row.id}) cannot be read from the index. It was set aside: nothing of it was changed, and it does not go on.`;
    case 'figures of a job':
      return `Some figures of a clean-up of bucket “${row.bucket ?? 'unknown'}” (job ${row.id}) cannot be, and count as unknown.`;
    case 'watched upload':
      return `What the index holds of watched uploads in ${placeOf(row)} cannot be. They are looked at once more, and left alone.`;
  }
}

function placeOf({ connection, bucket }: { connection: string | null; bucket: string }): string {
  return connection === null ? `bucket “${bucket}”` : `bucket “${bucket}” of “${connection}”`;
}
