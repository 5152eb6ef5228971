import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import { nextRow, treeStep } from './grid-keys.ts';
import { type GridColumn, GridRow, type GridTree, HeaderCell } from './grid-row.tsx';
import type { RowAction } from './row-menu.tsx';
import { useScaledScroll } from './scaled-scroll.ts';
import { scrollScale, scrollToReveal } from './scroll-scale.ts';
import { useRowMenu } from './use-row-menu.tsx';
import classes from './virtual-grid.module.css';

export type { GridColumn, GridTree } from './grid-row.tsx';

export type VirtualGridProps<Row> = {
  label: string;
  columns: readonly GridColumn<Row>[];
  count: number;
  rowHeight: number;
  /** The row at an index; undefined while it is being fetched. */
  rowAt: (index: number) => Row | undefined;
  active: number | null;
  /** A key of movement (with Shift or without), or a click on a row. */
  onActive: (index: number, how: { shift: boolean }) => void;
  /** Enter or a click on a row. */
  onOpen?: (index: number) => void;
  /** Space on the active row, or Shift and a click on a row. Makes the grid multi-selectable. */
  onToggle?: (index: number, how: { shift: boolean }) => void;
  onSelectAll?: () => void;
  /** Delete. */
  onDelete?: (() => void) | undefined;
  /** What the menu of a row offers, and what it is called: by right click, Shift+F10 or the menu key. */
  menuOf?: (row: Row, index: number) => { name: string; actions: readonly RowAction[] };
  /** Escape, where there is something to leave. */
  onEscape?: (() => void) | undefined;
  /** Ctrl+C, unless text is marked. */
  onCopy?: () => void;
  /** Makes the grid a tree. */
  tree?: GridTree<Row>;
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
  /** Where the first rows are to be scrolled to, in rows' own px; read once, when they are there. */
  scrolled?: () => number;
  onScrolled?: (offset: number) => void;
};

const headPx = 33;
const none: readonly never[] = [];

