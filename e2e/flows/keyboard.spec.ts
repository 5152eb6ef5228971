import { expect, test } from '../fixtures.ts';
import { connectionTo } from '../pages/app.ts';
import { tabTo } from '../pages/keyboard.ts';

test('from the first screen to a proved abort by keyboard alone', async ({ app, practice }) => {
  const { keyboard } = app.page;
  const upload = practice.seed('by keyboard.bin', [4096]);
  const type = async (name: string, text: string): Promise<void> => {
    await tabTo(app.page, app.form.field(name));
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type(text);
  };

  await expect(app.welcome.addConnection).toBeVisible();
  await tabTo(app.page, app.welcome.addConnection);
  await keyboard.press('Enter');
  await expect(app.form.field('Name')).toBeFocused();
  const fields = connectionTo(practice.store);
  await type('Name', fields.name);
  await type('Endpoint URL', fields.endpointUrl);
  await type('Access key ID', fields.accessKeyId ?? '');
  await type('Secret access key', fields.secretAccessKey ?? '');
  await tabTo(app.page, app.form.section('Time limits'));
  await keyboard.press('Enter');
  await type('Quiet interval (seconds)', '1');
  await keyboard.press('Enter');
  await expect(app.form.dialog).toBeHidden();

  await expect(app.sidebar.entry(upload.bucket)).toBeVisible();
  // One stop of Tab for the whole tree: on the connection that is shown. Its keys lead to the bucket.
  await tabTo(app.page, app.sidebar.here);
  await keyboard.press('ArrowRight');
  await expect(app.sidebar.entry(upload.bucket)).toBeFocused();
  await keyboard.press('Enter');
  await expect(app.bucket.scan).toBeVisible();
  await tabTo(app.page, app.bucket.scan);
  await keyboard.press('Enter');
  await expect(app.bucket.row(upload.key)).toBeVisible();
  await tabTo(app.page, app.bucket.grid);
  await keyboard.press('ArrowDown');
  await keyboard.press(' ');
  await expect(app.bucket.row(upload.key)).toHaveAttribute('aria-selected', 'true');
  await tabTo(app.page, app.bucket.abort);
  await keyboard.press('Enter');
  await expect(app.plan.start).toBeEnabled();
  await tabTo(app.page, app.plan.start);
  await keyboard.press('Enter');
  await expect(app.plan.dialog).toBeHidden();
  await expect(app.activity.verdict(upload.key)).toHaveText('clear');
  expect(practice.fateOf(upload).phase).toBe('aborted');
});
