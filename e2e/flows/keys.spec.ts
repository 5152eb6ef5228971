import { expect, test } from '../fixtures.ts';
import { violations } from '../pages/axe.ts';
import { KeyboardDoors } from '../pages/keyboard.ts';

test('F6 leads from region to region and back, / to the filter, ? to the keys', async ({ app, practice }) => {
  const { key, bucket } = practice.seed('films/first cut.mov', [6 << 20]);
  const { keyboard } = app.page;
  const doors = new KeyboardDoors(app.page);
  await app.scan(practice.store, bucket);
  await app.bucket.open(key);
  await expect(app.inspector.parts).toBeVisible();
  await app.sidebar.entry(bucket).focus();

  const walk: (string | null)[] = [];
  for (let step = 0; step < 6; step += 1) {
    await keyboard.press('F6');
    walk.push(await doors.region());
  }
  expect(walk).toEqual(['bucket', 'filter', 'uploads', 'details', 'activity', 'sidebar']);
  await expect(app.sidebar.entry(bucket), 'where it was in that region').toBeFocused();
  await keyboard.press('Shift+F6');
  await expect(app.activity.toggle).toBeFocused();
  await keyboard.press('Shift+F6');
  await keyboard.press('Shift+F6');
  await expect(app.bucket.grid).toBeFocused();

  await keyboard.press('/');
  await expect(app.bucket.filter).toBeFocused();
  await keyboard.type('a/b?');
  await expect(app.bucket.filter, 'in a field these keys write').toHaveValue('a/b?');
  await expect(doors.sheet).toBeHidden();
  await keyboard.press('Shift+F6');
  await expect(app.bucket.scan).toBeFocused();
  await keyboard.press('?');
  await expect(doors.sheet).toContainText('to the next region of the window');
  await keyboard.press('F6');
  await expect(doors.sheet.locator(':focus'), 'what lies beneath a dialog waits').toHaveCount(1);
  await keyboard.press('ControlOrMeta+k');
  await expect(doors.sheet.locator(':focus')).toHaveCount(1);
  await expect(doors.palette).toBeHidden();
  await keyboard.press('Escape');
  await expect(app.bucket.scan).toBeFocused();
});

test('from the first screen to a proved abort through the command palette', async ({ app }) => {
  test.slow();
  const { keyboard } = app.page;
  const doors = new KeyboardDoors(app.page);
  await expect(app.welcome.tryPractice).toBeVisible();
  await app.welcome.tryPractice.focus();
  await keyboard.press('Enter');
  await expect(app.sidebar.entry('media-archive')).toBeVisible();
  await doors.choose('media', /^media-archive/);
  await expect(app.page.getByRole('heading', { name: 'media-archive' })).toBeVisible();
  await doors.choose('scan', /^Scan/);
  await expect(app.bucket.main.getByText('Scanned', { exact: true })).toBeVisible();

  const key = 'proxies/clip-0107.mxf';
  await keyboard.press('/');
  await keyboard.type('clip-0107');
  await expect(app.bucket.rows).toHaveCount(1);
  await expect(app.bucket.row(key)).toBeVisible();
  await keyboard.press('F6');
  await expect(app.bucket.grid).toBeFocused();
  await keyboard.press('ArrowDown');
  await keyboard.press('Delete');
  await expect(app.plan.dialog).toContainText(key);
  await expect(app.plan.start).toBeEnabled();
  // The plan's grid and its buttons come one after the other.
  while (!(await app.plan.start.evaluate((button) => button === document.activeElement))) await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(app.activity.undo).toBeFocused();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(app.activity.verdict(key)).toHaveText('clear', { timeout: 90_000 });
});

test('Delete plans what is ticked, else the active upload, and nothing on a read-only connection', async ({
  app,
  practice,
}) => {
  practice.seed('a.bin', [1000]);
  practice.seed('b.bin', [1000]);
  const { bucket } = practice.seed('c.bin', [1000]);
  const { keyboard } = app.page;
  await app.scan(practice.store, bucket);
  await expect(app.bucket.rows).toHaveCount(3);
  await app.bucket.grid.focus();
  await keyboard.press('Delete');
  await expect(app.plan.dialog, 'nothing is active yet').toBeHidden();
  await keyboard.press('ArrowDown');
  const active = await app.bucket.grid.locator('[role="row"][data-active]').getByRole('gridcell').nth(1).textContent();
  await keyboard.press('Delete');
  await expect(app.plan.dialog).toContainText(active ?? 'none');
  await expect(app.plan.dialog.getByRole('gridcell', { name: /^[abc]\.bin$/ })).toHaveCount(1);
  await keyboard.press('Escape');
  await expect(app.bucket.grid).toBeFocused();
  await app.bucket.select('b.bin');
  await app.bucket.select('c.bin');
  await app.bucket.grid.focus();
  await keyboard.press('Delete');
  await expect(app.plan.dialog.getByRole('gridcell', { name: /^[abc]\.bin$/ })).toHaveCount(2);
  await keyboard.press('Escape');
  await expect(app.plan.dialog).toBeHidden();
  expect(practice.count('AbortMultipartUpload')).toBe(0);
});

