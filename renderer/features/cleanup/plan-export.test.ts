import { afterAll, expect, it } from 'vitest';
import type { PlanCursor, SavedPlanPiece } from '../../../shared/schema/history.ts';
import { largestPlanFile } from '../../../shared/values/plan-file.ts';
import { speak } from '../../../shared/words/speak.ts';
import { readPlan } from './plan-export.ts';
import { readPlanText } from './plan-text.ts';

afterAll(() => speak('en'));

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

/** The file of a plan that comes in two pieces, together so many bytes. */
const planOfBytes = (bytes: number, format: 'csv' | 'json') => {
  // Two bytes each, as keys of other scripts are: characters would count half of them.
  const halves = ['ü'.repeat(Math.floor(bytes / 4)), ''];
  halves[1] = 'x'.repeat(bytes - new Blob(halves).size);
  const cursor: PlanCursor = { item: 1, leftOut: 0, hasItems: true };
  const plans = {
    export: async ({ cursor: at }: { cursor?: PlanCursor | undefined }) =>
      ({
        fileName: 'p',
        mediaType: 'text/plain',
        text: halves[at ? 1 : 0] ?? '',
        next: at ? null : cursor,
      }) satisfies SavedPlanPiece,
  };
  return readPlan({ plans }, 'p', format);
};

it('a plan that is too large to be opened again says so, in both languages, and one byte less does not', async () => {
  const opened = async ({ pieces }: Awaited<ReturnType<typeof planOfBytes>>) =>
    (await readPlanText(new File(pieces, 'p'))).ok;
  const largest = await planOfBytes(largestPlanFile, 'json');
  expect([await opened(largest), largest.caution]).toEqual([true, undefined]);
  const tooLarge = await planOfBytes(largestPlanFile + 1, 'json');
  expect(await opened(tooLarge)).toBe(false);
  expect(tooLarge.caution).toMatch(/^This file is too large to be opened again: .* 57\.2 MiB can be opened\./);
  speak('de');
  const german = (await planOfBytes(largestPlanFile + 1, 'json')).caution;
  expect(german).toMatch(/^Diese Datei ist zu groß, um sie wieder zu öffnen: .* 57,2 MiB lassen sich öffnen\./);
});

it('a table says nothing of that: none is opened again', async () => {
  expect(await planOfBytes(largestPlanFile + 1, 'csv')).not.toHaveProperty('caution');
});
