import type { DaysAdviceView } from '../../../shared/schema/lifecycle.ts';
import { words } from '../../../shared/words/words.ts';
import classes from './lifecycle.module.css';

/** How many days a rule should wait here, by what uploads of this bucket did. */
export function DaysAdvice({ advice }: { advice: DaysAdviceView }) {
  return <p className={classes.muted}>{words.page.lifecycle.daysAdvice(advice).join(' ')}</p>;
}