test('a row has a menu, by right click and by keyboard, and copies the key as it is @not-electron', async ({
  app,
  practice,
}) => {
  const key = 'odd/tab\there "quoted" and a rather long name with spaces/\u202efinal cut é.mov';
  const { bucket, uploadId } = practice.seed(key, [6 << 20]);
  await app.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const clipboard = () => app.page.evaluate(() => navigator.clipboard.readText());
  const item = (name: string) => app.page.getByRole('menuitem', { name });
  await app.scan(practice.store, bucket);
  const row = app.bucket.rows.first();

  await row.click({ button: 'right' });
  await item('Copy key').click();
  await expect(app.bucket.main.getByText('Copied the key')).toBeVisible();
  expect(await clipboard()).toBe(key);
  await expect(app.bucket.grid).toBeFocused();
  await expect(app.inspector.region, 'a right click opens nothing else').toBeHidden();

  await app.page.keyboard.press('Shift+F10');
  await expect(item('Show details')).toBeFocused();
  expect(await violations(app)).toEqual([]);
  await item('Copy upload ID').press('Enter');
  await expect.poll(clipboard).toBe(uploadId);
  await app.page.keyboard.press('ContextMenu');
  await expect(item('Show details')).toBeFocused();
  await app.page.keyboard.press('Escape');
  await expect(item('Show details')).toBeHidden();
  await expect(app.bucket.grid).toBeFocused();

  await app.page.keyboard.press('Shift+F10');
  await item('Abort…').press('Enter');
  await expect(app.plan.dialog).toBeVisible();
  await app.page.keyboard.press('Escape');
  await expect(app.plan.dialog).toBeHidden();
  await expect(app.bucket.grid, 'and back to the grid').toBeFocused();
  await app.page.keyboard.press('Shift+F10');
  await item('Verify').press('Enter');
  await expect(app.inspector.status).toContainText('present');

  // Marked by hand, in the cell and in the details.
  const copied = async (mark: () => Promise<void>): Promise<string> => {
    await mark();
    await app.page.keyboard.press('ControlOrMeta+c');
    return clipboard();
  };
  const marks = (selector: string) => () =>
    app.page.evaluate((within) => {
      const element = document.querySelector(within);
      if (element) getSelection()?.selectAllChildren(element);
    }, selector);
  await app.page.evaluate(() => navigator.clipboard.writeText(''));
  expect(await copied(marks('[role="row"] [data-key]'))).toBe(key);
  await app.page.evaluate(() => navigator.clipboard.writeText(''));
  expect(await copied(marks('[role="row"][data-active]'))).toContain(key);
});

test('the command palette finds one of a thousand buckets, and says why something cannot be done', async ({
  app,
  practice,
}) => {
  test.slow();
  const { keyboard } = app.page;
  const doors = new KeyboardDoors(app.page);
  for (let i = 0; i < 500; i += 1) practice.store.createBucket(`team-${i % 30}-bucket-${String(i).padStart(4, '0')}`);
  await app.connect(practice.store, { name: 'One' });
  await app.addConnection(practice.store, { name: 'Two' });
  await keyboard.press('ControlOrMeta+k');
  await expect(doors.field).toBeFocused();
  await keyboard.type('bucket in');
  await expect(doors.palette.getByRole('status')).toHaveText(/^The first 50 of 1,00\d: type on to find others\.$/);
  await expect(doors.found).toHaveCount(50);
  expect(await violations(app)).toEqual([]);
  // From a key to the matches drawn.
  const took = await doors.field.evaluate(async (field) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    const before = performance.now();
    set?.call(field, 'bucket-0499 two');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise<void>((resolve) => {
      const look = () =>
        document.querySelectorAll('[role="option"]').length === 1 ? resolve() : requestAnimationFrame(look);
      look();
    });
    return performance.now() - before;
  });
  test.info().annotations.push({ type: 'measured', description: `${Math.round(took)} ms among 1,000 buckets` });
  await keyboard.press('Enter');
  await expect(app.page.getByRole('heading', { name: 'team-19-bucket-0499' })).toBeVisible();
  await expect(app.page).toHaveTitle(/Two/);

  await keyboard.press('ControlOrMeta+k');
  await keyboard.type('abort ticked');
  await expect(doors.found.first()).toContainText('Nothing is ticked.');
  await keyboard.press('Enter');
  await expect(doors.palette, 'what is off does nothing').toBeVisible();
  await keyboard.press('Escape');
  await expect(doors.palette).toBeHidden();
});
