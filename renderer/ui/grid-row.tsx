import type { MouseEvent, ReactNode } from 'react';
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

/** The head of a column, with its button where it can be sorted by. */
export function HeaderCell<Row>({ column: { header, align, sort } }: { column: GridColumn<Row> }) {
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

export type GridRowProps<Row> = {
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
  tree: GridTree<Row> | undefined;
  onClick: (event: MouseEvent) => void;
};

/** One row, or its outline while it is being fetched. */
export function GridRow<Row>({ id, index, top, height, tracks, row, columns, isActive, ...props }: GridRowProps<Row>) {
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
      aria-level={row === undefined ? undefined : props.tree?.level(row)}
      aria-expanded={row === undefined ? undefined : props.tree?.expanded(row)}
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
