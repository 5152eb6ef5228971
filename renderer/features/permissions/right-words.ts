import type { BucketRights, Right } from '../../../shared/schema/rights.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { words } from '../../../shared/words/words.ts';
import type { Tone } from '../../ui/badge.tsx';

type RightName = 'list' | 'look' | 'abort' | 'object';

/** The four rights in the order in which they are needed: what each is for. */
export const rightNames: readonly { name: RightName; title: string; purpose: string }[] = [
  { name: 'list', title: 'List uploads', purpose: 'Find incomplete uploads.' },
  { name: 'look', title: 'Look at parts', purpose: 'See what an upload holds, and prove that nothing is left.' },
  { name: 'abort', title: 'Abort uploads', purpose: 'Free what an upload holds.' },
  { name: 'object', title: 'See objects', purpose: 'Tell whether an upload that is gone was completed.' },
];

/** A right in words: the badge, and a sentence; empty where the badge says it all. */
export function rightWords(right: Right): { word: string; tone: Tone; sentence: string } {
  switch (right.answer) {
    case 'allowed':
      return { word: 'allowed', tone: 'ok', sentence: '' };
    case 'denied':
      return { word: 'denied', tone: 'bad', sentence: deniedSentence(right) };
    case 'unknown':
      return { word: 'not known', tone: 'neutral', sentence: words.unknown(right.unknown) };
    default:
      return assertNever(right);
  }
}

function deniedSentence({ permission, code }: Extract<Right, { answer: 'denied' }>): string {
  const said = code ? ` The server said ${code}.` : '';
  // The action on the bucket may well be there: without the key, an encrypted upload cannot be looked at.
  if (permission.startsWith('kms:')) return `${permission} is missing, on the KMS key that encrypts the bucket.${said}`;
  return `${permission} is missing.${said}`;
}

/** The answer to "can I clean up here?" in one sentence. */
export function rightsSummary({ list, look, abort }: Pick<BucketRights, 'list' | 'look' | 'abort'>): string {
  if (list.answer === 'denied') return 'No access: whether there are uploads in this bucket cannot be seen.';
  if (abort.answer === 'denied') return 'You can look here, but not clean up.';
  if (look.answer === 'denied') return 'You can clean up here, but not prove that nothing is left.';
  const isKnown = [list, look, abort].every(({ answer }) => answer === 'allowed');
  return isKnown
    ? 'You can clean up here, and prove it.'
    : 'Nothing that is needed was denied, but not all of it could be told.';
}
