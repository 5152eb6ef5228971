import type { LifecycleOutcome } from '../../../shared/schema/lifecycle.ts';
import { words } from '../../../shared/words/words.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import classes from './lifecycle.module.css';

/** What became of a rule that was put. */
export function OutcomeView({ outcome }: { outcome: LifecycleOutcome }) {
  const { title, body } = words.lifecycle.outcome(outcome);
  const said = words.page.lifecycle.outcome;
  const isFine = outcome.outcome === 'applied' || outcome.outcome === 'there already';
  const before = 'before' in outcome ? outcome.before : null;
  return (
    <section
      className={classes.outcome}
      data-fine={isFine || undefined}
      aria-label={said.label}
      role={isFine ? 'status' : 'alert'}
    >
      <h3>{title}</h3>
      {body.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {before !== null && (
        <div className={classes.code}>
          <CopyButton value={before} what={said.before} />
          <pre>{before}</pre>
        </div>
      )}
    </section>
  );
}
