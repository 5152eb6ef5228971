import type { ReactNode } from 'react';
import type { VerificationOutcome } from '../../shared/schema/verdicts.ts';
import { words } from '../../shared/words/words.ts';
import classes from './badge.module.css';

/** How a badge feels: done well, under way, needs eyes, went wrong, or neither. */
export type Tone = 'ok' | 'busy' | 'warn' | 'bad' | 'neutral';

/** A short word on a soft ground. The word carries the meaning; the colour only helps. */
export function Badge({ tone, title, children }: { tone: Tone; title?: string; children: ReactNode }) {
  return (
    <span className={`${classes.badge} ${classes[tone]}`} title={title}>
      {children}
    </span>
  );
}

/** The tone of each verdict. */
export const verdictTone: Readonly<Record<VerificationOutcome, Tone>> = {
  clear: 'ok',
  clearing: 'busy',
  stubborn: 'warn',
  hidden: 'warn',
  ghost: 'neutral',
  completed: 'neutral',
  unreachable: 'bad',
  unverified: 'warn',
  refused: 'bad',
  skipped: 'neutral',
  'gave up': 'bad',
  cancelled: 'neutral',
  present: 'neutral',
};

/** A verdict's word; what it means on hover. */
export function VerdictBadge({ verdict }: { verdict: VerificationOutcome }) {
  const meaning = verdict === 'present' ? words.page.ui.presentMeaning : words.verdicts[verdict];
  return (
    <Badge tone={verdictTone[verdict]} title={meaning}>
      {words.stateNames[verdict]}
    </Badge>
  );
}
