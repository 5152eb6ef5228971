import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '../fixtures.ts';
import { violations } from '../pages/axe.ts';

/*
 * The app looks at an aborted upload again after an hour and after a day; the engine's own tests run those hours on a
 * clock of theirs. What can be shown here: an app that was closed meanwhile. While it is closed, the times in its record
 * are moved two hours back, as if it had been closed for so long.
 */
const key = 'renders/scene 42.exr';
const hour = 3_600_000;

function closedFor(dataDir: string, ms: number): void {
  const index = new DatabaseSync(join(dataDir, 'index.sqlite'));
  index.prepare('UPDATE watch SET ended_at = ended_at - ?, due_at = due_at - ?').run(ms, ms);
  index.close();
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    // The browser host forgets entered secrets when it ends, so the keys come from a profile.
    test('an upload that comes back after its proof is told of, and aborted again', async ({
      openApp,
      practice,
      dataDir,
    }) => {
      const { accessKeyId, secretAccessKey } = practice.store;
      const credentials = join(dataDir, 'aws-credentials');
      const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
      await writeFile(credentials, `[flow]\n${keys}`);
      const env = { AWS_SHARED_CREDENTIALS_FILE: credentials, AWS_CONFIG_FILE: join(dataDir, 'no-config') };
      const upload = practice.seed(key, [2048]);
      practice.seed('renders/scene 43.exr', [2048]);

      const first = await openApp({ env });
      await first.scan(practice.store, upload.bucket, { profile: 'flow' });
      await first.abort(key, 'renders/scene 43.exr');
      await expect(first.activity.verdict(key)).toHaveText('clear');
      await expect(first.activity.toggle).toContainText('Watching 2');
      await first.activity.watching.click();
      await expect(first.activity.watched).toHaveCount(2);
      await expect(first.activity.watched.first()).toContainText('next look in');
      await first.kill();

      // A part that was on its way all the time lands, and the store takes it.
      practice.behave({ inFlightParts: 'land' });
      practice.store.addPart(upload.bucket, key, upload.uploadId, { partNumber: 2, size: 4096 });
      expect(practice.fateOf(upload)).toEqual({ phase: 'open', parts: 1 });
      closedFor(dataDir, 2 * hour);

      const second = await openApp({ env });
      await expect(second.notices).toContainText('An aborted upload came back in leftovers');
      const screens = join(import.meta.dirname, '../reports/screens');
      await mkdir(screens, { recursive: true });
      const picture = (name: string) =>
        second.page.screenshot({ animations: 'disabled', path: join(screens, `${name}-${colorScheme}.png`) });
      await picture('10-came-back');
      expect(await violations(second)).toEqual([]);
      await second.notices.getByRole('button', { name: 'Show' }).click();
      await expect(second.notices).not.toContainText('came back');
      await expect(second.activity.verdict(key)).toHaveText('clear');
      await expect(second.activity.region).toContainText('1 upload came back');
      expect(practice.count('AbortMultipartUpload')).toBe(3);
      expect(practice.fateOf(upload)).toEqual({ phase: 'aborted', parts: 0 });
      await second.activity.watching.click();
      await expect(second.activity.watched).toHaveCount(2);
      await expect(second.activity.watched.filter({ hasText: key })).toContainText('came back once');
      await picture('11-watching');
      expect(await violations(second)).toEqual([]);
    });
  });
}
