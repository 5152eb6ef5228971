import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import { formatDay } from '../../../shared/format/time.ts';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { formatNoun } from '../../ui/amounts.ts';
import { Failure } from '../../ui/failure.tsx';
import { Axes, frameOf } from './axes.tsx';
import { Picture, pictureWidth } from './picture.tsx';
import classes from './pictures.module.css';

const height = 200;

/** When the uploads that are left were begun: how many, over time. */
export function StartTimeline({ at, filter }: { at: BucketPlace; filter: UploadFilter }) {
  const { queries } = useApi();
  const ages = useQuery({ ...queries.ages(at, filter), placeholderData: keepPreviousData });
  if (ages.error) return <Failure error={toErrorShape(ages.error)} />;
  const bins = ages.data ?? [];
  const [first, last] = [bins[0], bins.at(-1)];
  const most = Math.max(0, ...bins.map(({ uploads }) => uploads));
  const frame = first && last ? frameOf([first.from, last.to], most, height) : null;
  const total = bins.reduce((sum, { uploads }) => sum + uploads, 0);
  return (
    <Picture
      title="Uploads by when they were begun"
      summary={
        first && last
          ? `${formatNoun(total, 'upload')} begun from ${formatDay(first.from)} to ${formatDay(last.to)}`
          : 'No upload is listed'
      }
      fileName={`loose-parts-${at.bucket}-begun`}
      height={height}
      columns={[{ head: 'From' }, { head: 'To' }, { head: 'Uploads', end: true }, { head: 'Bytes', end: true }]}
      rows={bins
        .filter(({ uploads }) => uploads > 0)
        .map(({ from, to, uploads, bytes }) => ({
          key: String(from),
          cells: [formatDay(from), formatDay(to), formatCount(uploads), formatColumnBytes(bytes)],
        }))}
    >
      {!frame && (
        <text className={classes.nothing} x={pictureWidth / 2} y={height / 2}>
          {ages.isPending ? 'Adding up…' : 'No upload is listed.'}
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
              <title>{`${formatDay(from)} to ${formatDay(to)}: ${formatNoun(uploads, 'upload')}`}</title>
            </rect>
          ))}
    </Picture>
  );
}
