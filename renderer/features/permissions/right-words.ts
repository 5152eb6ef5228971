import type { BucketRights, Right } from '../../../shared/schema/rights.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { words } from '../../../shared/words/words.ts';
import type { Tone } from '../../ui/badge.tsx';

/** The four rights in the order in which they are needed. */
export const rightNames = ['list', 'look', 'abort', 'object'] as const satisfies readonly (keyof BucketRights)[];

/** A right in words: the badge, and a sentence; empty where the badge says it all. */
export function rightWords(right: Right): { word: string; tone: Tone; sentence: string } {
  const { answers } = words.page.permissions;
  switch (right.answer) {
    case 'allowed':
      return { word: answers.allowed, tone: 'ok', sentence: '' };
    case 'denied':
      return { word: answers.denied, tone: 'bad', sentence: deniedSentence(right) };
    case 'unknown':
      return { word: answers.unknown, tone: 'neutral', sentence: words.unknown(right.unknown) };
    default:
      return assertNever(right);
  }
}

function deniedSentence({ permission, code }: Extract<Right, { answer: 'denied' }>): string {
  const { denied, deniedKey } = words.page.permissions;
  // The action on the bucket may well be there: without the key, an encrypted upload cannot be looked at.
  return permission.startsWith('kms:') ? deniedKey({ permission, code }) : denied({ permission, code });
}

/** The answer to "can I clean up here?" in one sentence. */
export function rightsSummary({ list, look, abort }: Pick<BucketRights, 'list' | 'look' | 'abort'>): string {
  const { summary } = words.page.permissions;
  if (list.answer === 'denied') return summary.noAccess;
  if (abort.answer === 'denied') return summary.noAbort;
  if (look.answer === 'denied') return summary.noLook;
  const isKnown = [list, look, abort].every(({ answer }) => answer === 'allowed');
  return isKnown ? summary.all : summary.someUnknown;
}
