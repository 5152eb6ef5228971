import { expect, it } from 'vitest';
import { simulationRows } from './simulation-exports.ts';

it('has a row for each date, and no bytes where nothing is sized', () => {
  const sum = { uploads: 3, bytes: 700, unsized: 1, active: 2, bytesByClass: { STANDARD: 700 } };
  const unsized = { uploads: 2, bytes: 0, unsized: 2, active: 0, bytesByClass: {} };
  expect(
    simulationRows([
      { at: Date.UTC(2026, 11, 1), ...sum },
      { at: Date.UTC(2026, 11, 6), ...unsized },
    ]),
  ).toEqual([
    ['2026-12-01', 3, 700, 1, 2],
    ['2026-12-06', 2, null, 2, 0],
  ]);
});
