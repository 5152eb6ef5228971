import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { denied } from '../../electron/practice/store.ts';
import { expect, test } from '../fixtures.ts';
import { App } from '../pages/app.ts';
import { beginStubbornJob } from '../support/stubborn-job.ts';

// A person reads German, and sends the log on to somebody who may not: it stays English, whatever fails.

const key = 'renders/scene 42.exr';

/** German letters and words, which no line of the log has. */
const german = /[äöüßÄÖÜ]|\b(?:der|die|das|und|nicht|kein\w*|ist|sind|wird|wurde|konnte|liegt)\b/;

test('@desktop a German session through failures leaves its log and its diagnostics in English', async ({
  openDesktop,
  practice,
  dataDir,
}) => {
  const first = await openDesktop();
  const english = new App(first.page(), first.kill);
  await beginStubbornJob(english, practice, { key, seconds: 5 });
  await english.page.getByRole('button', { name: 'Language', exact: true }).click();
  await english.page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await expect(english.page.locator('html')).toHaveAttribute('lang', 'de');
  await first.kill();

  // German from the start on. The store refuses to abort and to list, and a file of the app's own is damaged.
  practice.behave({ faults: [denied('AbortMultipartUpload'), denied('ListMultipartUploads')] });
  await writeFile(join(dataDir, 'window.json'), '{ "bounds": ');
  const second = await openDesktop({ world: { answers: [0] } });
  const page = second.page();
  await expect(page.getByRole('alert')).toContainText('Die Datei mit Platz und Farbschema des Fensters konnte nicht');
  const notices = page.getByRole('status', { name: 'Hinweise' });
  await expect(notices).toContainText('Aufräumen von leftovers beendet');
  await expect(notices).toContainText('1 abgelehnt');
  await page.getByRole('treeitem', { name: /leftovers/ }).click();
  await page.getByRole('main').getByRole('button', { name: 'Scannen', exact: true }).click();
  await expect(page.getByRole('main')).toContainText('Kein Zugriff');

  second.act({ kind: 'menu', label: 'Diagnose kopieren …' });
  await expect.poll(() => second.calls('clipboard.writeText')).toHaveLength(1);
  const [[diagnostics]] = z.tuple([z.tuple([z.string()])]).parse(second.calls('clipboard.writeText'));
  const log = readFileSync(join(dataDir, 'logs/loose-parts.log'), 'utf8');
  for (const text of [log, diagnostics]) {
    expect(text).toContain('The file of the window’s place and theme could not be read');
    expect(text.split('\n').filter((line) => german.test(line))).toEqual([]);
  }
});
