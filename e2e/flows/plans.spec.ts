import { expect, test } from '../fixtures.ts';
import { FilterBar } from '../pages/filters.ts';
import type { TestPractice } from '../support/stores/practice.ts';

const dayMs = 86_400_000;

function seedTeams(practice: TestPractice) {
  return {
    old: practice.seed('team-2/old.bin', [2048], 40 * dayMs),
    kept: practice.seed('team-1/old.bin', [1024], 40 * dayMs),
    young: practice.seed('team-2/young.bin', [1024], 3 * dayMs),
  };
}

test('everything older than a month, except under a prefix, is asked for, said in a sentence and kept by name', async ({
  app,
  practice,
}) => {
  const { old, kept, young } = seedTeams(practice);
  const filters = new FilterBar(app.page);
  await app.scan(practice.store, old.bucket);
  await app.page.getByLabel('Age', { exact: true }).selectOption('Older than 30 days');
  await expect(app.bucket.rows).toHaveCount(2);
  await filters.more.click();
  await filters.field('Key prefix').fill('team-1/');
  await filters.panel.getByRole('button', { name: 'Not this key prefix' }).click();
  await expect(filters.panel.getByRole('button', { name: 'Not this key prefix' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await app.page.keyboard.press('Escape');
  await expect(app.bucket.rows).toHaveCount(1);
  await expect(filters.chip('Does not begin with team-1/')).toBeVisible();

  await filters.saved.click();
  await app.page.getByRole('menuitem', { name: 'Save this filter…' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Save clean-up' });
  await expect(dialog).toContainText('Older than 30 days · Does not begin with team-1/');
  await dialog.getByLabel('Name').fill('Monthly');
  await dialog.getByRole('button', { name: 'Save clean-up' }).click();
  await expect(dialog).toBeHidden();
  await filters.clear.click();
  await expect(app.bucket.rows).toHaveCount(3);
  await filters.saved.click();
  await app.page.getByRole('menuitem', { name: 'Use Monthly' }).click();
  await expect(app.bucket.rows).toHaveCount(1);
  await expect(app.page.getByLabel('Age', { exact: true })).toHaveValue('30');

  await expect(app.bucket.cleanUpAll).toHaveText('Clean up the one that matches…');
  await app.bucket.cleanUpAll.click();
  await expect(app.plan.dialog).toContainText(/All that match: Started until .+ · Does not begin with team-1\/\./);
  await app.startCleanUp();
  await expect(app.activity.verdict('team-2/old.bin')).toHaveText('clear');
  expect([old, kept, young].map((upload) => practice.fateOf(upload).phase)).toEqual(['aborted', 'open', 'open']);
});

test('what is unticked on the plan is left alone', async ({ app, practice }) => {
  const { old, kept, young } = seedTeams(practice);
  await app.scan(practice.store, old.bucket);
  await app.bucket.cleanUpAll.click();
  await expect(app.plan.dialog).toContainText('3 uploads');
  await app.plan.tick('team-1/old.bin').uncheck();
  await expect(app.plan.dialog).toContainText('2 uploads');
  await app.startCleanUp();
  await expect(app.activity.verdict('team-1/old.bin')).toHaveText('skipped');
  await expect(app.activity.item('team-1/old.bin')).toContainText('Unticked on the plan');
  await expect(app.activity.verdict('team-2/old.bin')).toHaveText('clear');
  await expect(app.activity.verdict('team-2/young.bin')).toHaveText('clear');
  expect([old, kept, young].map((upload) => practice.fateOf(upload).phase)).toEqual(['aborted', 'open', 'aborted']);
});

test('groups are ticked, left out, or cleaned up', async ({ app, practice }) => {
  const { old, kept, young } = seedTeams(practice);
  const filters = new FilterBar(app.page);
  await app.scan(practice.store, old.bucket);
  await filters.groupBy.selectOption('By prefix');
  const bar = app.bucket.tickedGroups;
  await expect(bar).toContainText('No group ticked');
  await filters.group('prefix', 'team-1/').getByRole('checkbox').click();
  await expect(bar).toContainText('1 group: 1 upload, 1 KiB');
  await bar.getByRole('button', { name: 'Leave ticked out' }).click();
  await expect(filters.chip('Does not begin with team-1/')).toBeVisible();
  await expect(filters.group('prefix', 'team-1/')).toBeHidden();
  await filters.group('prefix', 'team-2/').getByRole('checkbox').click();
  await expect(bar).toContainText('1 group: 2 uploads, 3 KiB');
  await bar.getByRole('button', { name: 'Abort 2 ticked…' }).click();
  await expect(app.plan.dialog).toContainText('Begins with team-2/ · Does not begin with team-1/');
  await app.startCleanUp();
  await expect(app.activity.verdict('team-2/old.bin')).toHaveText('clear');
  await expect(app.activity.verdict('team-2/young.bin')).toHaveText('clear');
  expect([old, kept, young].map((upload) => practice.fateOf(upload).phase)).toEqual(['aborted', 'open', 'aborted']);
});

test('a start is undone before anything is sent', async ({ app, practice }) => {
  const { old } = seedTeams(practice);
  await app.scan(practice.store, old.bucket);
  await app.bucket.select('team-2/old.bin');
  await app.bucket.abort.click();
  const looked = practice.callsFor(old).length;
  await app.plan.start.click();
  await expect(app.activity.undo).toBeFocused();
  await expect(app.activity.region).toContainText('Nothing has been sent yet.');
  await app.activity.undo.click();
  await expect(app.activity.verdict('team-2/old.bin')).toHaveText('cancelled');
  await expect(app.activity.undo).toBeHidden();
  expect(practice.callsFor(old)).toHaveLength(looked);
  expect(practice.fateOf(old).phase).toBe('open');
});

test('on a production connection the bucket’s name is typed, whatever the age', async ({ app, practice }) => {
  const { old } = seedTeams(practice);
  await app.scan(practice.store, old.bucket, { production: true });
  await app.bucket.select('team-2/old.bin');
  await app.bucket.abort.click();
  await expect(app.plan.dialog).toContainText('This is a production connection');
  await expect(app.plan.start).toBeDisabled();
  await expect(app.plan.dialog).toContainText('To start, type the name of the bucket above.');
  await app.plan.typeBucketName(old.bucket);
  await expect(app.plan.dialog).toContainText('An abort cannot be undone.');
  await app.startCleanUp();
  await expect(app.activity.verdict('team-2/old.bin')).toHaveText('clear');
});

test('an active window of nothing is explained, and one of over 30 days refused', async ({ app }) => {
  await app.welcome.addConnection.click();
  await app.form.openSection('Time limits');
  await app.form.field('Active window (hours)').fill('0');
  await expect(app.form.details('Time limits')).toContainText('With 0 nothing is ever active');
  await app.form.field('Active window (hours)').fill('721');
  await app.form.field('Name').fill('x');
  await app.form.save.click();
  await expect(app.form.details('Time limits')).toContainText('Enter 0 to 720 hours');
});
