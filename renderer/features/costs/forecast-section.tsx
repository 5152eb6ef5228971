import { NumberInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatMonth } from '../../../shared/format/time.ts';
import type { CostForecast } from '../../../shared/schema/costs.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { CostText } from '../../ui/cost-text.tsx';
import dialog from '../../ui/dialog.module.css';
import { Failure } from '../../ui/failure.tsx';
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
  return (
    <section className={classes.section} aria-label="Forecast">
      <h3>The next twelve months</h3>
      <NumberInput
        className={classes.days}
        label="Days after which the rule aborts"
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
          <p className={dialog.note}>{growthWords(forecast.data)}</p>
          <ForecastTable forecast={forecast.data} />
        </>
      )}
    </section>
  );
}

function growthWords({ bytesADay }: CostForecast): string {
  if (bytesADay === null) return 'Nothing is sized yet, so nothing is known of what is added each day.';
  if (bytesADay === 0) return 'Nothing was left behind in the last four weeks, so nothing more is counted.';
  return `In the last four weeks ${formatBytes(bytesADay)} a day were left behind; it is taken to go on so.`;
}

function ForecastTable({ forecast: { months, ruleDays } }: { forecast: CostForecast }) {
  return (
    <table className={`${styles.table} ${classes.forecast}`} aria-label="Forecast by month">
      <thead>
        <tr>
          <th scope="col">Month (UTC)</th>
          <th scope="col" className={styles.end}>
            As it is
          </th>
          <th scope="col" className={styles.end}>
            After a clean-up of what is stale
          </th>
          <th scope="col" className={styles.end}>
            With a rule of {ruleDays} {ruleDays === 1 ? 'day' : 'days'}
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
