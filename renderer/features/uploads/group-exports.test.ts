import { expect, it } from 'vitest';
import { groupRows } from './group-exports.ts';

const totals = {
  uploads: 3,
  sized: 2,
  unsizable: 0,
  bytes: 1024,
  parts: 4,
  active: 1,
  oldestInitiatedAt: Date.UTC(2026, 2, 1),
  bytesByStorageClass: {},
};
const cost = (amount: string) => ({
  money: { currency: 'USD', amount },
  exactness: 'exact' as const,
  assumptions: [],
  missing: [],
  prices: [],
});

it('is a row for each group, in which an unknown is no zero, and says how many are not in it', () => {
  const name = { kind: 'folder', prefix: 'a/' } as const;
  const unsized = { kind: 'initiator', id: null, displayName: null } as const;
  const rows = groupRows(
    {
      groups: [
        { name, totals },
        { name: unsized, totals: { ...totals, sized: 0, bytes: 0, oldestInitiatedAt: null } },
      ],
      count: 7,
    },
    [{ name, costs: { month: cost('1.25'), soFar: cost('9') } }],
  );
  expect(rows).toEqual([
    ['folder', 'a/', null, 3, 2, 1024, 1, '2026-03-01T00:00:00.000Z', 1.25, 9, 'USD', 'exact'],
    ['initiator', null, null, 3, 0, null, 1, null, null, null, null, null],
    ['more', '5 more groups, with fewer uploads', ...Array(10).fill(null)],
  ]);
});
