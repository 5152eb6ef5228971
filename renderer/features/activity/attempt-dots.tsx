import type { Attempt } from '../../../shared/schema/model.ts';
import classes from './activity.module.css';
import { attemptKind, attemptsLabel, attemptWords } from './job-words.ts';

const mostDots = 8;

/** An item's attempts as a line of dots, oldest first; where there are many, the newest. */
export function AttemptDots({ attempts }: { attempts: readonly Attempt[] }) {
  if (attempts.length === 0) return <span className={classes.muted}>–</span>;
  const hidden = Math.max(0, attempts.length - mostDots);
  return (
    <span role="img" aria-label={attemptsLabel(attempts)} className={classes.dots}>
      {hidden > 0 && <span className={classes.more}>+{hidden}</span>}
      {attempts.slice(-mostDots).map((attempt) => (
        <span
          key={attempt.number}
          className={classes.dot}
          data-kind={attemptKind(attempt)}
          title={attemptWords(attempt)}
        />
      ))}
    </span>
  );
}
