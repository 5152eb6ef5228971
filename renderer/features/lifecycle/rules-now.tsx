import { formatDay } from '../../../shared/format/time.ts';
import type { PriceTable } from '../../../shared/schema/costs.ts';
import type { LifecycleView } from '../../../shared/schema/lifecycle.ts';
import { words } from '../../../shared/words/words.ts';
import { formatNoun } from '../../ui/amounts.ts';
import { KeyText } from '../../ui/key-text.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './lifecycle.module.css';
import { sumText } from './sum-words.ts';

/** What the bucket's rules say, what they will abort, and what they will not and why. */
export function RulesNow({ view, prices }: { view: LifecycleView; prices: PriceTable | undefined }) {
  const { rules, coverage, others, transitionDefault } = view;
  const state = words.lifecycle.state(view);
  return (
    <section className={classes.section} aria-label="Rules now">
      <h3>Rules now</h3>
      {state && <p>{state}</p>}
      {rules.length > 0 && (
        <ul className={classes.rules} aria-label="Rules">
          {rules.map((rule, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have no other identity, and none moves
            <li key={place} data-off={rule.enabled !== true || undefined}>
              <span className={classes.ruleName}>{rule.id === '' ? 'No name' : <KeyText value={rule.id} />}</span>
              <span>{words.lifecycle.rule(rule)}</span>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && <p className={classes.muted}>Besides: {others.join(', ')}</p>}
      {transitionDefault !== null && (
        <p className={classes.muted}>Small objects (TransitionDefaultMinimumObjectSize): {transitionDefault}</p>
      )}
      <Coverage view={view} prices={prices} />
      {coverage.undated > 0 && (
        <p className={classes.muted}>
          Of {formatNoun(coverage.undated, 'upload')} it is not known when they were begun: no date can be told of them.
        </p>
      )}
    </section>
  );
}

function Coverage({ view, prices }: { view: LifecycleView; prices: PriceTable | undefined }) {
  const { total, covered, uncovered, scannedAt } = view.coverage;
  if (scannedAt === null && total.uploads === 0) {
    return <p className={classes.muted}>Scan the bucket to see which uploads these rules abort.</p>;
  }
  return (
    <>
      {scannedAt === null && (
        <p className={classes.muted}>No scan has come to its end: there may be more uploads than are counted here.</p>
      )}
      {total.uploads === 0 ? (
        <p>There were no incomplete uploads in the scan {scannedAt !== null && <TimeText value={scannedAt} />}.</p>
      ) : (
        <dl className={classes.coverage} aria-label="What the rules cover">
          <div>
            <dt>Will be aborted by a rule</dt>
            <dd>
              {sumText(prices, covered)}
              {covered.firstAt !== null && covered.lastAt !== null && (
                <span className={classes.muted}> {dates(covered.firstAt, covered.lastAt)}</span>
              )}
            </dd>
          </div>
          {uncovered.map((group) => (
            <div key={JSON.stringify(group.nearest)} data-uncovered>
              <dt>Not covered</dt>
              <dd>
                {sumText(prices, group)}.<span> {words.lifecycle.gap(group, view.rules)}</span>
                <span className={classes.keys}>
                  {group.keys.map((key) => (
                    <KeyText key={key} value={key} />
                  ))}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

function dates(first: number, last: number): string {
  const [from, to] = [formatDay(first, 'UTC'), formatDay(last, 'UTC')];
  return from === to ? `about ${from} (UTC)` : `from about ${from} to ${to} (UTC)`;
}
