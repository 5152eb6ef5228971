import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { denied } from '../../electron/practice/store.ts';
import { expect, test } from '../fixtures.ts';
import type { App } from '../pages/app.ts';
import { violations } from '../pages/axe.ts';
import { bucketName } from '../support/stores/practice.ts';

/** Pictures and the report go to the reports. */
const screens = join(import.meta.dirname, '../reports/screens');
test.beforeAll(() => mkdir(screens, { recursive: true }));

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
    const fields = JSON.stringify(order.filter((name) => name in line).map((name) => line[name]));
    hash = createHash('sha256').update(`${hash}\n${fields}`).digest('hex');
    expect(line.hash, `line ${line.sequence}`).toBe(hash);
  }
  return { lastHash: hash, lines: evidence.length };
}

test('a job’s record: found, checked, verified again, exported and reported', { tag: '@not-electron' }, async ({
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
  // By keyboard: from the sidebar into a job's record.
  await history.entry.press('Enter');
  await expect(history.rows).toHaveCount(1);
  await expect(history.rows).toContainText(['2 clear']);
  await expect(history.rows).toContainText('6.01 MiB');
  await history.search.fill('SCENE 42');
  await expect(history.main.getByText('1 job found')).toBeVisible();
  await history.search.fill('stubborn');
  await expect(history.main.getByText('No job matches “stubborn”.')).toBeVisible();
  await history.search.fill('clear');
  await expect(history.rows).toHaveCount(1);
  await history.rows.getByRole('button').press('Enter');

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
  const path = join(screens, 'report.html');
  await writeFile(path, report.text);
  const paper = await app.page.context().newPage();
  await paper.goto(`file://${path}`);
  await expect(paper.getByText('2 of 2')).toBeVisible();
  await expect(paper.getByText('6.01 MiB').first()).toBeVisible();
  await expect(paper.getByText(`${lines} lines`)).toBeVisible();
  await paper.close();
  for (const { text } of [json, csv, report]) expect(text).not.toContain(practice.store.secretAccessKey);
});

test('a plan is exported, opened again and started from its file', { tag: '@not-electron' }, async ({
  app,
  practice,
}) => {
  practice.seed('a.bin', [4096]);
  practice.seed('b.bin', [4096]);
  await app.scan(practice.store, bucketName);
  await expect(app.bucket.cleanUpAll).toHaveText('Clean up all 2 uploads…');
  await app.bucket.cleanUpAll.click();
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

/** Nothing is wrong with the screen as it is, and its picture is taken in both sizes. */
async function look(app: App, name: string): Promise<void> {
  expect(await violations(app), name).toEqual([]);
  for (const [width, height] of [
    [1440, 900],
    [1024, 700],
  ] as const) {
    await app.page.setViewportSize({ width, height });
    const path = join(screens, `history-${name}-${width}.png`);
    await app.page.screenshot({ animations: 'disabled', caret: 'hide', path });
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('an empty History, the bucket’s menu and the plan pass axe', async ({ app, practice }) => {
      practice.seed('footage/2024/clip-0001.mxf', [5 << 20, 5 << 20, 1024]);
      await app.scan(practice.store, bucketName);
      await app.history.open();
      await expect(app.history.main.getByText('Nothing has been cleaned up yet')).toBeVisible();
      await look(app, `${colorScheme}-empty`);
      await app.sidebar.open(bucketName);
      await app.bucket.more.click();
      await look(app, `${colorScheme}-menu`);
      await app.page.keyboard.press('Escape');
      await app.bucket.cleanUpAll.click();
      await expect(app.plan.start).toBeEnabled();
      await app.plan.dialog.getByRole('button', { name: 'Export…' }).click();
      await look(app, `${colorScheme}-plan`);
    });

    test('a job’s record passes axe', async ({ app, practice }) => {
      practice.seed('footage/2024/clip-0001.mxf', [5 << 20, 5 << 20, 1024]);
      practice.seed('reports/2024-q3.parquet', [4096]);
      await app.scan(practice.store, bucketName);
      practice.behave({ faults: [{ ...denied('ListParts'), key: 'reports/2024-q3.parquet', after: 1 }] });
      await app.abort('footage/2024/clip-0001.mxf', 'reports/2024-q3.parquet');
      await expect(app.activity.verdict('footage/2024/clip-0001.mxf')).toHaveText('clear');
      await expect(app.activity.verdict('reports/2024-q3.parquet')).toHaveText('unverified');
      await app.activity.close();
      await app.history.open();
      await expect(app.history.rows).toHaveCount(1);
      await look(app, `${colorScheme}-jobs`);
      await app.history.openJob(bucketName);
      await app.history.item('reports/2024-q3.parquet').getByRole('button', { name: 'Verify' }).click();
      await expect(app.history.sentence).toContainText('s3:ListMultipartUploadParts');
      await app.history.export.click();
      await look(app, `${colorScheme}-record`);
      await app.page.keyboard.press('Escape');
      await app.history.show('Evidence');
      await expect(app.history.evidence).toContainText('AbortMultipartUpload');
      await look(app, `${colorScheme}-evidence`);
    });
  });
}
