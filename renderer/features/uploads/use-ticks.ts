import { useEffect, useRef, useState } from 'react';
import type { Upload } from '../../../shared/schema/model.ts';
import { mostNamed } from '../../../shared/values/named-uploads.ts';
import { words } from '../../../shared/words/words.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { useKept } from './bucket-view.ts';
import {
  begun,
  isAsSeen,
  moved,
  type Range,
  ranged,
  rangeTo,
  reordered,
  runTo,
  selected,
  type Ticks,
  toggled,
} from './ranges.ts';
import { allSelected, nothingSelected, type Selection, withSizes } from './selection.ts';
import type { UploadRows } from './use-upload-rows.ts';

/** Ticks of the rows of a bucket, and the ways in which a person sets them. */
export type TickActions = {
  selection: Selection;
  /** Why the last step did nothing, in words; null where it did. */
  note: string | null;
  /** Ticks or unticks a row; with Shift, gives every row from the last one ticked or unticked to this one its state. */
  tick: (index: number, how: { shift: boolean }) => void;
  /** The active row moves from one row to another; with Shift, the rows passed take a state (see {@link runTo}). */
  move: (from: number | null, to: number, how: { shift: boolean }) => void;
  tickAll: () => void;
  untickAll: () => void;
  /** Ticks what was ticked before, where nothing is ticked now. */
  tickAgain: (selection: Selection) => void;
  /** Another order or filter. @param isOtherRows whether other uploads match, so that "all" would mean others */
  rowsChanged: (isOtherRows: boolean) => void;
};

/**
 * Keeps what is ticked.
 * @param readRows fetches a range of rows, both ends included
 */
export function useTicks(
  at: BucketPlace,
  rows: Pick<UploadRows, 'rowAt' | 'loaded'>,
  readRows: (from: number, to: number) => Promise<Upload[]>,
): TickActions {
  const [ticks, setTicks] = useKept(at, 'ticks');
  const [note, setNote] = useState<string | null>(null);
  // Ranges are read one after the other, and answers come in any order: only the newest of a run counts.
  const newestStep = useRef(0);

  // Ticks of an earlier visit stay; no range goes on from a row of that time.
  useEffect(() => setTicks(reordered), [setTicks]);

  // Sizes come in after a row was ticked. Rows that are shown tell them; those out of view keep what they told last.
  useEffect(() => {
    setTicks((now) => {
      const selection = withSizes(now.selection, rows.loaded);
      return selection === now.selection ? now : { ...now, selection };
    });
  });

  const step = (change: (now: Ticks) => Ticks) => {
    setNote(null);
    setTicks(change);
  };
  const apply = async (range: Range): Promise<void> => {
    newestStep.current += 1;
    const thisStep = newestStep.current;
    step((now) => begun(now, range));
    const [from, to] = [Math.min(range.anchor.index, range.to), Math.max(range.anchor.index, range.to)];
    if (to - from >= mostNamed) {
      setNote(words.page.uploads.ticked.notes.rangeTooLong(mostNamed));
      return;
    }
    try {
      const read = shownRows(rows, from, to) ?? (await readRows(from, to));
      if (range.run && thisStep !== newestStep.current) return;
      if (isAsSeen(range, read)) setTicks((now) => ranged(now, range, read));
      else setNote(words.page.uploads.ticked.notes.rowsMoved);
    } catch {
      setNote(words.page.uploads.ticked.notes.rowsUnread);
    }
  };

  return {
    selection: ticks.selection,
    note,
    tick: (index, { shift }) => {
      const row = rows.rowAt(index);
      if (!row) return;
      const range = shift ? rangeTo(ticks, index, row) : null;
      if (range) void apply(range);
      else step((now) => toggled(now, index, row));
    },
    move: (from, to, { shift }) => {
      const row = from === null ? undefined : rows.rowAt(from);
      if (shift && from !== null && row) void apply(runTo(ticks, { index: from, row }, to, rows.rowAt(to)));
      else setTicks(moved);
    },
    tickAll: () => step(() => selected(allSelected)),
    untickAll: () => step(() => selected(nothingSelected)),
    tickAgain: (selection) =>
      step((now) => (now.selection.kind === 'some' && now.selection.uploads.size === 0 ? selected(selection) : now)),
    rowsChanged: (isOtherRows) =>
      step((now) => (isOtherRows && now.selection.kind === 'all' ? selected(nothingSelected) : reordered(now))),
  };
}

/** A range of rows that are all at hand, or null: then they must be read. */
function shownRows({ rowAt }: Pick<UploadRows, 'rowAt'>, from: number, to: number): Upload[] | null {
  const found: Upload[] = [];
  for (let index = from; index <= to; index += 1) {
    const row = rowAt(index);
    if (!row) return null;
    found.push(row);
  }
  return found;
}
