import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Connection, JobItem, Plan } from '../../../shared/model.ts';
import { draftOf, OpenEngine } from '../../engine/open-engine.ts';
import type { StoreKeys } from '../../support/stores/raw-client.ts';

/** Between the two looks that end a clean-up, in ms. */
const quietIntervalMs = 300;

/** The real engine, with a connection to a store, on a data folder that goes afterwards. */
export async function onStore(
  keys: StoreKeys,
  work: (engine: OpenEngine, connection: Connection) => Promise<void>,
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-on-store-'));
  const engine = await OpenEngine.open(dataDir);
  try {
    // Uploads of a check are seconds old; they are named as active, as a person would name them.
    const draft = draftOf(keys, { activeWindowMs: 0, quietIntervalMs });
    await work(engine, await engine.client.connections.save(draft));
  } finally {
    await engine.close();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A job whose counts have not changed for so long, in ms, is not waited for: a store may keep it waiting for a day. */
const stillMs = 30_000;

/** Carries a plan out, its active uploads included. @returns its items, as they stand where the job came to a halt */
export async function carryOut(engine: OpenEngine, plan: Plan): Promise<JobItem[]> {
  const active = plan.items.filter((item) => item.active).map(({ ref }) => ref);
  let job = await engine.start(plan, active);
  while (job.state !== 'finished') {
    const before = JSON.stringify(job.counts);
    const changed = engine.untilJob(
      job.id,
      ({ state, counts }) => state === 'finished' || JSON.stringify(counts) !== before,
    );
    const moved = await Promise.race([changed, halt()]);
    if (moved === null) {
      // Its wait ends with the engine, and nobody listens any more.
      changed.catch(() => undefined);
      break;
    }
    job = moved;
  }
  return engine.items(job.id);
}

async function halt(): Promise<null> {
  await wait(stillMs, undefined, { ref: false });
  return null;
}
