import { NumberInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatMonth } from '../../../shared/format/time.ts';
import type { CostForecast } from '../../../shared/schema/costs.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { CostText } from '../../ui/cost-text.tsx';
import dialog from '../../ui/dialog.module.css';
import { Failure } from '../../ui/failure.tsx';
import { forecastKnown } from '../../ui/forecast-known.ts';
import styles from '../../ui/table.module.css';
import classes from './costs.module.css';

/** Typing is over after so long, ms. */
const pauseMs = 300;

/** The next twelve months: as it is, after a clean-up, with a rule. */
export function ForecastSection({ at }: { at: BucketPlace }) {
  const { queries } = useApi();
  const [days, setDays] = useState(7);
  const [asked] = useDebouncedValue(days, pauseMs);
  const forecast = useQuery({ ...queries.forecast(at, asked), placeholderData: keepPreviousData });
  const said = words.page.costs.forecast;
  return (
    <section className={classes.section} aria-label={said.label}>
      <h3>{said.heading}</h3>
      <NumberInput
        className={classes.days}
        label={said.days}
        min={1}
        max={3650}
        allowDecimal={false}
        clampBehavior="strict"
        value={days}
        onChange={(value) => setDays(Math.min(3650, Math.max(1, Math.round(Number(value) || 1))))}
      />
      {forecast.error && <Failure error={toErrorShape(forecast.error)} />}
      {forecast.data && (
        <>
          <p className={dialog.note}>{said.growth(forecast.data.bytesADay)}</p>
          <Months forecast={forecast.data} />
        </>
      )}
    </section>
  );
}

function Months({ forecast }: { forecast: CostForecast }) {
  const { nothing, unknown } = words.page.costs.forecast;
  const known = forecastKnown(forecast);
  switch (known) {
    case 'nothing':
      return <p className={dialog.note}>{nothing}</p>;
    case 'unknown':
      return <p className={dialog.note}>{unknown}</p>;
    case 'in part':
    case 'whole':
      return <ForecastTable forecast={forecast} />;
    default:
      return assertNever(known);
  }
}

function ForecastTable({ forecast: { months, ruleDays } }: { forecast: CostForecast }) {
  const said = words.page.costs.forecast.byMonth;
  return (
    <table className={`${styles.table} ${classes.forecast}`} aria-label={said.label}>
      <thead>
        <tr>
          <th scope="col">{said.month}</th>
          <th scope="col" className={styles.end}>
            {said.asItIs}
          </th>
          <th scope="col" className={styles.end}>
            {said.cleanedUp}
          </th>
          <th scope="col" className={styles.end}>
            {said.withRule(ruleDays)}
          </th>
        </tr>
      </thead>
      <tbody>
        {months.map(({ from, asItIs, cleanedUp, withRule }) => (
          <tr key={from}>
            <th scope="row">{formatMonth(from, 'long')}</th>
            {[asItIs, cleanedUp, withRule].map((cost, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: three columns, always the same
              <td key={index} className={styles.end}>
                <CostText cost={cost} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
