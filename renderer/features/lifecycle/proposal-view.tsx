import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import { formatDay } from '../../../shared/format/time.ts';
import type { PriceTable } from '../../../shared/schema/costs.ts';
import type { LifecycleProposal, LifecycleSimulation, WantedRuleInput } from '../../../shared/schema/lifecycle.ts';
import { words } from '../../../shared/words/words.ts';
import dialog from '../../ui/dialog.module.css';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { Filled } from '../../ui/filled.tsx';
import { KeyText } from '../../ui/key-text.tsx';
import table from '../../ui/table.module.css';
import classes from './lifecycle.module.css';
import { manyUploads } from './many-uploads.ts';
import { simulationExports } from './simulation-exports.ts';
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
  const { heading } = words.page.lifecycle.proposal;
  return (
    <div className={classes.proposal} data-stale={isStale || undefined}>
      <section className={classes.section} aria-label={heading}>
        <h4>{heading}</h4>
        <p>{words.lifecycle.proposal(proposal)}</p>
        {changes.length > 0 && (
          <ul className={classes.changes}>
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        )}
      </section>
      <Simulation bucket={proposal.bucket} simulation={proposal.simulation} wanted={wanted} prices={prices} />
    </div>
  );
}

/** Dates that are shown one by one. */
const mostDates = 12;

type SimulationProps = {
  bucket: string;
  simulation: LifecycleSimulation;
  wanted: WantedRuleInput;
  prices: PriceTable | undefined;
};

function Simulation({ bucket, simulation, wanted, prices }: SimulationProps) {
  const { dates, total, already, left, active, undated } = simulation;
  const shown = dates.slice(0, mostDates);
  const isSold = costText(prices, total) !== null;
  const said = words.page.lifecycle.simulation;
  return (
    <section className={classes.section} aria-label={said.heading}>
      <h4>{said.heading}</h4>
      <p role="status">
        <Filled
          text={said.wouldAbort({ days: wanted.days, active: total.active })}
          parts={{ sum: <strong>{sumText(prices, total)}</strong> }}
        />
        {already.uploads > 0 && ` ${said.already(already.uploads)}`}
        {left.uploads > 0 && ` ${said.otherPrefix(left.uploads)}`}
        {undated > 0 && ` ${said.undated(undated)}`}
      </p>
      {total.uploads >= manyUploads && <p className={classes.good}>{said.storeScales}</p>}
      {shown.length > 0 && (
        <table className={table.table} aria-label={said.byDate.label}>
          <thead>
            <tr>
              <th scope="col">{said.byDate.date}</th>
              <th scope="col" className={table.end}>
                {said.byDate.uploads}
              </th>
              <th scope="col" className={table.end}>
                {said.byDate.bytes}
              </th>
              {isSold && (
                <th scope="col" className={table.end}>
                  {said.byDate.cost}
                </th>
              )}
              <th scope="col" className={table.end}>
                {said.byDate.active}
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
      {dates.length > mostDates && <p className={classes.muted}>{said.byDate.more(dates.length - mostDates)}</p>}
      {dates.length > 0 && (
        <div className={dialog.buttons}>
          <ExportMenu choices={simulationExports({ bucket, wanted, dates })} />
        </div>
      )}
      {active.length > 0 && (
        <section className={dialog.warning} aria-label={said.active.label}>
          <h3>{said.active.heading(total.active)}</h3>
          <p>{said.active.meaning}</p>
          <ul className={classes.active}>
            {active.map(({ key, at }) => (
              <li key={`${key} ${at}`}>
                <KeyText value={key} />
                <span className={classes.muted}>{said.active.about(at)}</span>
              </li>
            ))}
          </ul>
          {total.active > active.length && (
            <p className={classes.muted}>{said.active.more(total.active - active.length)}</p>
          )}
        </section>
      )}
    </section>
  );
}
