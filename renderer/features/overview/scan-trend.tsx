import { formatBytes, formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatDay } from '../../../shared/format/time.ts';
import type { ScanSum } from '../../../shared/schema/costs.ts';
import { words } from '../../../shared/words/words.ts';
import classes from './overview.module.css';

const [width, height] = [56, 18];
/** So many scans are drawn: what came before says little of where it goes. */
const mostDrawn = 12;

/** What a bucket held at the end of its last scans: a line, and what changed since the scan before in words. */
export function ScanTrend({ scans }: { scans: readonly ScanSum[] }) {
  const drawn = scans.slice(-mostDrawn);
  const [before, last] = drawn.slice(-2);
  const text = words.page.overview.trend;
  if (!before || !last) return <span title={text.twoScans}>–</span>;
  const most = Math.max(1, ...drawn.map(({ bytes }) => bytes));
  const points = drawn
    .map(({ bytes }, at) => `${(at / (drawn.length - 1)) * width},${height - 1 - (bytes / most) * (height - 2)}`)
    .join(' ');
  const title = drawn
    .map(({ at, bytes, uploads }) => text.scan({ day: formatDay(at), bytes: formatBytes(bytes), uploads }))
    .join('\n');
  return (
    <span className={classes.trend} title={title}>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
        <polyline points={points} />
      </svg>
      <span>{changeWords(before, last)}</span>
    </span>
  );
}

/** What changed from one scan to the next, in bytes; in uploads where those did not. */
export function changeWords(before: ScanSum, last: ScanSum): string {
  const bytes = last.bytes - before.bytes;
  if (bytes !== 0) return `${bytes > 0 ? '+' : '−'}${formatColumnBytes(Math.abs(bytes))}`;
  const { moreUploads, fewerUploads, noChange } = words.page.overview.trend;
  const uploads = last.uploads - before.uploads;
  if (uploads !== 0) return uploads > 0 ? moreUploads(uploads) : fewerUploads(-uploads);
  return noChange;
}
