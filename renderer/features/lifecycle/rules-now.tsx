import type { PriceTable } from '../../../shared/schema/costs.ts';
import type { LifecycleView } from '../../../shared/schema/lifecycle.ts';
import { words } from '../../../shared/words/words.ts';
import { Filled } from '../../ui/filled.tsx';
import { KeyText } from '../../ui/key-text.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './lifecycle.module.css';
import { sumText } from './sum-words.ts';

/** What the bucket's rules say, what they will abort, and what they will not and why. */
export function RulesNow({ view, prices }: { view: LifecycleView; prices: PriceTable | undefined }) {
  const { rules, coverage, others, transitionDefault } = view;
  const state = words.lifecycle.state(view);
  const said = words.page.lifecycle.now;
  return (
    <section className={classes.section} aria-label={said.heading}>
      <h3>{said.heading}</h3>
      {state && <p>{state}</p>}
      {rules.length > 0 && (
        <ul className={classes.rules} aria-label={said.rules}>
          {rules.map((rule, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have no other identity, and none moves
            <li key={place} data-off={rule.enabled !== true || undefined}>
              <span className={classes.ruleName}>{rule.id === '' ? said.noName : <KeyText value={rule.id} />}</span>
              <span>{words.lifecycle.rule(rule)}</span>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && <p className={classes.muted}>{said.besides(others)}</p>}
      {transitionDefault !== null && <p className={classes.muted}>{said.smallObjects(transitionDefault)}</p>}
      <Coverage view={view} prices={prices} />
      {coverage.undated > 0 && <p className={classes.muted}>{said.undated(coverage.undated)}</p>}
    </section>
  );
}

function Coverage({ view, prices }: { view: LifecycleView; prices: PriceTable | undefined }) {
  const { total, covered, uncovered, scannedAt } = view.coverage;
  const said = words.page.lifecycle.coverage;
  if (scannedAt === null && total.uploads === 0) {
    return <p className={classes.muted}>{said.scanFirst}</p>;
  }
  return (
    <>
      {scannedAt === null && <p className={classes.muted}>{said.noWholeScan}</p>}
      {total.uploads === 0 ? (
        <p>
          <Filled text={said.none} parts={{ time: scannedAt !== null && <TimeText value={scannedAt} /> }} />
        </p>
      ) : (
        <dl className={classes.coverage} aria-label={said.label}>
          <div>
            <dt>{said.covered}</dt>
            <dd>
              {sumText(prices, covered)}
              {covered.firstAt !== null && covered.lastAt !== null && (
                <span className={classes.muted}> {said.dates(covered.firstAt, covered.lastAt)}</span>
              )}
            </dd>
          </div>
          {uncovered.map((group) => (
            <div key={JSON.stringify(group.nearest)} data-uncovered>
              <dt>{said.uncovered}</dt>
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
