import type { Completable, PartProblem } from '../../../shared/values/completable.ts';
import { partProblemSaid } from '../../../shared/words/part-problem-said.ts';
import { saidIn } from '../../../shared/words/sentence-of.ts';
import { words } from '../../../shared/words/words.ts';
import classes from './rescue.module.css';

/** What completing an upload would make of its parts, and what stands in the way. */
export function AsObject({ made }: { made: Completable }) {
  const { parts, bytes, obstacles, cautions } = made;
  const say = words.page.rescue.asObject;
  return (
    <section className={classes.asObject} aria-label={say.label}>
      <p>{obstacles.length === 0 ? say.made({ bytes, parts }) : say.impossible}</p>
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
          {inWords(problem)}
        </li>
      ))}
      {cautions.map((problem) => (
        <li key={problem.why}>{inWords(problem)}</li>
      ))}
    </ul>
  );
}

function inWords(problem: PartProblem): string {
  return saidIn(partProblemSaid(problem), words.sayings);
}
