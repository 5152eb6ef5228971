import { useQuery } from '@tanstack/react-query';
import { formatBytes, formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import { formatClock, formatDay } from '../../../shared/format/time.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { Failure } from '../../ui/failure.tsx';
import { pageFileName } from '../../ui/file-name.ts';
import { Axes, byteUnit, frameOf } from './axes.tsx';
import { Picture, pictureWidth } from './picture.tsx';
import classes from './pictures.module.css';

const height = 180;
/** No axis of times is shorter, ms. */
const shortestSpan = 10_000;

/** From the first scan to the last, however soon that was: who cleans up scans again within the hour. */
function spanOf(first: number, last: number): [number, number] {
  const lacking = Math.max(0, shortestSpan - (last - first));
  return [first - lacking / 2, last + lacking / 2];
}

/** What the whole bucket held at the end of each scan. */
export function ScanTrendLine({ at }: { at: BucketPlace }) {
  const { queries } = useApi();
  const standing = useQuery(queries.connectionCosts(at.connectionId, 'pictures'));
  if (standing.error) return <Failure error={toErrorShape(standing.error)} />;
  const scans = standing.data?.buckets[at.bucket]?.scans ?? [];
  const [first, last] = [scans[0], scans.at(-1)];
  const most = Math.max(0, ...scans.map(({ bytes }) => bytes));
  // One dot shows no course, and the hours around it are nobody's.
  const isCourse = scans.length > 1;
  const frame =
    isCourse && first && last
      ? frameOf(spanOf(first.at, last.at), most, height, formatBytes, { unit: byteUnit(most) })
      : null;
  // Scans of one day are told apart by their times.
  const isWithinDays = scans.some(({ at: time }, place) => formatDay(time) === formatDay(scans[place - 1]?.at ?? 0));
  const timeCell = (time: number) => (isWithinDays ? `${formatDay(time)} ${formatClock(time)}` : formatDay(time));
  const { scans: said, columns } = words.page.pictures;
  return (
    <Picture
      title={said.title}
      summary={
        first && last
          ? said.summary({ scans: scans.length, first: first.bytes, last: last.bytes })
          : standing.isPending
            ? said.reading
            : said.noneSummary
      }
      about={at.bucket}
      fileName={pageFileName(at.bucket, 'trend')}
      height={height}
      columns={[
        { head: said.scan },
        { head: columns.uploads, end: true },
        { head: said.sized, end: true },
        { head: columns.bytes, end: true },
      ]}
      rows={scans.map((scan) => ({
        key: String(scan.at),
        cells: [timeCell(scan.at), formatCount(scan.uploads), formatCount(scan.sized), formatColumnBytes(scan.bytes)],
      }))}
      data={{
        columns: ['at', 'uploads', 'sized', 'bytes'],
        rows: scans.map((scan) => [new Date(scan.at).toISOString(), scan.uploads, scan.sized, scan.bytes]),
      }}
    >
      {!frame && (
        <text className={classes.nothing} x={pictureWidth / 2} y={height / 2}>
          {first ? said.one(first) : standing.isPending ? said.reading : said.none}
        </text>
      )}
      {frame && <Axes frame={frame} height={height} value={formatBytes} />}
      {frame && (
        <polyline
          className={classes.line}
          points={scans.map((scan) => `${frame.x(scan.at)},${frame.y(scan.bytes)}`).join(' ')}
        />
      )}
      {frame &&
        scans.map((scan) => (
          <circle key={scan.at} className={classes.dot} cx={frame.x(scan.at)} cy={frame.y(scan.bytes)} r={4}>
            <title>{said.dot(scan)}</title>
          </circle>
        ))}
    </Picture>
  );
}
