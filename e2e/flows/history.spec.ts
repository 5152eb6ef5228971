import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { expect, test } from '../fixtures.ts';
import { violations } from '../pages/axe.ts';
import { bucketName } from '../stores/practice.ts';

const fileSchema = z.object({
  howToCheck: z.string(),
  job: z.object({ bytesFreed: z.number() }),
  items: z.array(z.looseObject({ key: z.string(), verdict: z.string() })),
  evidence: z.array(z.looseObject({ sequence: z.number(), operation: z.string(), hash: z.string() })),
});

/** The last hash of a file's chain, recomputed from nothing but the file. */
function recompute(text: string): { lastHash: string; lines: number } {
  const { howToCheck, evidence } = fileSchema.parse(JSON.parse(text));
  const order = /\[([^\]]+)\]/.exec(howToCheck)?.[1]?.split(', ') ?? [];
  let hash = '0'.repeat(64);
  for (const line of evidence) {
    const fields = JSON.stringify(order.map((name) => line[name]));
    hash = createHash('sha256').update(`${hash}\n${fields}`).digest('hex');
    expect(line.hash, `line ${line.sequence}`).toBe(hash);
  }
  return { lastHash: hash, lines: evidence.length };
}

test('a job’s record: found, checked, verified again, exported and reported', { tag: '@browser' }, async ({
  app,
  practice,
}) => {
  const hostile = '=1+1 <script>alert(1)</script>\u0001.bin';
  const shown = '=1+1 <script>alert(1)</script>␁.bin';
  practice.seed(hostile, [6 << 20, 1024]);
  practice.seed('renders/scene 42.exr', [4096, 4096]);
  await app.scan(practice.store, bucketName);
  await app.abort(shown, 'renders/scene 42.exr');
  await expect(app.activity.verdict(shown)).toHaveText('clear');
  await expect(app.activity.verdict('renders/scene 42.exr')).toHaveText('clear');
  await app.activity.close();

  const { history } = app;
  await history.open();
  await expect(history.rows).toHaveCount(1);
  await expect(history.rows).toContainText(['2 clear']);
  await expect(history.rows).toContainText('6.01 MiB');
  await history.search.fill('SCENE 42');
  await expect(history.main.getByText('1 job found')).toBeVisible();
  await history.search.fill('stubborn');
  await expect(history.main.getByText('No job matches “stubborn”.')).toBeVisible();
  await history.search.fill('clear');
  await history.openJob(bucketName);

  await expect(history.chain).toHaveText(/^Evidence intact: \d+ lines$/);
  const lines = Number(/\d+/.exec((await history.chain.textContent()) ?? '')?.[0]);
  await history.item(shown).getByRole('button', { name: 'Verify' }).click();
  await expect(history.sentence).toContainText('No parts and not listed, in two looks.');
  await history.show('Evidence');
  await expect(history.evidence).toHaveAttribute('aria-rowcount', String(lines + 1));
  await expect(history.evidence.getByRole('row').nth(1)).toContainText(
    /sent(ListParts|ListMultipartUploads|HeadObject)/,
  );

  const json = await history.save(/JSON/);
  expect(json.fileName).toMatch(new RegExp(`^loose-parts-${bucketName}-.*-evidence\\.json$`));
  const chain = recompute(json.text);
  expect(chain.lines).toBe(lines);
  const file = fileSchema.parse(JSON.parse(json.text));
  expect(file.items.map(({ key }) => key).toSorted()).toEqual([hostile, 'renders/scene 42.exr'].toSorted());
  const aborts = file.evidence.filter(({ operation, kind }) => operation === 'AbortMultipartUpload' && kind === 'sent');
  expect(aborts).toHaveLength(practice.count('AbortMultipartUpload'));

  const csv = await history.save(/CSV/);
  expect(csv.text).toContain("'=1+1 <script>");
  expect(csv.text.split('\r\n').filter((line) => line.startsWith('evidence,'))).toHaveLength(lines);

  const report = await history.save(/Report/);
  expect(report.fileName).toMatch(/-report\.html$/);
  expect(report.text).toContain(chain.lastHash);
  const path = join(import.meta.dirname, '../reports/screens/report.html');
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, report.text);
  const paper = await app.page.context().newPage();
  await paper.goto(`file://${path}`);
  await expect(paper.getByText('2 of 2')).toBeVisible();
  await expect(paper.getByText('6.01 MiB').first()).toBeVisible();
  await expect(paper.getByText(`${lines} lines`)).toBeVisible();
  await paper.close();
  for (const { text } of [json, csv, report]) expect(text).not.toContain(practice.store.secretAccessKey);
});

