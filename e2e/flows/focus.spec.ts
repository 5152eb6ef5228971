import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import type { App } from '../pages/app.ts';
import { FilterBar } from '../pages/filters.ts';
import { longWaitAfterFirstAbort } from '../support/stores/practice.ts';

/** Presses a button by keyboard, as somebody who came to it by Tab. */
async function press(button: Locator): Promise<void> {
  await button.focus();
  await button.press('Enter');
}

/** Opens a dialog by keyboard, closes it by Escape, and says that the focus is back on what opened it. */
async function opensAndGivesBack(app: App, opener: Locator, name: string, item?: string): Promise<void> {
  await test.step(name, async () => {
    await press(opener);
    if (item !== undefined) {
      // A menu that has just opened takes the focus to its first item: what is pressed before that is pressed on another.
      await expect(app.page.getByRole('menuitem').and(app.page.locator(':focus'))).toHaveCount(1);
      await app.page.getByRole('menuitem', { name: item }).press('Enter');
    }
    const dialog = app.page.getByRole('dialog', { name, exact: true });
    await expect(dialog).toBeVisible();
    await expect(dialog.locator(':focus'), 'the dialog has the focus').toHaveCount(1);
    await app.page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
  });
}

test('every dialog of a bucket gives the focus back to what opened it', async ({ app, practice }) => {
  test.slow();
  const { key, bucket } = practice.seed('films/first cut.mov', [6 << 20, 6 << 20]);
  await app.scan(practice.store, bucket);
  await expect(app.bucket.row(key)).toBeVisible();
  for (const [item, name] of [
    ['Pictures…', 'Pictures'],
    ['Who leaks…', 'Who leaks'],
    ['Access logs…', 'Access logs'],
    ['Costs…', 'Costs'],
    ['Lifecycle rules…', 'Lifecycle rules'],
    ['Check permissions', 'Permissions'],
    ['Bucket settings…', 'Bucket settings'],
  ] as const) {
    await opensAndGivesBack(app, app.bucket.more, name, item);
  }
  await opensAndGivesBack(app, app.bucket.cleanUpAll, 'Clean-up plan');
  await app.bucket.filter.fill('first');
  await expect(app.bucket.row(key)).toBeVisible();
  await opensAndGivesBack(app, new FilterBar(app.page).saved, 'Save clean-up', 'Save this filter…');
  await app.bucket.select(key);
  await opensAndGivesBack(app, app.bucket.abort, 'Clean-up plan');
  await app.bucket.open(key);
  await expect(app.inspector.parts).toBeVisible();
  await opensAndGivesBack(app, app.inspector.abort, 'Clean-up plan');
  await opensAndGivesBack(app, app.inspector.complete, 'Complete upload');
});

test('every dialog of a connection gives the focus back to what opened it', async ({ app, practice }) => {
  practice.seed('films/first cut.mov', [6 << 20]);
  await app.connect(practice.store);
  await expect(app.overview).toBeVisible();
  const main = app.page.getByRole('main');
  const more = main.getByRole('button', { name: 'More for this connection' });
  await opensAndGivesBack(app, app.connection.edit, 'Edit connection');
  await opensAndGivesBack(app, main.getByRole('button', { name: 'Lifecycle…' }), 'Lifecycle plan');
  await opensAndGivesBack(app, main.getByRole('button', { name: 'Costs…' }), 'Costs');
  await opensAndGivesBack(app, more, 'Storage Lens', 'Import a Storage Lens export…');
  await opensAndGivesBack(app, more, 'Edit connection', 'Edit…');
  await opensAndGivesBack(app, more, 'Remove connection', 'Remove…');
  const add = app.sidebar.navigation.getByRole('button', { name: 'Add connection' });
  await opensAndGivesBack(app, add, 'Add connection');
  await test.step('clicked beside it', async () => {
    await press(app.connection.edit);
    await expect(app.form.dialog).toBeVisible();
    await app.page.mouse.click(5, 5);
    await expect(app.form.dialog).toBeHidden();
    await expect(app.connection.edit).toBeFocused();
  });
});

