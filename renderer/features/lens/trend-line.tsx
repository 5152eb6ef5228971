import classes from './lens.module.css';
import { linePath } from './trend-path.ts';

const [width, height] = [120, 22];

/** Bytes over the days as a line, with gaps where nothing was told. What it says stands in `label`. */
export function TrendLine({ values, label }: { values: readonly (number | null)[]; label: string }) {
  return (
    <svg className={classes.trend} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <title>{label}</title>
      <path d={linePath(values, width, height)} />
    </svg>
  );
}
