import { useRef, useState } from 'react';
import type { ScanState, Upload, UploadFilter, UploadRef, UploadSort } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { useClickGuard } from '../../ui/click-guard.ts';
import { Failure } from '../../ui/failure.tsx';
import { showKey } from '../../ui/safe-key.ts';
import { useSpoken } from '../../ui/use-language.ts';
import { VirtualGrid } from '../../ui/virtual-grid.tsx';
import { isFiltering } from './age-filter.ts';
import { bucketView } from './bucket-view.ts';
import { EmptyUploads } from './empty-uploads.tsx';
import { countSelected, isSelected } from './selection.ts';
import { uploadColumns } from './upload-columns.tsx';
import type { TickActions } from './use-ticks.ts';
import type { UploadRows } from './use-upload-rows.ts';

export type UploadsGridProps = {
  at: BucketPlace;
  rows: UploadRows;
  scan: ScanState;
  filter: UploadFilter;
  onPermissions: () => void;
  sort: UploadSort;
  onSort: (sort: UploadSort) => void;
  ticks: TickActions;
  open: UploadRef | null;
  /** null closes what is open. */
  onOpen: (upload: UploadRef | null) => void;
  /** Delete: plans to abort what is ticked or, where nothing is, this upload. */
  onDelete: (active: UploadRef | undefined) => void;
  readOnly: boolean;
  onAbort: (upload: UploadRef) => void;
  onVerify: (upload: UploadRef) => void;
  /** Ctrl+C, with the active row. */
  onCopy: (active: UploadRef | undefined) => void;
};

/** Whether an upload is known to be gone. */
function isOver(verdict: Upload['verdict']): boolean {
  return verdict === 'clear' || verdict === 'completed';
}

/** The grid `Incomplete uploads`. */
export function UploadsGrid(props: UploadsGridProps) {
  const say = words.page.uploads.grid;
  const { rows, scan, filter, sort, ticks, open, onOpen } = props;
  const { selection } = ticks;
  const [active, setActive] = useState<number | null>(null);
  const guard = useClickGuard();
  const total = rows.total ?? 0;

  const tick = (index: number, how: { shift: boolean }) => {
    setActive(index);
    ticks.tick(index, how);
  };
  const count = countSelected(selection, total);
  const ticked = count === 0 ? 'none' : count === total ? 'all' : 'some';
  const asked = {
    sort: (next: UploadSort) => {
      // Row numbers mean other uploads now.
      setActive(null);
      props.onSort(next);
    },
    tick,
    tickAll: () => (ticked === 'all' ? ticks.untickAll() : ticks.tickAll()),
  };
  const latest = useRef(asked);
  latest.current = asked;
  // The same columns while they say the same: rows are drawn again where their columns are new.
  const columns = useSpoken(
    () =>
      uploadColumns({
        sort,
        onSort: (next) => latest.current.sort(next),
        isTicked: (upload) => isSelected(selection, upload),
        guard,
        onTick: (index, how) => latest.current.tick(index, how),
        ticks: ticked,
        onTickAll: () => latest.current.tickAll(),
      }),
    [sort, selection, ticked, guard],
  );
  const isOpen = ({ ref }: Upload) => open !== null && ref.key === open.key && ref.uploadId === open.uploadId;
  return (
    <VirtualGrid
      label={say.label}
      columns={columns}
      count={total}
      rowHeight={32}
      rowAt={rows.rowAt}
      active={active}
      onActive={(index, how) => {
        setActive(index);
        ticks.move(active, index, how);
      }}
      onOpen={(index) => {
        const row = rows.rowAt(index);
        if (row) onOpen(row.ref);
      }}
      onToggle={tick}
      onSelectAll={ticks.tickAll}
      onEscape={open === null ? undefined : () => onOpen(null)}
      onDelete={() => props.onDelete(active === null ? undefined : rows.rowAt(active)?.ref)}
      menuOf={({ ref, verdict }, index) => ({
        name: say.menu.label(showKey(ref.key)),
        actions: [
          { label: say.menu.details, keys: say.menu.keys.enter, run: () => onOpen(ref) },
          { label: say.menu.verify, run: () => props.onVerify(ref) },
          { label: say.menu.tick, keys: say.menu.keys.space, run: () => tick(index, { shift: false }) },
          { label: say.menu.copyKey, parted: true, copy: ref.key },
          { label: say.menu.copyUploadId, copy: ref.uploadId },
          {
            label: say.menu.abort,
            parted: true,
            off: props.readOnly ? words.page.ui.readOnlyReason : isOver(verdict) ? say.menu.nothingToAbort : null,
            run: () => props.onAbort(ref),
          },
        ],
      })}
      onCopy={() => props.onCopy(active === null ? undefined : rows.rowAt(active)?.ref)}
      isSelected={(upload) => isSelected(selection, upload)}
      isOpen={isOpen}
      onRange={rows.onRange}
      isStale={rows.isStale}
      order={`${sort.by} ${sort.direction}`}
      scrolled={() => bucketView(props.at).scrolled}
      onScrolled={(offset) => {
        bucketView(props.at).scrolled = offset;
      }}
      empty={
        rows.error ? (
          <Failure error={rows.error} />
        ) : rows.total === null ? (
          say.reading
        ) : (
          <EmptyUploads scan={scan} filtering={isFiltering(filter)} onPermissions={props.onPermissions} />
        )
      }
    />
  );
}
