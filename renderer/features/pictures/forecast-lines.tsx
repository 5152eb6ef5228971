import { useQuery } from '@tanstack/react-query';
import { amountOf, formatMoney, leastAmount } from '../../../shared/format/money.ts';
import { formatMonth } from '../../../shared/format/time.ts';
import type { CostForecast, CostJson } from '../../../shared/schema/costs.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { costFigure } from '../../ui/cost-text.tsx';
import { Failure } from '../../ui/failure.tsx';
import { pageFileName } from '../../ui/file-name.ts';
import { type ForecastKnown, forecastKnown } from '../../ui/forecast-known.ts';
import { Axes, frameOf } from './axes.tsx';
import { Picture, pictureWidth } from './picture.tsx';
import classes from './pictures.module.css';

const height = 220;
/** Above the lines, for what they are called. */
const legendPx = 24;
/** What most people choose, and what the dialog of costs begins with. */
const ruleDays = 7;

/** Told apart by their dashes, whatever the colours. */
const courses = [
  { of: 'asItIs', dashes: 'none' },
  { of: 'cleanedUp', dashes: '9 5' },
  { of: 'withRule', dashes: '2 4' },
] as const;
type Course = (typeof courses)[number]['of'];

function nameOf(course: Course): string {
  const { asItIs, cleanedUp, withRule } = words.page.pictures.forecast;
  return { asItIs, cleanedUp, withRule: withRule(ruleDays) }[course];
}

/** What a bucket's leftovers will cost in each of the next twelve months, by three courses. */
export function ForecastLines({ at }: { at: BucketPlace }) {
  const { queries } = useApi();
  const forecast = useQuery(queries.forecast(at, ruleDays));
  if (forecast.error) return <Failure error={toErrorShape(forecast.error)} />;
  const months = forecast.data?.months ?? [];
  const known = forecastKnown({ months });
  const currency = months[0]?.asItIs.money?.currency ?? '';
  const value = (amount: number) => formatMoney({ currency, amount: amount.toFixed(6) });
  const nothing = nothingWords(forecast.isPending, known);
  // Lines are drawn where each of their months is known.
  const frame = known === 'whole' ? frameFor(months, currency, value) : null;
  const said = words.page.pictures.forecast;
  return (
    <Picture
      title={said.title}
      summary={frame ? summaryOf(months) : nothing.summary}
      about={said.about(at.bucket)}
      fileName={pageFileName(at.bucket, 'forecast')}
      height={height}
      columns={[{ head: said.month }, ...courses.map(({ of }) => ({ head: nameOf(of), end: true }))]}
      rows={months.map((each) => ({
        key: String(each.from),
        cells: [formatMonth(each.from, 'short'), ...courses.map(({ of }) => costFigure(each[of]).text)],
      }))}
      data={{
        columns: ['month', 'asItIs', 'afterCleanUp', 'withRule', 'currency', 'exactness'],
        rows: months.map((each) => [
          new Date(each.from).toISOString().slice(0, 7),
          ...courses.map(({ of }) => each[of].money && amountOf(each[of].money)),
          each.asItIs.money?.currency ?? null,
          each.asItIs.exactness,
        ]),
      }}
    >
      {!frame && (
        <text className={classes.nothing} x={pictureWidth / 2} y={height / 2}>
          {nothing.text}
        </text>
      )}
      {frame && <Axes frame={frame} height={height} value={value} time={(at) => formatMonth(at, 'short')} />}
      {frame &&
        courses.map(({ of, dashes }, place) => (
          <g key={of}>
            <polyline
              className={classes.line}
              strokeDasharray={dashes}
              points={months.map((each) => `${frame.x(each.from)},${frame.y(moneyOf(each[of]))}`).join(' ')}
            >
              <title>{nameOf(of)}</title>
            </polyline>
            <line
              className={classes.line}
              strokeDasharray={dashes}
              x1={84 + 220 * place}
              x2={116 + 220 * place}
              y1={14}
              y2={14}
            />
            <text className={classes.legend} x={122 + 220 * place} y={18}>
              {nameOf(of)}
            </text>
          </g>
        ))}
    </Picture>
  );
}

function frameFor(months: CostForecast['months'], currency: string, value: (amount: number) => string) {
  const most = Math.max(...months.flatMap((each) => courses.map(({ of }) => moneyOf(each[of]))));
  const [first, last] = [months[0]?.from ?? 0, months.at(-1)?.from ?? 1];
  return frameOf([first, last], most, height, value, { top: legendPx, smallest: 4 * leastAmount(currency) });
}

/** Where nothing is known the picture is not drawn. */
function moneyOf({ money }: CostJson): number {
  return money ? amountOf(money) : 0;
}

function summaryOf(months: CostForecast['months']): string {
  const last = months.at(-1);
  return words.page.pictures.forecast.summary(
    courses.map(({ of }) => ({ name: nameOf(of), cost: last ? costFigure(last[of]).text : '' })),
  );
}

/** What stands in place of the lines, and the same as the picture's name. */
function nothingWords(isPending: boolean, known: ForecastKnown): { text: string; summary: string } {
  const { working, nothingSummary } = words.page.pictures.forecast;
  const { nothing, unknown } = words.page.costs.forecast;
  if (known === 'nothing') return { text: nothing, summary: nothingSummary };
  const text = isPending ? working : unknown;
  return { text, summary: text };
}
