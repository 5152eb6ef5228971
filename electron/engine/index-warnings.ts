import type { MissingPast } from './index/missing-past.ts';
import type { OpeningFinding } from './index/open-index.ts';

/** So many clean-ups are named; of more it is said how many. */
const mostNamed = 5;

/** What was wrong with the index when it was opened, in sentences for the person: what was lost, what was not, and what to do. Pure. */
export function openingWarnings(findings: readonly OpeningFinding[]): string[] {
  const whole = findings.some(({ what }) => what === 'set aside' || what === 'past missing');
  return findings.flatMap((finding) => sentencesOf(finding, whole));
}

function sentencesOf(finding: OpeningFinding, isMoreSaid: boolean): string[] {
  switch (finding.what) {
    case 'set aside':
      return [
        `The index was damaged (${finding.why}). ${readOf(finding.unread)} The damaged file was kept as ${finding.as}.`,
      ];
    case 'log damaged':
      return [
        `The newest part of the index, its log, was damaged, and what followed the damage in it is lost. ${scanAgain} A copy of the log was kept as ${finding.as}.`,
      ];
    case 'log cut':
      return [
        `The newest part of the index, its log, was shorter than it had been, or gone. ${isMoreSaid ? '' : 'No clean-up and none of its evidence is missing. '}${scanAgain}`,
      ];
    case 'past missing':
      return pastSentences(finding);
    case 'tally unreadable':
      return [
        'The file beside the index that counts what it holds could not be read. Whether something is missing from the history is not known.',
      ];
    case 'no copy kept':
      return [`The index was brought up to date without keeping a copy of it as it was (${finding.why}).`];
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

function pastSentences({ buckets, jobs, lines, gone, cut }: MissingPast): string[] {
  const counts = [
    ...(jobs.found < jobs.of ? [`${jobs.found} of ${jobs.of} clean-ups`] : []),
    ...(lines.found < lines.of ? [`${lines.found} of ${lines.of} lines of evidence`] : []),
    ...(buckets.found < buckets.of ? [`${buckets.found} of ${buckets.of} buckets`] : []),
  ];
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

function named(jobs: MissingPast['gone']): string {
  const names = jobs.slice(0, mostNamed).map(({ bucket, createdAt }) => {
    const time = new Date(createdAt);
    const day = Number.isNaN(time.getTime()) ? 'an unknown day' : time.toISOString().slice(0, 16).replace('T', ' ');
    return `bucket “${bucket}” of ${day} UTC`;
  });
  const more = jobs.length - names.length;
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
