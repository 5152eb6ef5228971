import { useMemo } from 'react';
import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { CostJson } from '../../../shared/schema/costs.ts';
import type { Bucket } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { formatTotalBytes, sizedNote } from '../../ui/amounts.ts';
import { sumOfBuckets } from '../../ui/bucket-sums.ts';
import { CostText } from '../../ui/cost-text.tsx';
import styles from '../../ui/table.module.css';

export type TotalCellProps = {
  column: string;
  shown: readonly Bucket[];
  all: number;
  month: CostJson | null | undefined;
};

/** What the shown buckets hold together, under one column. */
export function TotalCell({ column, shown, all, month }: TotalCellProps) {
  const { totals, unread, open } = useMemo(() => sumOfBuckets(shown), [shown]);
  const text = words.page.overview.total;
  switch (column) {
    case 'bucket':
      return (
        <th scope="row">
          {shown.length < all ? text.bucketsOf({ shown: shown.length, all }) : text.buckets(shown.length)}
          {unread > 0 && <span className={styles.note}>{text.notRead(unread)}</span>}
          {open > 0 && <span className={styles.note}>{text.notReadToTheEnd(open)}</span>}
        </th>
      );
    case 'uploads':
      return <td className={styles.end}>{totals ? formatCount(totals.uploads) : '–'}</td>;
    case 'bytes': {
      const note = totals && sizedNote(totals);
      return (
        <td className={styles.end}>
          {totals ? formatTotalBytes(totals, formatColumnBytes) : '–'}
          {note && <span className={styles.note}>{note}</span>}
        </td>
      );
    }
    case 'cost':
      return <td className={styles.end}>{month === undefined ? null : <CostText cost={month} />}</td>;
    case 'active':
      return <td className={styles.end}>{totals ? formatCount(totals.active) : '–'}</td>;
    default:
      return <td />;
  }
}
