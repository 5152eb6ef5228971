import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { openDataFolder } from '../../../electron/host/data-folder.ts';
import { FaultyWorld, uploads, verdictsOf } from './faulty-world.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';

// A disk that is full, a data folder that cannot be written: the job stands still, says so, and loses nothing.

const minuteMs = 60_000;
let world: FaultyWorld | null = null;
let disk: SmallDisk | null = null;
afterEach(async () => {
  await world?.close();
  disk?.close();
  [world, disk] = [null, null];
});

const probe = mountSmallDisk();
probe?.close();
const mountable = probe !== null;
const orWhy = mountable ? '' : ' (skipped: mounting a small disk needs root on Linux)';

/** Nothing is sent that cannot be recorded. What was recorded in time and is on its way is given a moment. */
async function expectNoCalls({ practice, clock }: FaultyWorld): Promise<void> {
  const pass = (ms: number) => new Promise<void>((resolve) => clock.schedule(clock.now() + ms, resolve));
  // By a clock that hastens: on a busy machine a few of its seconds are too few for eight calls.
  await pass(2 * minuteMs);
  const before = practice.calls.length;
  await pass(minuteMs);
  expect(practice.calls.length).toBe(before);
}

describe('the disk', () => {
  test.skipIf(!mountable)(`is full${orWhy}`, { timeout: 60_000 }, async () => {
    disk = mountSmallDisk();
    if (!disk) throw new Error('It could be mounted a moment ago');
    world = await FaultyWorld.open({ dataDir: disk.path });
    await world.startJob();
    disk.fill();
    expect(await world.waitingFor('DISK_FULL')).toEqual({
      title: 'The disk is full',
      hint: 'Free some space. Nothing that was recorded is lost, and work goes on afterwards.',
    });
    await expectNoCalls(world);
    disk.free();
    expect(verdictsOf((await world.ending()).items)).toEqual({ clear: uploads });
  });

  test.skipIf(!mountable)(`is full when the app is closed${orWhy}`, { timeout: 60_000 }, async () => {
    disk = mountSmallDisk();
    if (!disk) throw new Error('It could be mounted a moment ago');
    world = await FaultyWorld.open({ dataDir: disk.path });
    await world.startJob();
    disk.fill();
    await world.waitingFor('DISK_FULL');
    await world.shutDown();
    disk.free();
    await world.boot();
    const { items } = await world.ending();
    // An abort whose answer could not be written is looked at again; nothing that came since is mistaken for the past.
    expect(verdictsOf(items)).toEqual({ clear: uploads });
  });

  test.skipIf(!mountable)(`is full at the next start, and at the first${orWhy}`, { timeout: 60_000 }, async () => {
    disk = mountSmallDisk();
    if (!disk) throw new Error('It could be mounted a moment ago');
    const { path } = disk;
    disk.fill();
    // Nothing is there yet: what fills it makes it look like another's, so it is in another place.
    const below = join(path, 'mine');
    expect(() => openDataFolder(below)).toThrow(`The disk with the data folder ${below} is full: free some space`);
    disk.free();
    world = await FaultyWorld.open({ dataDir: path });
    await world.startJob();
    await world.shutDown();
    disk.fill();
    expect(() => openDataFolder(path)).toThrow(`The disk with the data folder ${path} is full: free some space`);
    await expect(world.boot()).rejects.toThrow(/index\.sqlite cannot be opened\. The disk is full: free some space/);
    disk.free();
    await world.boot();
    expect(verdictsOf((await world.ending()).items)).toEqual({ clear: uploads });
  });

  test.skipIf(!mountable)(`is read-only at the next start${orWhy}`, { timeout: 60_000 }, async () => {
    disk = mountSmallDisk();
    if (!disk) throw new Error('It could be mounted a moment ago');
    const { path } = disk;
    world = await FaultyWorld.open({ dataDir: path });
    await world.startJob();
    await world.shutDown();
    disk.setReadOnly(true);
    expect(() => openDataFolder(path)).toThrow(
      `The data folder ${path} cannot be written (EROFS). Choose another with --data-dir.`,
    );
    await expect(world.boot()).rejects.toThrow(/readonly|unable to open/);
    disk.setReadOnly(false);
    await world.boot();
    expect(verdictsOf((await world.ending()).items)).toEqual({ clear: uploads });
  });
});

test('an index that another program holds: the job says so and goes on after', { timeout: 60_000 }, async () => {
  world = await FaultyWorld.open();
  await world.startJob();
  const other = new DatabaseSync(join(world.dataDir, 'index.sqlite'), { timeout: 5000 });
  other.exec('BEGIN IMMEDIATE');
  expect(await world.waitingFor('DATA_FOLDER_UNWRITABLE')).toEqual({
    title: 'The data folder cannot be written',
    hint: 'The index cannot be written: database is locked.',
  });
  // What the live feed tells, though the index could not be told.
  expect((await world.kept()).waitingFor).toMatchObject({ code: 'DATA_FOLDER_UNWRITABLE' });
  await expectNoCalls(world);
  other.exec('ROLLBACK');
  other.close();
  expect(verdictsOf((await world.ending()).items)).toEqual({ clear: uploads });
});
