import { formatBytes } from '../../../shared/format/bytes.ts';
import type { Completable } from '../../../shared/values/completable.ts';
import { words } from '../../../shared/words/words.ts';
import { formatNoun } from '../../ui/amounts.ts';
import classes from './rescue.module.css';

/** What completing an upload would make of its parts, and what stands in the way. */
export function AsObject({ made }: { made: Completable }) {
  const { parts, bytes, obstacles, cautions } = made;
  return (
    <section className={classes.asObject} aria-label="If completed">
      <p>
        {obstacles.length === 0
          ? `Completed, it would be an object of ${formatBytes(bytes)}, made of ${formatNoun(parts, 'part')}.`
          : 'It cannot be completed as it is.'}
      </p>
      <Remarks made={{ obstacles, cautions }} />
    </section>
  );
}

/** Obstacles, then cautions. */
export function Remarks({ made: { obstacles, cautions } }: { made: Pick<Completable, 'obstacles' | 'cautions'> }) {
  if (obstacles.length + cautions.length === 0) return null;
  return (
    <ul className={classes.remarks}>
      {obstacles.map((problem) => (
        <li key={problem.why} data-kind="obstacle">
          {words.partProblem(problem)}
        </li>
      ))}
      {cautions.map((problem) => (
        <li key={problem.why}>{words.partProblem(problem)}</li>
      ))}
    </ul>
  );
}
