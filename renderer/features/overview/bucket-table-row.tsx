import { FlexRender, type Row } from '@tanstack/react-table';
import { type KeyboardEvent, memo } from 'react';
import styles from '../../ui/table.module.css';
import { useLanguage } from '../../ui/use-language.ts';
import { type BucketRow, type features, leftAligned } from './bucket-columns.tsx';

export type BucketTableRowProps = {
  row: Row<typeof features, BucketRow>;
  index: number;
  /** Columns that are not drawn, as {@link columnsWithoutRoom} names them, with blanks between. */
  without: string;
  onKeyDown: (event: KeyboardEvent) => void;
  onActive: (id: string) => void;
};

function PlainBucketTableRow({ row, index, without, onKeyDown, onActive }: BucketTableRowProps) {
  useLanguage();
  const hidden = without.split(' ');
  return (
    <tbody onKeyDown={onKeyDown}>
      <tr aria-rowindex={index + 2} onFocus={() => onActive(row.id)}>
        {row
          .getAllCells()
          .filter(({ column }) => !hidden.includes(column.id))
          .map((cell) => (
            <td key={cell.id} className={leftAligned.has(cell.column.id) ? undefined : styles.end}>
              <FlexRender cell={cell} />
            </td>
          ))}
      </tr>
    </tbody>
  );
}

/**
 * One row of the table `Buckets`, in a body of its own: a row that keeps the focus out of view stays the same element when
 * others come between. Drawn again only where something of it changed: the table itself is drawn as often as it is measured.
 */
export const BucketTableRow = memo(PlainBucketTableRow);
