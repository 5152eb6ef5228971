import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  begun,
  isAsSeen,
  moved,
  noTicks,
  type Range,
  ranged,
  rangeTo,
  reordered,
  runTo,
  selected,
  type Ticks,
  toggled,
} from './ranges.ts';
import { allSelected, countSelected, isSelected, nothingSelected, type TickableRow } from './selection.ts';

/** Rows in order. Every other one has the key of the one before: an upload is never its key alone. */
const rows: readonly TickableRow[] = Array.from({ length: 12 }, (_, index) => ({
  ref: { connectionId: 'c', bucket: 'b', key: `key-${index >> 1}`, uploadId: `id-${index}` },
  sizing: { status: 'pending' },
}));

type Gesture =
  | { kind: 'click' | 'shift click' | 'arrow' | 'shift arrow'; row: number }
  | { kind: 'all' | 'none' | 'sorted' };

const rowNumbers = fc.nat({ max: rows.length - 1 });
const gestures = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.record({ kind: fc.constantFrom('click', 'shift click'), row: rowNumbers }) },
    { weight: 8, arbitrary: fc.record({ kind: fc.constantFrom('arrow', 'shift arrow'), row: rowNumbers }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('all', 'none', 'sorted') }) },
  ),
  { maxLength: 30 },
);

function at(index: number): TickableRow {
  const row = rows[index];
  if (!row) throw new Error(`There is no row ${index}`);
  return row;
}

function between(a: number, b: number): readonly TickableRow[] {
  return rows.slice(Math.min(a, b), Math.max(a, b) + 1);
}

function apply(ticks: Ticks, range: Range): Ticks {
  const read = between(range.anchor.index, range.to);
  expect(isAsSeen(range, read)).toBe(true);
  return ranged(begun(ticks, range), range, read);
}

/** What a page does, over rows that are all at hand. */
type Page = { ticks: Ticks; active: number | null };

function act({ ticks, active }: Page, gesture: Gesture): Page {
  switch (gesture.kind) {
    case 'click':
      return { ticks: toggled(ticks, gesture.row, at(gesture.row)), active: gesture.row };
    case 'shift click': {
      const range = rangeTo(ticks, gesture.row, at(gesture.row));
      return { ticks: range ? apply(ticks, range) : toggled(ticks, gesture.row, at(gesture.row)), active: gesture.row };
    }
    case 'arrow':
      return { ticks: moved(ticks), active: gesture.row };
    case 'shift arrow': {
      if (active === null) return { ticks: moved(ticks), active: gesture.row };
      const range = runTo(ticks, { index: active, row: at(active) }, gesture.row, at(gesture.row));
      return { ticks: apply(ticks, range), active: gesture.row };
    }
    case 'all':
      return { ticks: selected(allSelected), active };
    case 'none':
      return { ticks: selected(nothingSelected), active };
    case 'sorted':
      return { ticks: reordered(ticks), active: null };
  }
}

type Model = {
  ticked: ReadonlySet<number>;
  active: number | null;
  anchor: { row: number; on: boolean } | null;
  run: { row: number; on: boolean; before: ReadonlySet<number> } | null;
};

/** The same in the plainest way: sets of row numbers. */
function model(now: Model, gesture: Gesture): Model {
  switch (gesture.kind) {
    case 'all':
      return { ...now, ticked: new Set(rows.keys()), anchor: null, run: null };
    case 'none':
      return { ...now, ticked: new Set(), anchor: null, run: null };
    case 'sorted':
      return { ...now, active: null, anchor: null, run: null };
    case 'arrow':
      return { ...now, active: gesture.row, run: null };
    case 'shift arrow': {
      const { active, anchor } = now;
      if (active === null) return { ...now, active: gesture.row, run: null };
      const begins = anchor?.row === active ? anchor : { row: active, on: true };
      const run = now.run ?? { ...begins, before: now.ticked };
      return { ticked: filled(run.before, run.row, gesture.row, run.on), active: gesture.row, anchor: run, run };
    }
    case 'click':
    case 'shift click': {
      const { row } = gesture;
      const last = gesture.kind === 'shift click' ? now.anchor : null;
      const anchor = last ?? { row, on: !now.ticked.has(row) };
      return { ticked: filled(now.ticked, anchor.row, row, anchor.on), active: row, anchor, run: null };
    }
  }
}

function filled(ticked: ReadonlySet<number>, a: number, b: number, on: boolean): ReadonlySet<number> {
  const isIn = (row: number) => row >= Math.min(a, b) && row <= Math.max(a, b);
  return new Set([...rows.keys()].filter((row) => (isIn(row) ? on : ticked.has(row))));
}

function tickedRows({ selection }: Ticks): number[] {
  return rows.flatMap((row, index) => (isSelected(selection, row) ? [index] : []));
}

