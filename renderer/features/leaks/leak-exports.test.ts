import { expect, it } from 'vitest';
import { leakRows } from './leak-exports.ts';

it('has every table, and no name where none is known', () => {
  const share = { uploads: 2, bytes: 10 };
  const rows = leakRows({
    uploads: 4,
    looked: 4,
    active: 0,
    clients: [
      { ...share, names: ['rclone', 'JuiceFS sync'], odds: 0.6, reasons: [] },
      { ...share, names: [], odds: 1, reasons: [] },
    ],
    causes: [],
    initiators: [{ ...share, name: null }],
    prefixes: [{ ...share, prefix: '' }],
    weeks: [{ ...share, from: Date.UTC(2026, 2, 2) }],
  });
  expect(rows).toEqual([
    ['client', 'rclone or JuiceFS sync', 0.6, 2, 10],
    ['client', null, null, 2, 10],
    ['initiator', null, null, 2, 10],
    ['prefix', '', null, 2, 10],
    ['week', '2026-03-02', null, 2, 10],
  ]);
});
