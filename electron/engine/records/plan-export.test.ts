import { expect, it } from 'vitest';
import type { PlanCursor } from '../../../shared/schema/history.ts';
import type { Plan, PlanPart } from '../../../shared/schema/model.ts';
import { type PlanPiece, planCsvPiece, planJsonPiece } from './plan-export.ts';
import { planOf } from './testing/plan-of-many.ts';

const origin = { connectionName: 'C "1"', endpoint: 'https://c.test', region: 'us-east-1' };

/** A plan in parts of so many rows, of which those that `isBroken` names cannot be read and are left out, as the index does. */
function* partsOf(plan: Plan, rows: number, isBroken: (item: number) => boolean): Generator<PlanPart> {
  const [items, leftOut] = [plan.items.length, plan.leftOut.length];
  for (let at = 0; ; at += rows) {
    const end = Math.min(at + rows, items + leftOut);
    yield {
      ...plan,
      items: plan.items.slice(at, end).filter((_, n) => !isBroken(at + n)),
      leftOut: plan.leftOut.slice(Math.max(at - items, 0), Math.max(end - items, 0)),
      next: end === items + leftOut ? null : { item: Math.min(end, items), leftOut: Math.max(end - items, 0) },
    };
    if (end === items + leftOut) return;
  }
}

function joined(
  plan: Plan,
  rows: number,
  write: (part: PlanPart, cursor: PlanCursor | null) => PlanPiece,
  isBroken: (item: number) => boolean = () => false,
): string {
  let text = '';
  let cursor: PlanCursor | null = null;
  for (const part of partsOf(plan, rows, isBroken)) {
    const piece = write(part, cursor);
    text += piece.text;
    cursor = piece.next;
  }
  expect(cursor).toBeNull();
  return text;
}
const inJson = (part: PlanPart, cursor: PlanCursor | null) => planJsonPiece(part, cursor, origin);

const sizes = [0, 1, 2, 3, 7].flatMap((items) => [0, 1, 2, 5].map((leftOut) => [items, leftOut] as const));

it.each(sizes)('a plan of %i uploads that leaves out %i is the same file however it is cut', (items, leftOut) => {
  const plan = planOf(items, leftOut);
  const whole = joined(plan, items + leftOut + 1, inJson);
  expect(JSON.parse(whole).plan.items).toHaveLength(items);
  expect(JSON.parse(whole).plan.leftOut).toHaveLength(leftOut);
  for (let rows = 1; rows <= items + leftOut; rows++) {
    expect(joined(plan, rows, inJson), `${rows} rows a piece`).toBe(whole);
    expect(joined(plan, rows, planCsvPiece)).toBe(joined(plan, items + leftOut + 1, planCsvPiece));
  }
});

it.each([1, 2, 3, 9])('rows that cannot be read leave no gap, in pieces of %i rows', (rows) => {
  const brokenAt: ((item: number) => boolean)[] = [
    () => true,
    (item) => item < 3,
    (item) => item > 1,
    (n) => n % 2 > 0,
  ];
  for (const isBroken of brokenAt) {
    const plan = planOf(5, 3);
    const kept = { ...plan, items: plan.items.filter((_, item) => !isBroken(item)) };
    expect(joined(plan, rows, inJson, isBroken)).toBe(joined(kept, 9, inJson));
  }
});

it('has one upload to a line, as earlier versions wrote it', () => {
  const { text } = inJson({ ...planOf(2, 1), next: null }, null);
  expect(text.split('\n')).toEqual([
    '{"format":"loose-parts/plan","version":1,"plan":{"id":"p","createdAt":1,"connection":{"id":"c","name":"C \\"1\\"","endpoint":"https://c.test","region":"us-east-1"},"bucket":"bucket",',
    '"items":[',
    '{"key":"key 0","uploadId":"u0","initiatedAt":1,"activityAt":1,"parts":3,"bytes":5,"storageClass":null,"active":false},',
    '{"key":"key 1","uploadId":"u1","initiatedAt":1,"activityAt":1,"parts":3,"bytes":5,"storageClass":null,"active":false}',
    '],',
    '"leftOut":[',
    '{"key":"key 2","uploadId":"u2","reason":"already clear"}',
    ']}}',
    '',
  ]);
  expect(inJson({ ...planOf(0), next: null }, null).text).toMatch(/,\n"items":\[\],\n"leftOut":\[\]\}\}\n$/);
});