/** A grid of many rows of one height, of which only those in view are in the page. Fully usable by keyboard. */
export function VirtualGrid<Row>(props: VirtualGridProps<Row>) {
  const { label, count, rowHeight, rowAt, active, onRange, isSelected, isOpen, tree } = props;
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

  const { scrolled: scrolledBefore, onScrolled } = props;
  const isPlaced = useRef(scrolledBefore === undefined);
  useLayoutEffect(() => {
    if (!isPlaced.current && count > 0) {
      isPlaced.current = true;
      const offset = scrolledBefore?.() ?? 0;
      if (offset > 0) scaled.scrollTo(offset);
    } else if (isPlaced.current && count > 0) onScrolled?.(scaled.place().offset);
  });

  const { order } = props;
  const shownOrder = useRef(order);
  useEffect(() => {
    if (shownOrder.current === order) return;
    shownOrder.current = order;
    scaled.scrollTo(0);
  }, [order, scaled.scrollTo]);

  const columns = useMemo(
    () => props.columns.filter(({ from = 0 }) => size.width === 0 || size.width >= from),
    [props.columns, size.width],
  );
  const tracks = columns.map(({ width }) => width).join(' ');

  const latest = useRef(props);
  latest.current = props;
  const onClick = useCallback((index: number, how: { shift: boolean }) => {
    if (how.shift && latest.current.onToggle) {
      latest.current.onToggle(index, how);
      return;
    }
    latest.current.onActive(index, { shift: false });
    latest.current.onOpen?.(index);
  }, []);

  // The virtualizer would stop at the end of the laid-out track, which is not the end of the rows where it is scaled.
  const reveal = (index: number) => {
    const visible = (scroll.current?.clientHeight ?? size.height) - headPx;
    const target = scrollToReveal(index, rowHeight, scaled.place().offset, visible);
    if (target !== null) scaled.scrollTo(target);
  };

  const moveInTree = (key: string): boolean => {
    const row = active === null ? undefined : rowAt(active);
    if (!tree || active === null || row === undefined || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return false;
    const step = treeStep(key, tree.expanded(row), tree.parentOf(active), active, count);
    if (step.kind === 'expand') tree.onExpand(active, step.expanded);
    else if (step.kind === 'move') {
      reveal(step.to);
      props.onActive(step.to, { shift: false });
    }
    return true;
  };

  const frame = useRef<HTMLDivElement>(null);
  const { menuOf } = props;
  const menus = useRowMenu({
    frame,
    grid: scroll,
    active,
    actionsOf:
      menuOf &&
      ((index) => {
        const row = rowAt(index);
        return row === undefined ? null : menuOf(row, index);
      }),
    onActive: (index) => props.onActive(index, { shift: false }),
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' && active !== null) props.onOpen?.(active);
    else if (event.key === ' ' && active !== null && props.onToggle) props.onToggle(active, { shift: event.shiftKey });
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && props.onSelectAll) props.onSelectAll();
    else if (event.key === 'Delete' && props.onDelete) props.onDelete();
    else if (menus.onMenuKey(event)) {
      // It is open.
    } else if (event.key === 'Escape' && props.onEscape) props.onEscape();
    else if (event.key === 'c' && (event.ctrlKey || event.metaKey) && props.onCopy) {
      // Marked text is what the person wants to copy.
      if (window.getSelection()?.isCollapsed === false) return;
      props.onCopy();
    } else if (moveInTree(event.key)) {
      // Done.
    } else if (event.altKey || event.ctrlKey || event.metaKey) return;
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
    <div ref={frame} className={`${classes.frame} ${props.isStale ? classes.stale : ''}`}>
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table */}
      <div
        ref={ref}
        role="grid"
        {...(tree ? { role: 'treegrid' } : {})}
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length}
        aria-multiselectable={props.onToggle ? true : undefined}
        aria-activedescendant={activeShown ? `${id}-${active}` : undefined}
        aria-busy={props.isStale ? true : undefined}
        tabIndex={0}
        data-home
        className={classes.grid}
        onKeyDown={onKeyDown}
        onContextMenu={menus.onContextMenu}
        onMouseDown={(event) => {
          // Shift and a click asks for a range of rows, not of text.
          if (!event.shiftKey || !props.onToggle) return;
          event.preventDefault();
          event.currentTarget.focus({ preventScroll: true });
        }}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table */}
        <div role="rowgroup" className={classes.head}>
          {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and points at its active row */}
          <div role="row" aria-rowindex={1} className={classes.row} style={{ gridTemplateColumns: tracks }}>
            {columns.map((column) => (
              <HeaderCell
                key={column.id}
                column={column}
                withoutRoom={
                  column === columns.at(-1) ? props.columns.filter((other) => !columns.includes(other)) : none
                }
              />
            ))}
          </div>
        </div>
        <div className={classes.body} style={{ height: Math.max(0, scale.height - headPx) }}>
          {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table */}
          <div ref={scaled.layer} role="rowgroup" className={classes.layer}>
            {items.map(({ index, start }) => {
              const row = rowAt(index);
              return (
                <GridRow
                  key={index}
                  id={`${id}-${index}`}
                  index={index}
                  top={start - headPx - scaled.base}
                  height={rowHeight}
                  tracks={tracks}
                  row={row}
                  columns={columns}
                  isActive={index === active}
                  selected={isSelected && row !== undefined && isSelected(row)}
                  open={row !== undefined && isOpen?.(row) === true}
                  level={row === undefined ? undefined : tree?.level(row)}
                  expanded={row === undefined ? undefined : tree?.expanded(row)}
                  onClick={onClick}
                />
              );
            })}
          </div>
        </div>
      </div>
      {menus.menu}
      {count === 0 && props.empty && <div className={classes.empty}>{props.empty}</div>}
    </div>
  );
}
