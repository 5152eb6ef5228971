import { useQuery } from '@tanstack/react-query';
import { amountOf, formatMoney } from '../../../shared/format/money.ts';
import { formatMonth } from '../../../shared/format/time.ts';
import type { CostForecast, CostJson } from '../../../shared/schema/costs.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { costFigure } from '../../ui/cost-text.tsx';
import { Failure } from '../../ui/failure.tsx';
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
  { of: 'asItIs', name: 'As it is', dashes: 'none' },
  { of: 'cleanedUp', name: 'After a clean-up', dashes: '9 5' },
  { of: 'withRule', name: `With a rule of ${ruleDays} days`, dashes: '2 4' },
] as const;

/** What a bucket's leftovers will cost in each of the next twelve months, by three courses. */
export function ForecastLines({ at }: { at: BucketPlace }) {
  const { queries } = useApi();
  const forecast = useQuery(queries.forecast(at, ruleDays));
  if (forecast.error) return <Failure error={toErrorShape(forecast.error)} />;
  const months = forecast.data?.months ?? [];
  const isKnown = months.length > 0 && courses.every(({ of }) => months.every((each) => each[of].money !== null));
  const currency = months[0]?.asItIs.money?.currency ?? '';
  const value = (amount: number) => formatMoney({ currency, amount: amount.toFixed(6) });
  const frame = isKnown ? frameFor(months) : null;
  return (
    <Picture
      title="The next twelve months"
      summary={isKnown ? summaryOf(months) : nothingWords(forecast.isPending)}
      fileName={`loose-parts-${at.bucket}-forecast`}
      height={height}
      columns={[{ head: 'Month (UTC)' }, ...courses.map(({ name }) => ({ head: name, end: true }))]}
      rows={months.map((each) => ({
        key: String(each.from),
        cells: [formatMonth(each.from, 'short'), ...courses.map(({ of }) => costFigure(each[of]).text)],
      }))}
    >
      {!frame && (
        <text className={classes.nothing} x={pictureWidth / 2} y={height / 2}>
          {nothingWords(forecast.isPending)}
        </text>
      )}
      {frame && <Axes frame={frame} height={height} value={value} />}
      {frame &&
        courses.map(({ of, name, dashes }, place) => (
          <g key={of}>
            <polyline
              className={classes.line}
              strokeDasharray={dashes}
              points={months.map((each) => `${frame.x(each.from)},${frame.y(moneyOf(each[of]))}`).join(' ')}
            >
              <title>{name}</title>
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
              {name}
            </text>
          </g>
        ))}
    </Picture>
  );
}

function frameFor(months: CostForecast['months']) {
  const most = Math.max(...months.flatMap((each) => courses.map(({ of }) => moneyOf(each[of]))));
  const [first, last] = [months[0]?.from ?? 0, months.at(-1)?.from ?? 1];
  return frameOf([first, last], most, height, { top: legendPx, smallest: 0.04 });
}

/** Where nothing is known the picture is not drawn. */
function moneyOf({ money }: CostJson): number {
  return money ? amountOf(money) : 0;
}

function summaryOf(months: CostForecast['months']): string {
  const last = months.at(-1);
  const told = courses.map(({ of, name }) => `${name.toLowerCase()} ${last ? costFigure(last[of]).text : ''}`);
  return `Cost in the twelfth month: ${told.join(', ')}`;
}

function nothingWords(isPending: boolean): string {
  return isPending ? 'Working out what is to come…' : 'What it will cost is not known: no price, or no size.';
}
