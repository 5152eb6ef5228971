import { readFile } from 'node:fs/promises';
import { delayed } from '../../electron/practice/store.ts';
import { expect, test } from '../fixtures.ts';
import { bucketName } from '../support/stores/practice.ts';

/** What a person takes for a step, ms: to read, to decide, to click. */
const thinkingMs = 2_000;
/** From the first screen to the first proof, ms (README, "The first five minutes"). */
const mostMs = 60_000;

/** Counts what a person does, and the time that the app takes for it. */
class Walk {
  readonly #began = performance.now();
  readonly steps: string[] = [];

  async step(what: string, act: () => Promise<void>): Promise<void> {
    await act();
    this.steps.push(`${what} (${Math.round(performance.now() - this.#began)} ms)`);
  }

  /** The time so far, with what the person takes for each step. */
  get ms(): number {
    return performance.now() - this.#began + this.steps.length * thinkingMs;
  }
}

test('the first proof comes within a minute, and its end is told', { tag: '@not-electron' }, async ({ app }) => {
  await expect(app.welcome.tryPractice).toBeVisible();
  const walk = new Walk();
  await walk.step('Try practice storage', async () => {
    await app.welcome.tryPractice.click();
    await expect(app.connection.leftovers).toContainText(
      /^At least \d+ GiB of leftovers \(sized \d+ of \d+\), \$\d+\.\d\d\+ a month at example prices, in 6 buckets\./,
    );
  });
  await walk.step('Start with the biggest', async () => {
    await app.connection.startWithBiggest.click();
    await expect(app.bucket.rows.first()).toContainText('GiB');
  });
  // The biggest first.
  const sizes = await app.bucket.rows.evaluateAll((rows) =>
    rows.map((row) => row.querySelectorAll('[role=gridcell]')[3]?.textContent ?? ''),
  );
  const gibs = sizes.filter((size) => size.endsWith('GiB')).map((size) => Number.parseFloat(size));
  expect(gibs.length).toBeGreaterThan(3);
  expect(gibs).toEqual(gibs.toSorted((a, b) => b - a));
  await expect(app.bucket.cleanUpAll).toHaveText('Clean up all 140 uploads…');
  await walk.step('Tick it', () => app.bucket.rows.first().getByRole('checkbox').check());
  await walk.step('Abort 1 ticked…', async () => {
    await app.bucket.abort.click();
    await expect(app.plan.dialog).toContainText('1 upload');
  });
  await walk.step('Start clean-up', async () => {
    await app.plan.start.click();
    await expect(app.activity.undo).toBeVisible();
  });
  // Nobody touches anything: five seconds to undo it, then two looks, five seconds apart.
  await expect(app.activity.region).toContainText('two looks each, at least 5 s apart');
  await expect(app.page).toHaveTitle(/^\d+ % – media-archive – Practice storage – Loose Parts$/);
  await expect(app.activity.proof).toHaveText(/^1 clear, \d[\d.]* GiB, two looks each$/, { timeout: mostMs });
  expect(walk.ms, walk.steps.join(', ')).toBeLessThan(mostMs);
  // The cleared one is listed until the next scan; there is nothing to clean up in it.
  await expect(app.bucket.cleanUpAll).toHaveText('Clean up all 139 uploads…');
  await expect(app.page).toHaveTitle('media-archive – Practice storage – Loose Parts');

  const download = app.page.waitForEvent('download');
  await app.activity.saveReport.click();
  const report = await download;
  expect(report.suggestedFilename()).toMatch(/\.html$/);
  expect(await readFile(await report.path(), 'utf8')).toContain('media-archive');
  await app.activity.showEvidence.click();
  await expect(app.history.evidence).toContainText('AbortMultipartUpload');
});

test('an emptied bucket says that it is clean', async ({ app }) => {
  await app.welcome.tryPractice.click();
  await app.sidebar.open('stubborn-renders');
  await app.bucket.rows.first().getByRole('checkbox').check();
  await app.bucket.abort.click();
  await app.startCleanUp();
  await expect(app.bucket.allClean).toBeHidden();
  await expect(app.activity.proof).toHaveText(/^1 clear, /);
  await expect(app.bucket.allClean).toContainText('GiB freed. Of what the scan found, nothing is incomplete any more.');
  await expect(app.bucket.cleanUpAll).toHaveText('Clean up all…');
});

test('a job that takes its time says how fast it comes on, and about how long it still takes', async ({
  app,
  practice,
}) => {
  for (let number = 0; number < 300; number += 1) practice.seed(`clips/${number}.mxf`, [1024]);
  await app.scan(practice.store, bucketName);
  practice.behave({ faults: [delayed(500, { operations: ['AbortMultipartUpload', 'ListParts'] })] });
  await app.bucket.cleanUpAll.click();
  await app.startCleanUp();
  await expect(app.activity.region).toContainText(/ a (second|minute), about .+ left/, { timeout: 90_000 });
  await app.activity.cancel();
});

test('no two ages of a sorted list read the same by more than a day', async ({ app }) => {
  await app.welcome.tryPractice.click();
  await app.sidebar.open('nightly-backups');
  await app.bucket.grid.getByRole('button', { name: 'Initiated' }).click();
  await expect(app.bucket.grid).toHaveAttribute('aria-rowcount', '31');
  await expect(app.bucket.rows.nth(20)).toBeAttached();
  // One a week.
  const ages = await app.bucket.rows.evaluateAll((rows) =>
    rows.map((row) => row.querySelectorAll('[role=gridcell]')[4]?.textContent ?? ''),
  );
  expect(ages.length).toBeGreaterThan(20);
  expect(new Set(ages).size, ages.join(', ')).toBe(ages.length);
});
