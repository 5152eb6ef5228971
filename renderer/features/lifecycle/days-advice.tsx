import { formatCount } from '../../../shared/format/numbers.ts';
import type { DaysAdviceView } from '../../../shared/schema/lifecycle.ts';
import { formatNoun } from '../../ui/amounts.ts';
import classes from './lifecycle.module.css';

const dayMs = 86_400_000;

/** How many days a rule should wait here, by what uploads of this bucket did. */
export function DaysAdvice({ advice }: { advice: DaysAdviceView }) {
  const { days, why, seen, longestMs, choices } = advice;
  if (why === 'few') {
    return (
      <p className={classes.muted}>
        {seen === 0
          ? 'No upload was seen to be finished here yet, so nothing shows how long they take.'
          : `Only ${formatNoun(seen, 'upload')} ${seen === 1 ? 'was' : 'were'} seen to be finished here: too few to say how long they take.`}{' '}
        Seven days is what most people choose.
      </p>
    );
  }
  const longest = longestMs === null ? '' : `, the longest ${(longestMs / dayMs).toFixed(1)} days`;
  const lost = choices
    .filter((choice) => choice.lost > 0)
    .map((choice) => `${formatNoun(choice.days, 'day')}: ${formatCount(choice.lost)}`);
  return (
    <p className={classes.muted}>
      {days === null
        ? `Of ${formatNoun(seen, 'upload')} seen to end here some took very long${longest}: no short rule is safe.`
        : `${formatNoun(days, 'day')} would have been enough: twice what the longest of ${formatNoun(seen, 'upload')} seen to end here took${longest}.`}
      {lost.length > 0 && ` Shorter rules would have taken some before they were finished (${lost.join(', ')}).`}
    </p>
  );
}
