import { useState } from 'react';
import type { ScanState, Upload, UploadFilter, UploadRef, UploadSort } from '../../../shared/model.ts';
import { useApi } from '../../api/api.tsx';
import type { BucketAddress } from '../../api/queries.ts';
import { Failure } from '../../ui/failure.tsx';
import { VirtualGrid } from '../../ui/virtual-grid.tsx';
import { isFiltering } from './age-filter.ts';
import { EmptyUploads } from './empty-uploads.tsx';
import { countSelected, isSelected, nothingSelected, type Selection, windowsOver, withUploads } from './selection.ts';
import { uploadColumns } from './upload-columns.tsx';
import type { UploadRows } from './upload-rows.ts';

export type UploadsGridProps = {
  at: BucketAddress;
  rows: UploadRows;
  scan: ScanState;
  filter: UploadFilter;
  sort: UploadSort;
  onSort: (sort: UploadSort) => void;
  selection: Selection;
  onSelection: (selection: Selection) => void;
  open: UploadRef | null;
  onOpen: (upload: UploadRef) => void;
};

/** Rows per call where a long range is ticked. */
const largestWindow = 1000;

/** The grid `Incomplete uploads`. */
export function UploadsGrid(props: UploadsGridProps) {
  const { at, rows, scan, filter, sort, selection, onSelection, open, onOpen } = props;
  const { client } = useApi();
  const [active, setActive] = useState<number | null>(null);
  const [anchor, setAnchor] = useState<number | null>(null);
  const total = rows.total ?? 0;

  /** The uploads of a range of rows, fetched where they are not in view. */
  const refsBetween = async (from: number, to: number): Promise<UploadRef[]> => {
    const answers = await Promise.all(
      windowsOver(from, to, largestWindow).map((window) => client.uploads.window({ ...at, filter, sort, ...window })),
    );
    return answers.flatMap(({ rows: found }) => found.map(({ ref }) => ref));
  };

  const toggle = async (index: number, { shift }: { shift: boolean }) => {
    setActive(index);
    const row = rows.rowAt(index);
    if (!row) return;
    if (shift && anchor !== null && selection.kind === 'some') {
      const refs = await refsBetween(Math.min(anchor, index), Math.max(anchor, index));
      onSelection(withUploads(selection, refs, true));
      return;
    }
    setAnchor(index);
    if (selection.kind === 'some') {
      onSelection(withUploads(selection, [row.ref], !isSelected(selection, row)));
      return;
    }
    // One is taken out of "all": from here on the others are named one by one.
    const all = withUploads(nothingSelected, await refsBetween(0, total - 1), true);
    onSelection(withUploads(all, [row.ref], false));
  };

  const count = countSelected(selection, total);
  const columns = uploadColumns({
    sort,
    onSort: (next) => {
      // Row numbers mean other uploads now.
      setActive(null);
      setAnchor(null);
      props.onSort(next);
    },
    isTicked: (upload) => isSelected(selection, upload),
    onTick: (index, how) => void toggle(index, how),
    ticks: count === 0 ? 'none' : count === total ? 'all' : 'some',
    onTickAll: () => onSelection(count === total ? nothingSelected : { kind: 'all' }),
  });
  const isOpen = ({ ref }: Upload) => open !== null && ref.key === open.key && ref.uploadId === open.uploadId;
  return (
    <VirtualGrid
      label="Incomplete uploads"
      columns={columns}
      count={total}
      rowHeight={32}
      rowAt={rows.rowAt}
      active={active}
      onActive={(index, { shift }) => {
        setActive(index);
        if (shift && active !== null) {
          const from = anchor ?? active;
          setAnchor(from);
          void refsBetween(Math.min(from, index), Math.max(from, index)).then((refs) =>
            onSelection(withUploads(nothingSelected, refs, true)),
          );
        } else setAnchor(index);
      }}
      onOpen={(index) => {
        const row = rows.rowAt(index);
        if (row) onOpen(row.ref);
      }}
      onToggle={(index, how) => void toggle(index, how)}
      onSelectAll={() => onSelection({ kind: 'all' })}
      isSelected={(upload) => isSelected(selection, upload)}
      isOpen={isOpen}
      onRange={rows.onRange}
      isStale={rows.isStale}
      order={`${sort.by} ${sort.direction}`}
      empty={
        rows.error ? (
          <Failure error={rows.error} />
        ) : rows.total === null ? (
          'Reading the index…'
        ) : (
          <EmptyUploads scan={scan} filtering={isFiltering(filter)} />
        )
      }
    />
  );
}
