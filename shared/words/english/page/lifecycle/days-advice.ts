import { formatCount, formatFixed } from '../../../../format/numbers.ts';
import type { DaysAdviceView } from '../../../../schema/lifecycle.ts';
import { counted } from '../../../counted.ts';

const dayMs = 86_400_000;

const uploads = (count: number) => counted(count, 'upload', 'uploads');
const daysOf = (ms: number) => formatFixed(ms / dayMs, 1);

/** What is known of the ends of uploads, as the object of a sentence: “12 uploads that were finished and 3 that vanished”. */
function ends({ finished, vanished }: DaysAdviceView): string {
  if (vanished === 0) return `${uploads(finished)} that ${finished === 1 ? 'was' : 'were'} finished`;
  if (finished === 0) return `${uploads(vanished)} that vanished`;
  return `${uploads(finished)} that ${finished === 1 ? 'was' : 'were'} finished and ${formatCount(vanished)} that vanished`;
}

function longest({ longest: found }: DaysAdviceView): string {
  if (found === null) return '';
  const [least, most] = [daysOf(found.leastMs), daysOf(found.mostMs)];
  return least === most ? `, the longest ${most} days` : `, the longest between ${least} and ${most} days`;
}

function shorterRules({ choices }: DaysAdviceView): string[] {
  const told = choices.filter(({ lost, mayBeLost }) => lost + mayBeLost > 0);
  if (told.length === 0) return [];
  const each = told.map(({ days, lost, mayBeLost }) => {
    const sum = mayBeLost === 0 ? formatCount(lost) : `${formatCount(lost)} to ${formatCount(lost + mayBeLost)}`;
    return `${days === 1 ? '1 day' : `${days} days`}: ${sum}`;
  });
  return [`Shorter rules would have taken some before they were finished (${each.join(', ')}).`];
}

/** How many days a rule should wait here, by what uploads of this bucket did: sentences in their order. */
export function daysAdvice(advice: DaysAdviceView): string[] {
  const { days, why, finished, vanished, leftOut } = advice;
  const meaning =
    'Vanished means that one scan saw it and a later one did not: finished or aborted, nobody knows which, and its age is known as well as the scans lie close.';
  const aside = [
    ...(vanished > 0 ? [meaning] : []),
    ...(leftOut.still > 0
      ? [
          `${uploads(leftOut.still)} more vanished after standing still for a week or longer: left behind, and not counted here.`,
        ]
      : []),
    ...(leftOut.tooFarApart > 0
      ? [
          `${uploads(leftOut.tooFarApart)} more vanished between scans that lie more than two weeks apart: their age is not known.`,
        ]
      : []),
  ];
  if (why === 'few') {
    const seen = finished + vanished;
    const told =
      seen === 0
        ? 'No upload was seen to be finished here yet, so nothing shows how long they take.'
        : `Only ${ends(advice)} here: too few to say how long they take.`;
    return [told, 'Seven days is what most people choose.', ...aside];
  }
  const told =
    days === null
      ? `Of ${ends(advice)} here some may have taken very long${longest(advice)}: no short rule is safe.`
      : `${days === 1 ? '1 day' : `${days} days`} would have been enough: at least twice what the longest of ${ends(advice)} here took${longest(advice)}.`;
  return [told, ...shorterRules(advice), ...aside];
}
