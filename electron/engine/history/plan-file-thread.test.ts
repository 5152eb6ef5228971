import type { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { entriesAtOnce, readPlanFile } from '../records/plan-file.ts';
import { planOf } from '../records/testing/plan-of-many.ts';
import { planToJson } from '../records/testing/plan-text.ts';
import { longestPlanAtOnce, openPlanFile } from './plan-file-thread.ts';

async function collected<T>(pieces: AsyncIterable<T[]>): Promise<{ all: T[]; longest: number }> {
  const all: T[] = [];
  let longest = 0;
  for await (const piece of pieces) {
    longest = Math.max(longest, piece.length);
    all.push(...piece);
  }
  return { all, longest };
}

it.each([
  ['a short plan, here', 3, 2, 0],
  ['a plan of nothing, here', 0, 0, 0],
  ['a long plan, on a thread of its own', 2 * entriesAtOnce + 1, entriesAtOnce, 1],
])('reads %s, and gives it out in pieces', async (_, uploads, leftOut, threads) => {
  const begun: Worker[] = [];
  const note = (worker: Worker) => begun.push(worker);
  process.on('worker', note);
  const text = planToJson(planOf(uploads, leftOut), null);
  const file = await openPlanFile([text]);
  process.off('worker', note);
  expect(begun).toHaveLength(threads);
  const whole = await readPlanFile(text, async () => {});
  const items = await collected(file.items());
  expect({ ...file.outline, items: items.all, leftOut: (await collected(file.leftOut())).all }).toEqual(whole);
  expect(items.longest).toBe(Math.min(uploads, entriesAtOnce));
  const ended = begun.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
  file.close();
  await Promise.all(ended);
});

it.each([
  ['what is no JSON', (text: string) => `${text}}`, 'This file is not JSON. Open a plan that was exported as JSON.'],
  ['what is no plan', (text: string) => JSON.stringify([text]), 'This file is no plan of Loose Parts.'],
  ['what is damaged', (text: string) => text.replace('"key 7"', '7'), 'This plan is damaged: '],
])('refuses %s in the same words, however long it is', async (_, damage, words) => {
  for (const uploads of [10, 2 * entriesAtOnce]) {
    const text = damage(planToJson(planOf(uploads, 0), null));
    expect(text.length > longestPlanAtOnce).toBe(uploads > 10);
    await expect(openPlanFile([text])).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(words),
    });
  }
});

it.each([10, 2 * entriesAtOnce])('puts the pieces of a text together: a plan of %i', async (uploads) => {
  const text = planToJson(planOf(uploads, 2), null);
  const pieces = Array.from({ length: 7 }, (_, at) => text.slice((at * text.length) / 7, ((at + 1) * text.length) / 7));
  expect(pieces.join('')).toBe(text);
  const file = await openPlanFile(pieces);
  expect((await collected(file.items())).all).toHaveLength(uploads);
  file.close();
});

it('leaves the thread that asks free while it reads', async () => {
  const text = planToJson(planOf(50_000, 0), null);
  const before = process.threadCpuUsage();
  JSON.parse(text);
  const parsing = process.threadCpuUsage(before);
  const begun = process.threadCpuUsage();
  const file = await openPlanFile([text]);
  const { user, system } = process.threadCpuUsage(begun);
  file.close();
  expect(user + system).toBeLessThan(parsing.user + parsing.system);
});
