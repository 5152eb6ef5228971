import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { nextRow } from './grid-keys.ts';
import { Icon } from './icon.tsx';
import { useScaledScroll } from './scaled-scroll.ts';
import { scrollScale, scrollToReveal } from './scroll-scale.ts';
import classes from './virtual-grid.module.css';

export type SortDirection = 'asc' | 'desc';

/** One column of a {@link VirtualGrid}. */
export type GridColumn<Row> = {
  id: string;
  header: ReactNode;
  /** A CSS grid track: `96px`, `minmax(200px, 1fr)`. */
  width: string;
  align?: 'end';
  /** Hidden while the grid is narrower than this, px. What it says is in the inspector as well. */
  from?: number;
  /** Present where the column can be sorted by; null while another column is. */
  sort?: { direction: SortDirection | null; toggle: () => void };
  cell: (row: Row, index: number) => ReactNode;
  /** The cell in words, where its drawing would read badly. */
  words?: (row: Row) => string | undefined;
};

export type VirtualGridProps<Row> = {
  label: string;
  columns: readonly GridColumn<Row>[];
  count: number;
  rowHeight: number;
  /** The row at an index; undefined while it is being fetched. */
  rowAt: (index: number) => Row | undefined;
  active: number | null;
  onActive: (index: number, how: { shift: boolean }) => void;
  /** Enter or a click on a row. */
  onOpen?: (index: number) => void;
  /** Space on the active row. Makes the grid multi-selectable. */
  onToggle?: (index: number, how: { shift: boolean }) => void;
  onSelectAll?: () => void;
  isSelected?: (row: Row) => boolean;
  isOpen?: (row: Row) => boolean;
  /** The rows in view changed. */
  onRange?: (first: number, last: number) => void;
  /** Shown over the empty body. */
  empty?: ReactNode;
  /** What is shown belongs to an earlier question; the answer is on its way. */
  isStale?: boolean;
  /** Names the order of the rows; another order starts at the top. */
  order?: string;
};

const headPx = 33;

/** A grid of many rows of one height, of which only those in view are in the page. Fully usable by keyboard. */
export function VirtualGrid<Row>(props: VirtualGridProps<Row>) {
  const { label, count, rowHeight, rowAt, active, onRange, isSelected, isOpen } = props;
  const id = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const size = useElementSize<HTMLDivElement>();
  const ref = useMergedRef(scroll, size.ref);

  const scale = scrollScale(headPx + count * rowHeight, size.height);
  const scaled = useScaledScroll(scroll, scale, rowHeight);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
    observeElementOffset: scaled.observeElementOffset,
    scrollToFn: scaled.scrollToFn,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange?.(first, last), [onRange, first, last]);

  const { order } = props;
  const shownOrder = useRef(order);
  useEffect(() => {
    if (shownOrder.current === order) return;
    shownOrder.current = order;
    scaled.scrollTo(0);
  }, [order, scaled.scrollTo]);

  const columns = props.columns.filter(({ from = 0 }) => size.width === 0 || size.width >= from);
  const tracks = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') };

  // The virtualizer would stop at the end of the laid-out track, which is not the end of the rows where it is scaled.
  const reveal = (index: number) => {
    const visible = (scroll.current?.clientHeight ?? size.height) - headPx;
    const target = scrollToReveal(index, rowHeight, scaled.place().offset, visible);
    if (target !== null) scaled.scrollTo(target);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' && active !== null) props.onOpen?.(active);
    else if (event.key === ' ' && active !== null && props.onToggle) props.onToggle(active, { shift: event.shiftKey });
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && props.onSelectAll) props.onSelectAll();
    else if (event.altKey || event.ctrlKey || event.metaKey) return;
    else {
      const page = Math.max(1, Math.floor((size.height - headPx) / rowHeight) - 1);
      const next = nextRow(event.key, active, count, page);
      if (next === null) return;
      reveal(next);
      props.onActive(next, { shift: event.shiftKey });
    }
    event.preventDefault();
  };

  const activeShown = active !== null && items.some(({ index }) => index === active);
  return (
    <div className={`${classes.frame} ${props.isStale ? classes.stale : ''}`}>
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table */}
      <div
        ref={ref}
        role="grid"
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length}
        aria-multiselectable={props.onToggle ? true : undefined}
        aria-activedescendant={activeShown ? `${id}-${active}` : undefined}
        aria-busy={props.isStale ? true : undefined}
        tabIndex={0}
        className={classes.grid}
        onKeyDown={onKeyDown}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table */}
        <div role="rowgroup" className={classes.head}>
          {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and points at its active row */}
          <div role="row" aria-rowindex={1} className={classes.row} style={tracks}>
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} />
            ))}
          </div>
        </div>
        <div className={classes.body} style={{ height: Math.max(0, scale.height - headPx) }}>
          {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table */}
          <div ref={scaled.layer} role="rowgroup" className={classes.layer}>
            {items.map(({ index, start }) => (
              <GridRow
                key={index}
                id={`${id}-${index}`}
                index={index}
                top={start - headPx - scaled.base}
                height={rowHeight}
                tracks={tracks}
                row={rowAt(index)}
                columns={columns}
                isActive={index === active}
                isSelected={isSelected}
                isOpen={isOpen}
                onClick={(event) => {
                  props.onActive(index, { shift: event.shiftKey });
                  props.onOpen?.(index);
                }}
              />
            ))}
          </div>
        </div>
      </div>
      {count === 0 && props.empty && <div className={classes.empty}>{props.empty}</div>}
    </div>
  );
}

function HeaderCell<Row>({ column: { header, align, sort } }: { column: GridColumn<Row> }) {
  const ariaSort =
    sort && { asc: 'ascending' as const, desc: 'descending' as const, none: 'none' as const }[sort.direction ?? 'none'];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus
    <div role="columnheader" aria-sort={ariaSort} className={`${classes.header} ${align === 'end' ? classes.end : ''}`}>
      {sort ? (
        <button type="button" onClick={sort.toggle}>
          {header}
          {sort.direction && <Icon name={sort.direction === 'asc' ? 'up' : 'down'} size={12} />}
        </button>
      ) : (
        header
      )}
    </div>
  );
}

type GridRowProps<Row> = {
  id: string;
  index: number;
  top: number;
  height: number;
  tracks: { gridTemplateColumns: string };
  row: Row | undefined;
  columns: readonly GridColumn<Row>[];
  isActive: boolean;
  isSelected: ((row: Row) => boolean) | undefined;
  isOpen: ((row: Row) => boolean) | undefined;
  onClick: (event: MouseEvent) => void;
};

function GridRow<Row>({ id, index, top, height, tracks, row, columns, isActive, ...props }: GridRowProps<Row>) {
  const selected = row !== undefined && props.isSelected?.(row) === true;
  const open = row !== undefined && props.isOpen?.(row) === true;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and points at its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={props.isSelected ? selected : undefined}
      data-active={isActive || undefined}
      data-selected={selected || undefined}
      data-open={open || undefined}
      className={classes.row}
      style={{ ...tracks, height, transform: `translateY(${top}px)` }}
      onClick={props.onClick}
    >
      {columns.map((column) => (
        // biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table
        // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and points at its active row
        <div
          key={column.id}
          role="gridcell"
          aria-label={row === undefined ? undefined : column.words?.(row)}
          className={`${classes.cell} ${column.align === 'end' ? classes.end : ''}`}
        >
          {row === undefined ? <span className={classes.pending} /> : column.cell(row, index)}
        </div>
      ))}
    </div>
  );
}
