import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import { formatDay } from '../../../shared/format/time.ts';
import type { PriceTable } from '../../../shared/schema/costs.ts';
import type { LifecycleProposal, LifecycleSimulation, WantedRuleInput } from '../../../shared/schema/lifecycle.ts';
import { words } from '../../../shared/words/words.ts';
import { formatNoun } from '../../ui/amounts.ts';
import dialog from '../../ui/dialog.module.css';
import { KeyText } from '../../ui/key-text.tsx';
import table from '../../ui/table.module.css';
import classes from './lifecycle.module.css';
import { manyUploads } from './many-uploads.ts';
import { bytesText, costText, sumText } from './sum-words.ts';

export type ProposalViewProps = {
  proposal: LifecycleProposal;
  wanted: WantedRuleInput;
  prices: PriceTable | undefined;
  /** An earlier one, while another is worked out. */
  isStale: boolean;
};

/** What a rule would change in meaning, and what it would do to the uploads that are there. */
export function ProposalView({ proposal, wanted, prices, isStale }: ProposalViewProps) {
  const changes = words.lifecycle.difference(proposal.difference);
  return (
    <div className={classes.proposal} data-stale={isStale || undefined}>
      <section className={classes.section} aria-label="What changes">
        <h4>What changes</h4>
        <p>{words.lifecycle.proposal(proposal)}</p>
        {changes.length > 0 && (
          <ul className={classes.changes}>
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        )}
      </section>
      <Simulation simulation={proposal.simulation} wanted={wanted} prices={prices} />
    </div>
  );
}

/** Dates that are shown one by one. */
const mostDates = 12;

type SimulationProps = { simulation: LifecycleSimulation; wanted: WantedRuleInput; prices: PriceTable | undefined };

function Simulation({ simulation, wanted, prices }: SimulationProps) {
  const { dates, total, already, left, active, undated } = simulation;
  const shown = dates.slice(0, mostDates);
  const isSold = costText(prices, total) !== null;
  return (
    <section className={classes.section} aria-label="What it would do">
      <h4>What it would do</h4>
      <p role="status">
        A {wanted.days}-day rule would abort <strong>{sumText(prices, total)}</strong>
        {total.active > 0 && <>, {formatCount(total.active)} of them active</>}.
        {already.uploads > 0 &&
          ` ${formatNoun(already.uploads, 'upload')} more ${already.uploads === 1 ? 'is' : 'are'} aborted by the rules that are there.`}
        {left.uploads > 0 &&
          ` ${formatNoun(left.uploads, 'upload')} ${left.uploads === 1 ? 'has' : 'have'} another prefix and ${left.uploads === 1 ? 'stays' : 'stay'}.`}
        {undated > 0 && ` Of ${formatNoun(undated, 'upload')} it is not known when they were begun.`}
      </p>
      {total.uploads >= manyUploads && (
        <p className={classes.good}>
          For so many leftovers the store itself is the engine that scales: a rule costs no requests, and works through
          all of them within days.
        </p>
      )}
      {shown.length > 0 && (
        <table className={table.table} aria-label="By date">
          <thead>
            <tr>
              <th scope="col">About, or some time after (UTC)</th>
              <th scope="col" className={table.end}>
                Uploads
              </th>
              <th scope="col" className={table.end}>
                Bytes
              </th>
              {isSold && (
                <th scope="col" className={table.end}>
                  Cost
                </th>
              )}
              <th scope="col" className={table.end}>
                Active
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((date) => (
              <tr key={date.at}>
                <td>{formatDay(date.at, 'UTC')}</td>
                <td className={table.end}>{formatCount(date.uploads)}</td>
                <td className={table.end}>{bytesText(date, formatColumnBytes)}</td>
                {isSold && <td className={table.end}>{costText(prices, date) ?? '–'}</td>}
                <td className={table.end}>{formatCount(date.active)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {dates.length > mostDates && (
        <p className={classes.muted}>and on {formatNoun(dates.length - mostDates, 'later day')}</p>
      )}
      {active.length > 0 && (
        <section className={dialog.warning} aria-label="Active uploads it would abort">
          <h3>{formatNoun(total.active, 'active upload')} among them</h3>
          <p>
            Begun, or given a part, within the active window: somebody may still be uploading. A rule asks nobody. What
            is finished before its date is left alone.
          </p>
          <ul className={classes.active}>
            {active.map(({ key, at }) => (
              <li key={`${key} ${at}`}>
                <KeyText value={key} />
                <span className={classes.muted}>about {formatDay(at, 'UTC')}</span>
              </li>
            ))}
          </ul>
          {total.active > active.length && (
            <p className={classes.muted}>and {formatCount(total.active - active.length)} more</p>
          )}
        </section>
      )}
    </section>
  );
}
