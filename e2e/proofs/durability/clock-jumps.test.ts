import { afterEach, describe, expect, test, vi } from 'vitest';
import { slowDown } from '../../../electron/practice/protocol/faults.ts';
import { FaultyWorld, haste, uploads, verdictsOf } from './faulty-world.ts';
import { Machine } from './machine.ts';

// The time of day is set, or the machine sleeps, while a job waits and while a bucket is listed: both go on.

const hourMs = 3_600_000;
/** What an uploader lands after the first two aborts: its item waits, is aborted again, and waits. */
const lateParts = [1, 2].map((afterAbort) => ({ afterAbort, parts: 1, size: 700, key: 'k 0+.bin' }));
const options = { timeout: 120_000 };

let world: FaultyWorld | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
  vi.restoreAllMocks();
});

/** Signatures are made by the time of day, which is right again when the machine wakes. */
function aMachine(): Machine {
  const machine = new Machine(haste);
  const timeOfDay = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => timeOfDay() + machine.slept);
  return machine;
}

/** A job in the midst of its waits: one item is stubborn, others wait for their second look. */
async function waitingJob(machine: Machine): Promise<FaultyWorld> {
  world = await FaultyWorld.open({ machine });
  world.change({ lateParts });
  await world.startJob();
  return world;
}

const jumps: [what: string, happens: (machine: Machine) => void, sleptMs: number][] = [
  ['the time of day is set back by an hour', (machine) => machine.set(-hourMs), 0],
  ['the time of day is set back by two days', (machine) => machine.set(-48 * hourMs), 0],
  ['the time of day is set ahead by three days', (machine) => machine.set(72 * hourMs), 0],
  ['the machine sleeps for eight hours', (machine) => machine.sleep(8 * hourMs), 8 * hourMs],
  ['the machine sleeps for three days, past the deadline', (machine) => machine.sleep(72 * hourMs), 72 * hourMs],
];

describe.each(jumps)('%s', (_, happens, sleptMs) => {
  test('while a job waits: it goes on, and gives nothing up', options, async () => {
    const machine = aMachine();
    const { ending } = await whileItWaits(machine, () => happens(machine));
    expect(verdictsOf(ending.items)).toEqual({ clear: uploads });
    expect(ending.tookMs - sleptMs).toBeLessThan(hourMs);
  });

  test('while the app is closed: the job goes on, and gives nothing up', options, async () => {
    const machine = aMachine();
    const { ending } = await whileItWaits(machine, async (open) => {
      await open.shutDown();
      happens(machine);
      machine.restart();
      await open.boot();
    });
    expect(verdictsOf(ending.items)).toEqual({ clear: uploads });
    expect(ending.tookMs - sleptMs).toBeLessThan(hourMs);
  });

  test('while a listing waits for its store: it comes to its end', options, async () => {
    const machine = aMachine();
    world = await FaultyWorld.open({ machine });
    const { practice } = world;
    await world.scan();
    world.change({ faults: [slowDown(null, { operations: ['ListMultipartUploads'], times: 3 })] });
    const { ended } = await world.rescan();
    await expect.poll(() => practice.calls.filter(({ status }) => status === 503).length).toBeGreaterThan(0);
    const begun = machine.trueTime();
    happens(machine);
    await ended;
    expect(machine.trueTime() - begun - sleptMs).toBeLessThan(hourMs);
  });
});

/** @returns how the job ended, and how long it took after that, by the true time, ms */
async function whileItWaits(machine: Machine, happens: (open: FaultyWorld) => void | Promise<void>) {
  const open = await waitingJob(machine);
  const begun = machine.trueTime();
  await happens(open);
  const ending = await open.ending();
  return { ending: { ...ending, tookMs: machine.trueTime() - begun } };
}
