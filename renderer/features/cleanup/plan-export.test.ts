import { expect, it } from 'vitest';
import type { PlanCursor, SavedPlanPiece } from '../../../shared/schema/history.ts';
import { readPlan } from './plan-export.ts';

it('asks for piece after piece from where the one before ended, and joins them', async () => {
  const cursors: PlanCursor[] = [
    { item: 2, leftOut: 0, hasItems: true },
    { item: 2, leftOut: 4, hasItems: true },
  ];
  const asked: unknown[] = [];
  const plans = {
    export: async (at: { planId: string; format: 'csv' | 'json'; cursor?: PlanCursor | undefined }) => {
      asked.push(at);
      const next = cursors[asked.length - 1] ?? null;
      return { fileName: 'p.csv', mediaType: 'text/csv', text: `ü${asked.length}\r\n`, next } satisfies SavedPlanPiece;
    },
  };
  const { pieces, ...file } = await readPlan({ plans }, 'p', 'csv');
  expect(file).toEqual({ fileName: 'p.csv', mediaType: 'text/csv' });
  expect(await new Blob(pieces).text()).toBe('ü1\r\nü2\r\nü3\r\n');
  expect(asked).toEqual([
    { planId: 'p', format: 'csv' },
    { planId: 'p', format: 'csv', cursor: cursors[0] },
    { planId: 'p', format: 'csv', cursor: cursors[1] },
  ]);
});
