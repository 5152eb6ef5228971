import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Connection, JobItem, Plan } from '../../../shared/schema/model.ts';
import { draftOf, OpenEngine } from '../../support/engine/open-engine.ts';
import type { StoreKeys } from '../../support/stores/raw-client.ts';

const day = 86_400_000;
/** Between the two looks that end a clean-up, in ms. */
const quietIntervalMs = 300;

/**
 * The real engine, with a connection to a store, on a data folder that goes afterwards.
 *
 * Uploads of a check are seconds old: by every clock they are active, and are confirmed as such. Within a second or two, a
 * store's Date may lag behind the plan (versitygw's does, on a busy computer), and make active what was not. A check that
 * needs them stale says so by an active window of 0.
 */
export async function onStore(
  keys: StoreKeys,
  work: (engine: OpenEngine, connection: Connection) => Promise<void>,
  activeWindowMs = day,
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-on-store-'));
  const engine = await OpenEngine.open(dataDir);
  try {
    const draft = draftOf(keys, { activeWindowMs, quietIntervalMs });
    await work(engine, await engine.client.connections.save(draft));
  } finally {
    await engine.close();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Between two tries of an item the app waits longer each time. From this wait on, in ms, nobody waits with it. */
const longWaitMs = 7_500;
/** So many looks that failed are enough. */
const failedLooks = 2;
/** Between two looks at a job's items, in ms. */
const pollMs = 200;

/**
 * Carries a plan out, its active uploads included.
 *
 * @returns its items, once the job has finished, or whatever is left of it has failed several times over: some stores
 * would keep it waiting for a day
 */
export async function carryOut(engine: OpenEngine, plan: Plan): Promise<JobItem[]> {
  const active = plan.items.filter((item) => item.active).map(({ ref }) => ref);
  const { id } = await engine.start(plan, active);
  const failures = new Map<string, Set<number>>();
  const givenUp = new Set<string>();
  for (;;) {
    const items = await engine.items(id);
    for (const { planned, state, verdict, next, updatedAt, lastLook } of items) {
      const { uploadId } = planned.ref;
      // Nothing was there any more, and a second look will tell: what fails meanwhile is the busy server, and passes.
      if (verdict === 'clearing') {
        givenUp.delete(uploadId);
        continue;
      }
      // Waits are drawn by chance, and a short one may follow: it has failed several times over all the same.
      if (state === 'waiting' && next !== null && next.at - updatedAt >= longWaitMs) givenUp.add(uploadId);
      if (lastLook?.parts.outcome !== 'failed') continue;
      const looks = failures.get(uploadId) ?? new Set();
      failures.set(uploadId, looks.add(lastLook.at));
      if (looks.size >= failedLooks) givenUp.add(uploadId);
    }
    if (items.every(({ state, planned }) => state === 'done' || givenUp.has(planned.ref.uploadId))) return items;
    // Where every look fails the app slows down: the last item's turn would come after minutes.
    const isMoving = items.some(({ state, verdict }) => state === 'done' || verdict === 'clearing');
    if (givenUp.size > 0 && failures.size > 0 && !isMoving) return items;
    await wait(pollMs);
  }
}
