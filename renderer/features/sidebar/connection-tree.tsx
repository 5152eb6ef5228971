import { type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { words } from '../../../shared/words/words.ts';
import { connectionOf, type Route, route, useRoute } from '../../route.ts';
import { rangeWith } from '../../ui/range-with.ts';
import classes from './sidebar.module.css';
import { TreeItem, treeRowHeight } from './tree-item.tsx';
import { isOfName, rowTyped, type Typed, treeMove, typedOn } from './tree-keys.ts';
import { bucketRow, connectionRow, type TreeRow } from './tree-rows.ts';

export type ConnectionTreeProps = {
  rows: readonly TreeRow[];
  onExpand: (row: TreeRow, expanded: boolean) => void;
  onExpandAll: () => void;
  /** The active row is to have the focus. */
  focusWanted: boolean;
  onFocused: () => void;
};

/** Where the first row begins, px: the ring round it must be seen. */
const edgePx = 4;

/** The row of a place; null where none stands for it. */
function rowOf(here: Route): string | null {
  if (here.screen === 'overview') return 'all';
  if (here.screen === 'bucket') return bucketRow(here.connectionId, here.bucket);
  const connectionId = connectionOf(here);
  return connectionId === null ? null : connectionRow(connectionId);
}

/** Where a row leads. */
function placeOf(row: TreeRow): Route {
  switch (row.kind) {
    case 'all':
      return { screen: 'overview' };
    case 'connection':
      return { screen: 'connection', connectionId: row.connection.id };
    case 'bucket':
      return { screen: 'bucket', connectionId: row.connection.id, bucket: row.bucket.name, upload: null };
  }
}

/**
 * Connections and their buckets as a tree, of which only the rows in view are in the page. One of them is reached by Tab;
 * the keys of a tree lead to the others.
 */
export function ConnectionTree({ rows, onExpand, onExpandAll, focusWanted, onFocused }: ConnectionTreeProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const hereRow = rowOf(useRoute());
  const [chosen, setChosen] = useState<string | null>(null);
  const indexOf = (id: string | null) => rows.findIndex((row) => row.id === id);
  // The row that keys start from: the one they led to, else where one is, else the first.
  const chosenIndex = indexOf(chosen);
  const hereIndex = indexOf(hereRow);
  const active = Math.max(0, chosenIndex >= 0 ? chosenIndex : hereIndex);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => treeRowHeight(rows[index]),
    // A new function for new rows: their heights are asked for again.
    getItemKey: useCallback((index: number) => rows[index]?.id ?? index, [rows]),
    overscan: 6,
    paddingStart: edgePx,
    paddingEnd: edgePx,
    scrollPaddingStart: edgePx,
    scrollPaddingEnd: edgePx,
    // The active row stays in the page, wherever one scrolls: it may have the focus.
    rangeExtractor: useCallback((range: Range) => rangeWith(range, active), [active]),
  });

  // Where one went by other ways is brought into view: once, so that scrolling away from it stays possible.
  const revealed = useRef<string | null>(null);
  useEffect(() => {
    if (hereRow === revealed.current || hereIndex < 0) return;
    // Not before the tree has settled: until then it puts itself back to its top.
    const frame = requestAnimationFrame(() => {
      revealed.current = hereRow;
      setChosen(null);
      const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};
      const isInView = hereIndex > startIndex && hereIndex < endIndex;
      virtualizer.scrollToIndex(hereIndex, { align: isInView ? 'auto' : 'center' });
    });
    return () => cancelAnimationFrame(frame);
  });

  const hasFocus = useRef(false);
  const wantsFocus = useRef(false);
  useLayoutEffect(() => {
    // A row that had the focus and is gone hands it on.
    const isLost = hasFocus.current && document.activeElement === document.body;
    if (!wantsFocus.current && !isLost && !focusWanted) return;
    const row = scroll.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]');
    if (!row) return;
    wantsFocus.current = false;
    row.focus({ preventScroll: true });
    if (focusWanted) onFocused();
  });

  const goTo = (index: number) => {
    const row = rows[index];
    if (!row) return;
    setChosen(row.id);
    wantsFocus.current = true;
    virtualizer.scrollToIndex(index, { align: 'auto' });
  };
  const typed = useRef<Typed | null>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (isOfName(event.key, typed.current, event.timeStamp)) {
      typed.current = typedOn(typed.current, event.key, event.timeStamp);
      const found = rowTyped(rows, active, typed.current);
      if (found !== null) goTo(found);
      event.preventDefault();
      return;
    }
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / bucketRowPx) - 1);
    const move = treeMove(event.key, rows, active, page);
    if (!move) return;
    event.preventDefault();
    const row = rows[active];
    if (move.kind === 'go') goTo(move.to);
    else if (move.kind === 'expand all') onExpandAll();
    else if (move.kind === 'expand' && row) onExpand(row, move.expanded);
    else if (move.kind === 'open' && row) route.go(placeOf(row));
  };

  // The same functions at each drawing, so that the rows are not drawn with the tree.
  const latest = useRef({ onKeyDown, onExpand });
  latest.current = { onKeyDown, onExpand };
  const onRowKeyDown = useCallback((event: KeyboardEvent) => latest.current.onKeyDown(event), []);
  const onRowOpen = useCallback((row: TreeRow) => {
    setChosen(row.id);
    route.go(placeOf(row));
  }, []);
  const onRowExpand = useCallback((row: TreeRow, expanded: boolean) => {
    setChosen(row.id);
    latest.current.onExpand(row, expanded);
  }, []);

  return (
    <div
      ref={scroll}
      role="tree"
      aria-label={words.page.sidebar.tree.label}
      className={classes.tree}
      onFocus={() => {
        hasFocus.current = true;
      }}
      onBlur={() => {
        hasFocus.current = false;
      }}
    >
      <div className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, size }) => {
          const row = rows[index];
          return (
            row && (
              <TreeItem
                key={row.id}
                row={row}
                top={start}
                height={size}
                isActive={index === active}
                isHere={index === hereIndex}
                onKeyDown={onRowKeyDown}
                onOpen={onRowOpen}
                onExpand={onRowExpand}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

const bucketRowPx = treeRowHeight(undefined);
