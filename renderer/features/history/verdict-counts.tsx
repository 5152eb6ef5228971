import { formatCount } from '../../../shared/format/numbers.ts';
import type { Job } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { Badge, verdictTone } from '../../ui/badge.tsx';
import { shownCounts } from '../activity/index.ts';
import classes from './history.module.css';

/** How many uploads of a job have which verdict. */
export function VerdictCounts({ job }: { job: Job }) {
  return (
    <span className={classes.counts}>
      {shownCounts(job).map(({ verdict, count }) => (
        <Badge key={verdict} tone={verdict === 'pending' ? 'neutral' : verdictTone[verdict]}>
          {formatCount(count)} {words.stateNames[verdict]}
        </Badge>
      ))}
    </span>
  );
}
