import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { entriesAtOnce, readPlanFile } from './plan-file.ts';
import { planOf } from './testing/plan-of-many.ts';
import { planToJson } from './testing/plan-text.ts';

/** Reads a file, and measures what this thread worked between the turns of others, ms. */
async function turnsOf(text: string): Promise<{ longest: number; all: number; turns: number }> {
  let [longest, all, turns] = [0, 0, 0];
  let begun = process.threadCpuUsage();
  const turn = () => {
    const { user, system } = process.threadCpuUsage(begun);
    const ms = (user + system) / 1000;
    [longest, all, turns] = [Math.max(longest, ms), all + ms, turns + 1];
  };
  await readPlanFile(text, async () => {
    turn();
    await setImmediate();
    begun = process.threadCpuUsage();
  });
  turn();
  return { longest, all, turns };
}

describe('a plan file', () => {
  it('is read as it was written, however long it is', async () => {
    const plan = planOf(2 * entriesAtOnce + 1, entriesAtOnce + 1);
    const read = await readPlanFile(planToJson(plan, null), async () => {});
    expect(read.items).toEqual(plan.items.map(({ ref: { key, uploadId }, ...rest }) => ({ key, uploadId, ...rest })));
    expect(read.leftOut).toHaveLength(entriesAtOnce + 1);
  });

  it('says where it is damaged, and names no upload twice', async () => {
    const text = planToJson(planOf(entriesAtOnce + 5), null);
    const last = `"key":"key ${entriesAtOnce + 4}"`;
    await expect(readPlanFile(text.replace(last, '"key":5'), async () => {})).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(`(plan.items.${entriesAtOnce + 4}.key)`),
    });
    const twice = text.replace(`${last},"uploadId":"u${entriesAtOnce + 4}"`, '"key":"key 3","uploadId":"u3"');
    await expect(readPlanFile(twice, async () => {})).rejects.toMatchObject({
      message: 'This plan is damaged: it names an upload twice.',
    });
  });

  it('of many uploads leaves others their turns while it is read', async () => {
    const text = planToJson(planOf(100_000), null);
    const begun = process.threadCpuUsage();
    JSON.parse(text);
    const { user, system } = process.threadCpuUsage(begun);
    const { longest, all, turns } = await turnsOf(text);
    expect(turns).toBe(100_000 / entriesAtOnce + 1);
    // The text has to be parsed in one go; nothing takes longer than that.
    expect(longest).toBeLessThan(Math.max(2 * ((user + system) / 1000), all / 2));
    expect(longest).toBeLessThan(all * 0.7);
  });
});
