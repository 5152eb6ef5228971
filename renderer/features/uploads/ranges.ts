import {
  isSelected,
  nothingSelected,
  type Selection,
  type TickableRow,
  uploadIdentity,
  withUploads,
} from './selection.ts';

/** Where ranges begin: the row that was ticked or unticked last, and the state that it took. */
export type Anchor = {
  index: number;
  /** {@link uploadIdentity} of the upload that stood there: rows of a bucket that is being scanned move. */
  id: string;
  ticked: boolean;
};

/** A range that grows and shrinks with Shift and an arrow, and what was ticked before it began. */
type Run = { anchor: Anchor; before: Selection };

/** What is ticked, and what the next range begins from. */
export type Ticks = { selection: Selection; anchor: Anchor | null; run: Run | null };

/** Rows that are to take the state of an anchor. Both ends are rows, in either order. */
export type Range = {
  anchor: Anchor;
  /** The other end. */
  to: number;
  /** The upload seen at the other end; null where it was out of view. */
  toId: string | null;
  /** The run that the range belongs to; null for one that stands by itself. */
  run: Run | null;
};

/** Nothing is ticked, and no range can begin. */
export const noTicks: Ticks = { selection: nothingSelected, anchor: null, run: null };

/** Another selection as a whole. No range begins from what was ticked before it. */
export function selected(selection: Selection): Ticks {
  return { ...noTicks, selection };
}

/** Row numbers mean other uploads now: what is ticked stays, and no range begins from an earlier row. */
export function reordered({ selection }: Ticks): Ticks {
  return selected(selection);
}

/** One row ticked, or unticked where it was ticked. Ranges begin there. */
export function toggled({ selection }: Ticks, index: number, row: TickableRow): Ticks {
  const ticked = !isSelected(selection, row);
  return {
    selection: withUploads(selection, [row], ticked),
    anchor: { index, id: uploadIdentity(row.ref), ticked },
    run: null,
  };
}

/** The range that Shift and a click (or Space) asks for; null where no row was ticked or unticked before. */
export function rangeTo({ anchor }: Ticks, to: number, row: TickableRow | undefined): Range | null {
  return anchor && { anchor, to, toId: row ? uploadIdentity(row.ref) : null, run: null };
}

/**
 * The range that Shift and a key of movement asks for. It begins where the last tick was, if that is the active row;
 * from any other row it begins anew, and ticks.
 * @param from the active row, whose number and upload are known
 */
export function runTo(
  ticks: Ticks,
  from: { index: number; row: TickableRow },
  to: number,
  row: TickableRow | undefined,
): Range {
  const id = uploadIdentity(from.row.ref);
  const isAtAnchor = ticks.anchor?.index === from.index && ticks.anchor.id === id;
  const run = ticks.run ?? {
    anchor: isAtAnchor && ticks.anchor ? ticks.anchor : { index: from.index, id, ticked: true },
    before: ticks.selection,
  };
  return { anchor: run.anchor, to, toId: row ? uploadIdentity(row.ref) : null, run };
}

/** The range is being read: what moves on meanwhile moves on from it. */
export function begun(ticks: Ticks, { run }: Range): Ticks {
  return run && ticks.run !== run ? { ...ticks, anchor: run.anchor, run } : ticks;
}

/** The active row moved without a range: the next run begins where it is then. */
export function moved(ticks: Ticks): Ticks {
  return ticks.run ? { ...ticks, run: null } : ticks;
}

/** Whether these rows, read from the lower to the higher end, are the ones that were meant: rows may have moved. */
export function isAsSeen({ anchor, to, toId }: Range, rows: readonly TickableRow[]): boolean {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last || rows.length !== Math.abs(to - anchor.index) + 1) return false;
  const [atAnchor, atEnd] = anchor.index <= to ? [first, last] : [last, first];
  return uploadIdentity(atAnchor.ref) === anchor.id && (toId === null || uploadIdentity(atEnd.ref) === toId);
}

/**
 * The rows of a range in the state of its anchor; every other row as it was, or, within a run, as it was before the run.
 * A range of a run that has ended changes nothing.
 */
export function ranged(ticks: Ticks, { anchor, run }: Range, rows: readonly TickableRow[]): Ticks {
  if (!run) return { ...ticks, selection: withUploads(ticks.selection, rows, anchor.ticked), run: null };
  if (ticks.run !== run) return ticks;
  return { ...ticks, selection: withUploads(run.before, rows, anchor.ticked) };
}