test('the focus is never lost from a scan to the end of a job', async ({ app, practice }) => {
  const upload = practice.seed('films/first cut.mov', [6 << 20]);
  practice.behave({ lateParts: [{ afterAbort: 1, parts: 1, size: 2048 }] });
  await app.connect(practice.store);
  await app.sidebar.open(upload.bucket);

  await press(app.bucket.scan);
  await expect(app.bucket.row(upload.key)).toBeVisible();
  await expect(app.bucket.scan, 'Scan became Stop scan, and Scan again').toBeFocused();

  await app.bucket.open(upload.key);
  await press(app.inspector.close);
  await expect(app.inspector.region).toBeHidden();
  await expect(app.bucket.grid, 'details closed by their button').toBeFocused();
  await app.bucket.open(upload.key);
  await app.inspector.verify.focus();
  await app.page.keyboard.press('Escape');
  await expect(app.inspector.region).toBeHidden();
  await expect(app.bucket.grid, 'details closed by Escape').toBeFocused();
  await app.page.keyboard.press('Enter');
  await expect(app.inspector.region).toBeVisible();
  await app.page.keyboard.press('Escape');
  await expect(app.inspector.region, 'Escape in the grid closes the details too').toBeHidden();
  await expect(app.bucket.grid).toBeFocused();

  practice.behave({ faults: [longWaitAfterFirstAbort(upload.key)] });
  await app.bucket.select(upload.key);
  await press(app.bucket.abort);
  await press(app.plan.start);
  await expect(app.plan.dialog).toBeHidden();
  await expect(app.activity.undo, 'the way back is under the hand').toBeFocused();
  await press(app.activity.beginNow);
  await expect(app.activity.undo).toBeHidden();
  await expect(app.activity.grid).toBeFocused();

  await expect(app.activity.verdict(upload.key)).toHaveText('stubborn');
  await expect(app.activity.cell(upload.key, 'next')).toContainText(/in (1:00|0:[345]\d)/);
  const { dialog } = await app.activity.enterDeadline();
  await expect(dialog).toBeVisible();
  await app.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(app.activity.deadline, 'a dialog of Activity gives it back').toBeFocused();

  await press(app.activity.pause);
  await expect(app.activity.resume, 'Pause became Resume').toBeFocused();
  await press(app.activity.resume);
  await expect(app.activity.pause, 'and Pause again').toBeFocused();
  await app.activity.tryNow(upload.key).click();
  await app.activity.pause.focus();
  await expect(app.activity.verdict(upload.key)).toHaveText('clear');
  await expect(app.activity.pause, 'the job has ended').toBeHidden();
  await expect(app.activity.region.locator(':focus'), 'and the focus is near its buttons').toHaveCount(1);
});

test('who removes the last connection is led to what can be done next', async ({ app, practice }) => {
  await app.connect(practice.store);
  await expect(app.overview).toBeVisible();
  await app.connection.choose('Remove…');
  const dialog = app.page.getByRole('dialog', { name: 'Remove connection' });
  await press(dialog.getByRole('button', { name: 'Remove it and its secret' }));
  await expect(dialog).toBeHidden();
  await expect(app.page.getByRole('main').locator(':focus')).toHaveCount(1);
});

test('a key that is held down presses one button alone', async ({ app, practice }) => {
  const { bucket } = practice.seed('films/first cut.mov', [6 << 20]);
  await app.scan(practice.store, bucket);
  await expect(app.bucket.cleanUpAll).toBeEnabled();
  await app.bucket.cleanUpAll.focus();
  await app.page.keyboard.down('Enter');
  await expect(app.plan.start).toBeVisible();
  await app.plan.start.focus();
  // What the system sends for as long as a key is held.
  await app.page.keyboard.down('Enter');
  await app.page.keyboard.up('Enter');
  await expect(app.plan.dialog).toBeVisible();
  expect(practice.count('AbortMultipartUpload')).toBe(0);
  await expect(app.activity.undo).toBeHidden();
});