test('a plan is exported, opened again and started from its file', { tag: '@browser' }, async ({ app, practice }) => {
  practice.seed('a.bin', [4096]);
  practice.seed('b.bin', [4096]);
  await app.scan(practice.store, bucketName);
  await app.bucket.more.click();
  await app.page.getByRole('menuitem', { name: 'Clean up all 2 uploads…' }).click();
  await expect(app.plan.start).toBeEnabled();
  const exportPlan = app.plan.dialog.getByRole('button', { name: 'Export…' });
  const json = await app.history.save(/JSON/, exportPlan);
  const csv = await app.history.save(/CSV/, exportPlan);
  expect(csv.text.split('\r\n')).toHaveLength(4);
  await app.page.keyboard.press('Escape');
  await expect(app.plan.dialog).toBeHidden();

  const open = (text: string) =>
    app.bucket.planFile.setInputFiles({ name: 'plan.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await open(json.text.replace(`"bucket":"${bucketName}"`, '"bucket":"another"'));
  await expect(app.plan.dialog.getByRole('alert')).toContainText(`for the bucket another, not for ${bucketName}`);
  await app.page.keyboard.press('Escape');
  await expect(app.plan.dialog).toBeHidden();
  await open(json.text);
  await expect(app.plan.dialog).toContainText('2 uploads');
  await app.startCleanUp();
  await expect(app.activity.verdict('a.bin')).toHaveText('clear');
  await expect(app.activity.verdict('b.bin')).toHaveText('clear');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('History passes axe and has its pictures', async ({ app }) => {
      const folder = join(import.meta.dirname, '../reports/screens');
      await mkdir(folder, { recursive: true });
      const look = async (name: string): Promise<void> => {
        expect(await violations(app), name).toEqual([]);
        for (const [width, height] of [
          [1024, 700],
          [1440, 900],
        ] as const) {
          await app.page.setViewportSize({ width, height });
          const path = join(folder, `history-${name}-${width}-${colorScheme}.png`);
          await app.page.screenshot({ animations: 'disabled', caret: 'hide', path });
        }
      };

      await app.welcome.tryPractice.click();
      await app.history.open();
      await expect(app.history.main.getByText('Nothing has been cleaned up yet')).toBeVisible();
      await look('empty');
      for (const bucket of ['no-look-inside', 'nightly-backups']) {
        await app.sidebar.open(bucket);
        await app.bucket.scanWhole();
        await app.bucket.more.click();
        if (bucket === 'nightly-backups') await look('menu');
        await app.page.getByRole('menuitem', { name: /^Clean up all/ }).click();
        await expect(app.plan.start).toBeEnabled();
        if (bucket === 'nightly-backups') await look('plan');
        await app.startCleanUp();
        await app.activity.close();
      }
      await app.history.open();
      await expect(app.history.rows).toHaveCount(2);
      await look('jobs');
      await app.history.openJob('no-look-inside');
      await expect(app.history.items.getByText('unverified').first()).toBeVisible();
      await app.history.items.getByRole('button', { name: 'Verify' }).first().click();
      await expect(app.history.sentence).not.toBeEmpty();
      await look('verified');
      await app.history.export.click();
      await look('export');
      await app.page.keyboard.press('Escape');
      await app.history.show('Evidence');
      await expect(app.history.evidence).toContainText('AbortMultipartUpload');
      await look('evidence');
    });
  });
}
