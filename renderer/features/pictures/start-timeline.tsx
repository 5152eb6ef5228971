import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import { formatClock, formatDay } from '../../../shared/format/time.ts';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { Failure } from '../../ui/failure.tsx';
import { pageFileName } from '../../ui/file-name.ts';
import { Axes, frameOf } from './axes.tsx';
import { filteredBucket } from './filtered-bucket.ts';
import { Picture, pictureWidth } from './picture.tsx';
import classes from './pictures.module.css';

const height = 200;

function isoTime(at: number): string {
  return new Date(at).toISOString();
}

/** When the uploads that are left were begun: how many, over time. */
export function StartTimeline({ at, filter }: { at: BucketPlace; filter: UploadFilter }) {
  const { queries } = useApi();
  const ages = useQuery({ ...queries.ages(at, filter), placeholderData: keepPreviousData });
  if (ages.error) return <Failure error={toErrorShape(ages.error)} />;
  const bins = ages.data ?? [];
  const [first, last] = [bins[0], bins.at(-1)];
  const most = Math.max(0, ...bins.map(({ uploads }) => uploads));
  const frame = first && last ? frameOf([first.from, last.to], most, height, formatCount) : null;
  const total = bins.reduce((sum, { uploads }) => sum + uploads, 0);
  const isWithinDays = bins.some(({ from, to }) => formatDay(from) === formatDay(to));
  // Rows of one day are told apart by their times.
  const timeCell = (time: number) => (isWithinDays ? `${formatDay(time)} ${formatClock(time)}` : formatDay(time));
  const { begun: said, columns } = words.page.pictures;
  return (
    <Picture
      title={said.title}
      summary={
        first && last
          ? said.summary(total, { from: first.from, to: last.to })
          : ages.isPending
            ? said.adding
            : said.noneSummary
      }
      about={filteredBucket(at.bucket, filter)}
      fileName={pageFileName(at.bucket, 'begun')}
      height={height}
      columns={[
        { head: said.from },
        { head: said.to },
        { head: columns.uploads, end: true },
        { head: columns.bytes, end: true },
      ]}
      rows={bins
        .filter(({ uploads }) => uploads > 0)
        .map(({ from, to, uploads, bytes }) => ({
          key: String(from),
          cells: [timeCell(from), timeCell(to), formatCount(uploads), formatColumnBytes(bytes)],
        }))}
      data={{
        columns: ['from', 'to', 'uploads', 'bytes'],
        rows: bins.map(({ from, to, uploads, bytes }) => [isoTime(from), isoTime(to), uploads, bytes]),
      }}
    >
      {!frame && (
        <text className={classes.nothing} x={pictureWidth / 2} y={height / 2}>
          {ages.isPending ? said.adding : said.none}
        </text>
      )}
      {frame && <Axes frame={frame} height={height} value={formatCount} />}
      {frame &&
        bins
          .filter(({ uploads }) => uploads > 0)
          .map(({ from, to, uploads }) => (
            <rect
              key={from}
              className={classes.bar}
              x={frame.x(from)}
              // Never too thin, or too low, to be seen.
              width={Math.max(2, frame.x(to) - frame.x(from) - 1)}
              y={Math.min(frame.y(uploads), frame.y(0) - 2)}
              height={Math.max(2, frame.y(0) - frame.y(uploads))}
            >
              <title>{said.bar(uploads, { from, to })}</title>
            </rect>
          ))}
    </Picture>
  );
}
