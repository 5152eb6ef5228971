import { useMemo, useRef, useState } from 'react';
import type { ScanState, Upload, UploadFilter, UploadRef, UploadSort } from '../../../shared/schema/model.ts';
import { Failure } from '../../ui/failure.tsx';
import { VirtualGrid } from '../../ui/virtual-grid.tsx';
import { isFiltering } from './age-filter.ts';
import { EmptyUploads } from './empty-uploads.tsx';
import {
  allSelected,
  countSelected,
  isSelected,
  mostNamed,
  nothingSelected,
  type Selection,
  withUploads,
} from './selection.ts';
import { uploadColumns } from './upload-columns.tsx';
import type { UploadRows } from './use-upload-rows.ts';

export type UploadsGridProps = {
  rows: UploadRows;
  scan: ScanState;
  filter: UploadFilter;
  onPermissions: () => void;
  sort: UploadSort;
  onSort: (sort: UploadSort) => void;
  selection: Selection;
  onSelection: (selection: Selection) => void;
  open: UploadRef | null;
  onOpen: (upload: UploadRef) => void;
  /** Fetches the uploads of a range of rows, both ends included. */
  readRefs: (from: number, to: number) => Promise<UploadRef[]>;
  /** Ctrl+C, with the active row. */
  onCopy: (active: UploadRef | undefined) => void;
  /** A range was asked for that is too long to name upload by upload. */
  onTooLong: () => void;
};

/** The grid `Incomplete uploads`. */
export function UploadsGrid(props: UploadsGridProps) {
  const { rows, scan, filter, sort, selection, onSelection, open, onOpen } = props;
  const [active, setActive] = useState<number | null>(null);
  const [anchor, setAnchor] = useState<number | null>(null);
  const total = rows.total ?? 0;

  /** The selection with a range of rows ticked, or null where that is too long to name. */
  const withRange = async (before: Selection, from: number, to: number): Promise<Selection | null> => {
    if (Math.abs(to - from) >= mostNamed) {
      props.onTooLong();
      return null;
    }
    return withUploads(before, await props.readRefs(Math.min(from, to), Math.max(from, to)), true);
  };

  const toggle = async (index: number, { shift }: { shift: boolean }) => {
    setActive(index);
    const row = rows.rowAt(index);
    if (!row) return;
    if (shift && anchor !== null) {
      const next = await withRange(selection, anchor, index);
      if (next) onSelection(next);
      return;
    }
    setAnchor(index);
    onSelection(withUploads(selection, [row.ref], !isSelected(selection, row)));
  };

  const count = countSelected(selection, total);
  const ticks = count === 0 ? 'none' : count === total ? 'all' : 'some';
  const asked = {
    sort: (next: UploadSort) => {
      // Row numbers mean other uploads now.
      setActive(null);
      setAnchor(null);
      props.onSort(next);
    },
    tick: toggle,
    tickAll: () => onSelection(ticks === 'all' ? nothingSelected : allSelected),
  };
  const latest = useRef(asked);
  latest.current = asked;
  // The same columns while they say the same: rows are drawn again where their columns are new.
  const columns = useMemo(
    () =>
      uploadColumns({
        sort,
        onSort: (next) => latest.current.sort(next),
        isTicked: (upload) => isSelected(selection, upload),
        onTick: (index, how) => void latest.current.tick(index, how),
        ticks,
        onTickAll: () => latest.current.tickAll(),
      }),
    [sort, selection, ticks],
  );
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
          void withRange(nothingSelected, from, index).then((next) => {
            if (next) onSelection(next);
          });
        } else setAnchor(index);
      }}
      onOpen={(index) => {
        const row = rows.rowAt(index);
        if (row) onOpen(row.ref);
      }}
      onToggle={(index, how) => void toggle(index, how)}
      onSelectAll={() => onSelection(allSelected)}
      onCopy={() => props.onCopy(active === null ? undefined : rows.rowAt(active)?.ref)}
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
          <EmptyUploads scan={scan} filtering={isFiltering(filter)} onPermissions={props.onPermissions} />
        )
      }
    />
  );
}