const start: Page = { ticks: noTicks, active: null };

describe('ticks and ranges', () => {
  it('do what a plain set of rows does, whatever a person tries', () => {
    fc.assert(
      fc.property(gestures, (done) => {
        const { ticks } = done.reduce(act, start);
        const { ticked } = done.reduce<Model>(model, { ticked: new Set(), active: null, anchor: null, run: null });
        const expected = [...ticked].sort((a, b) => a - b);
        expect(tickedRows(ticks)).toEqual(expected);
        expect(countSelected(ticks.selection, rows.length)).toBe(expected.length);
      }),
    );
  });

  it('give a range of Shift and a click the state of the last tick, and leave every other row alone', () => {
    fc.assert(
      fc.property(gestures, rowNumbers, rowNumbers, (done, from, to) => {
        const clicked = act(done.reduce(act, start), { kind: 'click', row: from });
        const { ticks } = act(clicked, { kind: 'shift click', row: to });
        const range = between(from, to);
        for (const row of rows) {
          const before = isSelected(clicked.ticks.selection, row);
          const anchor = isSelected(clicked.ticks.selection, at(from));
          expect(isSelected(ticks.selection, row)).toBe(range.includes(row) ? anchor : before);
        }
      }),
    );
  });

  it('keep a range that was taken out out, however the next one is asked for', () => {
    fc.assert(
      fc.property(rowNumbers, rowNumbers, rowNumbers, (from, to, further) => {
        const taken: Gesture[] = [
          { kind: 'all' },
          { kind: 'click', row: from },
          { kind: 'shift click', row: to },
          { kind: 'shift click', row: further },
        ];
        const { ticks } = taken.reduce(act, start);
        for (const row of [...between(from, to), ...between(from, further)]) {
          expect(isSelected(ticks.selection, row)).toBe(false);
        }
      }),
    );
  });

  it('let Shift and an arrow never drop what was ticked before it, and go back on the way back', () => {
    fc.assert(
      fc.property(gestures, rowNumbers, fc.array(rowNumbers, { minLength: 1 }), (done, from, steps) => {
        const before = act(done.reduce(act, start), { kind: 'arrow', row: from });
        const there = steps.reduce((page, row) => act(page, { kind: 'shift arrow', row }), before);
        const back = act(there, { kind: 'shift arrow', row: from });
        const others = rows.filter((row) => row !== at(from));
        for (const row of others) {
          expect(isSelected(back.ticks.selection, row)).toBe(isSelected(before.ticks.selection, row));
        }
      }),
    );
  });

  it('begin anew where the active row was moved to, and then tick', () => {
    const steps: Gesture[] = [
      { kind: 'click', row: 1 },
      { kind: 'arrow', row: 4 },
      { kind: 'shift arrow', row: 5 },
    ];
    expect(tickedRows(steps.reduce(act, start).ticks)).toEqual([1, 4, 5]);
  });

  it('untick by Shift and an arrow where the last tick was an untick', () => {
    const steps: Gesture[] = [
      { kind: 'all' },
      { kind: 'click', row: 3 },
      { kind: 'shift arrow', row: 4 },
      { kind: 'shift arrow', row: 5 },
    ];
    expect(tickedRows(steps.reduce(act, start).ticks)).toEqual([0, 1, 2, 6, 7, 8, 9, 10, 11]);
  });

  it('are refused where the rows that were read are not the ones that were seen', () => {
    const ticks = toggled(noTicks, 2, at(2));
    const range = rangeTo(ticks, 5, at(5));
    if (!range) throw new Error('no range');
    expect(isAsSeen(range, rows.slice(2, 6))).toBe(true);
    expect(isAsSeen(range, rows.slice(1, 5)), 'a row came in above').toBe(false);
    expect(isAsSeen(range, rows.slice(2, 5)), 'a row is missing').toBe(false);
    expect(isAsSeen(range, [at(2), at(3), at(4), at(6)]), 'another row at the end').toBe(false);
    expect(isAsSeen({ ...range, toId: null }, [at(2), at(3), at(4), at(6)]), 'the end was out of view').toBe(true);
    expect(isAsSeen(range, [])).toBe(false);
    const up = { ...range, to: 0, toId: null };
    expect(isAsSeen(up, rows.slice(0, 3))).toBe(true);
  });

  it('change nothing where the run that they belong to has ended', () => {
    const ticks = toggled(noTicks, 2, at(2));
    const range = runTo(ticks, { index: 2, row: at(2) }, 6, at(6));
    const meanwhile = toggled(begun(ticks, range), 9, at(9));
    expect(ranged(meanwhile, range, rows.slice(2, 7))).toBe(meanwhile);
  });
});
