import { VisuallyHidden } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import { words } from '../../shared/words/words.ts';
import { Icon } from './icon.tsx';
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
  /** The head in words, where a grid beside this one has a column of the same head. Begins with the head. */
  name?: string;
  cell: (row: Row, index: number) => ReactNode;
  /** The cell in words, where its drawing would read badly. */
  words?: (row: Row) => string | undefined;
};

/** What makes a grid a tree: rows that lie below others, and can be shown or hidden with them. */
export type GridTree<Row> = {
  /** From 1. */
  level: (row: Row) => number;
  /** undefined: nothing lies below it. */
  expanded: (row: Row) => boolean | undefined;
  onExpand: (index: number, expanded: boolean) => void;
  /** The row that this one lies below; null at the top. */
  parentOf: (index: number) => number | null;
};

export type HeaderCellProps<Row> = {
  column: GridColumn<Row>;
  /** Columns that the grid is too narrow for, to be told of here. */
  withoutRoom: readonly GridColumn<Row>[];
};

/** The head of a column, with its button where it can be sorted by. */
export function HeaderCell<Row>({ column: { header, name, align, sort }, withoutRoom }: HeaderCellProps<Row>) {
  const ariaSort =
    sort && { asc: 'ascending' as const, desc: 'descending' as const, none: 'none' as const }[sort.direction ?? 'none'];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus
    <div
      role="columnheader"
      aria-sort={ariaSort}
      title={typeof header === 'string' ? header : undefined}
      className={`${classes.header} ${align === 'end' ? classes.end : ''}`}
    >
      {sort ? (
        <button type="button" aria-label={name} onClick={sort.toggle}>
          <span className={classes.sortedBy}>{header}</span>
          {sort.direction && <Icon name={sort.direction === 'asc' ? 'up' : 'down'} size={12} />}
        </button>
      ) : (
        header
      )}
      {withoutRoom.length > 0 && <WithoutRoom columns={withoutRoom} />}
    </div>
  );
}

/** No column goes without a word: how many there is no room for, and which. */
function WithoutRoom<Row>({ columns }: { columns: readonly GridColumn<Row>[] }) {
  const names = columns.flatMap(({ header }) => (typeof header === 'string' ? [header] : []));
  return (
    <span className={classes.withoutRoom} title={words.page.ui.noRoomFor(names)}>
      <VisuallyHidden>{words.page.ui.withoutRoom} </VisuallyHidden>+{columns.length}
    </span>
  );
}

export type GridRowProps<Row> = {
  id: string;
  index: number;
  top: number;
  height: number;
  tracks: string;
  row: Row | undefined;
  columns: readonly GridColumn<Row>[];
  isActive: boolean;
  /** undefined: rows cannot be selected. */
  selected: boolean | undefined;
  open: boolean;
  level: number | undefined;
  expanded: boolean | undefined;
  onClick: (index: number, how: { shift: boolean }) => void;
};

function PlainGridRow<Row>({ id, index, top, height, tracks, row, columns, ...props }: GridRowProps<Row>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and points at its active row
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={props.selected}
      aria-level={props.level}
      aria-expanded={props.expanded}
      data-active={props.isActive || undefined}
      data-selected={props.selected || undefined}
      data-open={props.open || undefined}
      className={classes.row}
      style={{ gridTemplateColumns: tracks, height, transform: `translateY(${top}px)` }}
      onClick={(event) => props.onClick(index, { shift: event.shiftKey })}
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

/**
 * One row, or its outline while it is being fetched. Drawn again only where something of it changed: scrolling draws the
 * rows that come into view, and no other.
 */
// memo() forgets that the component is generic; its props are compared one by one, whatever the rows are.
export const GridRow: typeof PlainGridRow = memo(PlainGridRow) as typeof PlainGridRow;
