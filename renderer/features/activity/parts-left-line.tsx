import type { JobItem } from '../../../shared/schema/model.ts';
import classes from './activity.module.css';
import { partsLeftOverTime, partsLeftWords, sparkPoints } from './sparkline.ts';

const size = { width: 44, height: 16 };

/** How many parts of an upload were left after each abort, as a small line. Nothing before its first look after one. */
export function PartsLeftLine({ item }: { item: Pick<JobItem, 'planned' | 'attempts'> }) {
  // Most uploads go with the first abort, and a line from all to nothing says no more than the dot does.
  if (!item.attempts.some(({ partsAfter }) => partsAfter !== null && partsAfter > 0)) return null;
  const values = partsLeftOverTime(item);
  const points = sparkPoints(values, size);
  const end = points.at(-1);
  if (!end) return null;
  const told = partsLeftWords(values);
  return (
    <svg role="img" aria-label={told} className={classes.spark} viewBox={`0 0 ${size.width} ${size.height}`} {...size}>
      <title>{told}</title>
      <polyline points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
      <circle cx={end.x} cy={end.y} r="1.5" />
    </svg>
  );
}
