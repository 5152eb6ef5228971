import { formatCount } from '../../format/numbers.ts';
import type { ErrorShape } from '../../schema/errors.ts';
import type { Unknown } from '../../schema/unknowns.ts';
import { describeError } from './error-words.ts';

/** Why something is not known of an endpoint: a sentence or two. */
export function unknownWords(unknown: Unknown): string {
  switch (unknown.why) {
    case 'told':
      return unknown.sentence;
    case 'not asked':
      return 'It was not asked for.';
    case 'failed':
      return failure(unknown.error);
    case 'no telling key':
      return 'No key that was listed reads differently when it is encoded, so nothing shows how keys are written.';
    case 'no telling marker': {
      const way = unknown.keys === 'encoded' ? 'encoded' : 'as they are';
      return `Keys come ${way}, but no page has ended on a key that shows how markers are written.`;
    }
    case 'plain keys, encoded markers':
      return 'Keys come as they are and markers encoded, which no store is known to do.';
    case 'too few keys': {
      const few = `The bucket has uploads of fewer than ${inWords(unknown.fewest)} keys`;
      return unknown.for === 'order'
        ? `${few}, so nothing shows in which order they come.`
        : `${few}, so nothing shows where a listing goes on after one.`;
    }
    case 'too few uploads':
      return `The bucket has fewer than ${inWords(unknown.fewest)} uploads, so nothing shows whether a page is kept as short as asked.`;
    case 'no uploads':
      return 'The bucket has no incomplete uploads, so nothing shows what is told of one.';
    case 'all by the asker':
      return 'Every upload is said to be started by you. Some stores name whoever asks, so that proves nothing.';
    case 'no telling prefix':
      return 'No upload that was listed has a key that could show what a prefix does.';
    case 'empty page':
      return 'The page that was asked for after a key was empty, though the listing went on.';
    case 'listing changed':
      return `The listing changed while it was ${unknown.while}.`;
    case 'no upload to look at':
      return 'There is no upload to look at, and this store says so to everyone, whether they may look or not.';
    case 'read-only':
      return 'This connection is read-only: no abort is sent, not even of an upload that does not exist.';
    case 'other upload IDs refused':
      return 'The store refuses upload IDs that are not its own before it says whether an abort is allowed.';
    case 'not tried, listing failed':
      return `No abort was tried: ${lowerFirst(failure(unknown.error))}`;
    case 'not tried, something listed':
      return 'No abort was tried: the listing does not show that nothing is there under a key just made up.';
    case 'not tried, nothing shown':
      return 'No abort was tried: without the right to list or to look, nothing shows that the upload made up for it does not exist.';
    case 'not listed by the store':
      return 'The index knows of none. An upload that a listing hides is found only by its ID.';
    case 'listing goes on':
      return `There was none among the first ${formatCount(unknown.listed)} entries, and the listing goes on.`;
    case 'some asked':
      return `The first ${formatCount(unknown.asked)} versions that were asked are not held, and there are more.`;
    case 'not readable':
      return 'What the store answered is not written as S3 writes it.';
    case 'only by deleting':
      return 'Whether these credentials may delete it shows only when it is deleted, which this app never does.';
    case 'asked elsewhere':
      return 'AWS refuses to delete a bucket that has any. They are listed by S3 Control, which this app does not ask.';
  }
}

/** A failure as one sentence or two. */
function failure(error: ErrorShape): string {
  const { title, hint } = describeError(error);
  return [title, hint]
    .filter((words) => words !== '')
    .map((words) => (/[.!?]$/.test(words) ? words : `${words}.`))
    .join(' ');
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

const numbers = ['no', 'one', 'two', 'three', 'four', 'five'];
const inWords = (number: number) => numbers[number] ?? String(number);
