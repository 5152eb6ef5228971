import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';
import { expect, test } from '../fixtures.ts';
import { App } from '../pages/app.ts';

// A large estate: 15 connections with 300 buckets each, on the double of the engine. Browser only: the double speaks HTTP.

const configFile = join(import.meta.dirname, '../../build/vite.fake-engine.config.ts');
/** Elements in the whole page; it was 33,500 where every bucket had its own. */
const mostElements = 2_000;
let vite: ViteDevServer;

test.beforeEach(async ({ page }) => {
  vite = await createServer({ configFile, logLevel: 'error', server: { port: 0, strictPort: false } });
  await vite.listen();
  await page.goto(`${vite.resolvedUrls?.local[0]}#token=estate`);
});
test.afterEach(async ({ page }) => {
  await page.close();
  await vite.close();
});

const ended = async (): Promise<void> => {};
const elements = (page: Page): Promise<number> => page.evaluate(() => document.querySelectorAll('*').length);

/** Whether a row lies within what is seen of the tree. */
async function isInView(app: App, row: Locator): Promise<boolean> {
  const [frame, box] = [await app.sidebar.tree.boundingBox(), await row.boundingBox()];
  return frame !== null && box !== null && box.y >= frame.y && box.y + box.height <= frame.y + frame.height + 1;
}

test('@browser 4,500 buckets are in few elements, on every screen', async ({ page }) => {
  test.slow();
  const app = new App(page, ended);
  await expect(app.sidebar.count).toHaveText('4,500 buckets in 15 connections');
  await expect(app.sidebar.entry('Studio 01')).toHaveAttribute('aria-expanded', 'true');
  await expect(app.sidebar.entry('studio-01-backups-001')).toBeVisible();
  for (const screen of ['Studio 01', 'studio-01-backups-001', 'All connections']) {
    await app.sidebar.open(screen);
    await expect(app.sidebar.here).toContainText(screen);
    await expect(app.sidebar.here).toBeVisible();
    expect(await elements(page), screen).toBeLessThan(mostElements);
  }
  // However far one scrolls, the page does not grow.
  await app.sidebar.tree.evaluate((tree) => {
    tree.scrollTop = tree.scrollHeight / 2;
  });
  await expect(app.sidebar.entry('Studio 01')).toHaveCount(0);
  await expect(app.sidebar.rows.filter({ hasText: /^studio-0[78]-/ }).first()).toBeVisible();
  expect(await elements(page)).toBeLessThan(mostElements);
});

test('@browser the tree is one stop of Tab, and its keys lead everywhere in it', async ({ page }) => {
  const app = new App(page, ended);
  const { sidebar } = app;
  const { keyboard } = page;
  await expect(sidebar.here).toContainText('Studio 01');
  await expect(sidebar.tree.locator('[tabindex="0"]')).toHaveCount(1);
  await sidebar.filter.focus();
  await keyboard.press('ArrowDown');
  await expect(sidebar.entry('Studio 01')).toBeFocused();
  await keyboard.press('ArrowRight');
  await expect(sidebar.entry('studio-01-backups-001')).toBeFocused();
  await keyboard.press('ArrowLeft');
  await expect(sidebar.entry('Studio 01')).toBeFocused();
  await keyboard.press('ArrowLeft');
  await expect(sidebar.entry('Studio 01')).toHaveAttribute('aria-expanded', 'false');
  await expect(sidebar.entry('Studio 01')).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(sidebar.entry('Studio 02')).toBeFocused();
  await keyboard.press('End');
  const last = sidebar.entry('studio-15-footage-300');
  await expect(last).toBeFocused();
  expect(await isInView(app, last)).toBe(true);
  await keyboard.press('Home');
  await expect(sidebar.entry('All connections')).toBeFocused();
  await keyboard.type('studio-09-footage-02');
  await expect(sidebar.entry('studio-09-footage-020')).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'studio-09-footage-020' })).toBeVisible();
  await expect(sidebar.here, 'the focus stays in the tree').toBeFocused();
  await expect(sidebar.tree.locator('[tabindex="0"]')).toHaveCount(1);
  // A row that scrolls out of view keeps the focus.
  await sidebar.tree.evaluate((tree) => {
    tree.scrollTop = 0;
  });
  await expect(sidebar.entry('All connections')).toBeVisible();
  await expect(sidebar.here).toBeFocused();
});

test('@browser what is collapsed stays so after a reload, and the bucket that one goes to is shown', async ({
  page,
}) => {
  const app = new App(page, ended);
  const { sidebar } = app;
  await sidebar.collapseAll.click();
  await expect(sidebar.rows).toHaveCount(16);
  await page.reload();
  await expect(sidebar.rows).toHaveCount(16);
  await expect(sidebar.entry('Studio 11')).toHaveAttribute('aria-expanded', 'false');

  await page.evaluate(() => {
    location.hash = '#/connections/studio-11/buckets/studio-11-footage-222';
  });
  const here = sidebar.entry('studio-11-footage-222');
  await expect(here).toHaveAttribute('aria-current', 'page');
  await expect.poll(() => isInView(app, here)).toBe(true);
  await page.reload();
  await expect(here).toHaveAttribute('aria-current', 'page');
  await expect.poll(() => isInView(app, here), 'after a reload as well').toBe(true);
  await expect(sidebar.entry('Studio 12'), 'nothing else is expanded').toHaveCount(0);
  await sidebar.tree.evaluate((tree) => {
    tree.scrollTop = tree.scrollHeight;
  });
  await expect(sidebar.entry('Studio 15')).toHaveAttribute('aria-expanded', 'false');
  await sidebar.expandAll.waitFor({ state: 'hidden' });
  // By the keyboard's digits as well: where one goes to is always in view.
  await page.keyboard.press('Alt+Digit2');
  await expect.poll(() => isInView(app, sidebar.entry('Studio 02'))).toBe(true);
});

test('@browser a filter finds buckets in every connection, collapsed or not', async ({ page }) => {
  const app = new App(page, ended);
  const { sidebar } = app;
  await sidebar.collapseAll.click();
  await sidebar.filter.fill('FOOTAGE-30');
  await expect(sidebar.count).toHaveText('15 of 4,500 buckets');
  await expect(sidebar.entry('studio-08-footage-300')).toBeVisible();
  await expect(sidebar.entry('Studio 08'), 'as many connections as have one').toHaveAttribute('aria-setsize', '15');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(sidebar.entry('studio-01-footage-300')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'studio-01-footage-300' })).toBeVisible();
  await sidebar.filter.fill('nothing of the kind');
  await expect(sidebar.count).toHaveText('0 of 4,500 buckets');
  await expect(sidebar.rows).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(sidebar.filter).toHaveValue('');
  await expect(sidebar.entry('Studio 01')).toBeVisible();
});

test('@browser the table of buckets draws what is in view, and its rows are reached by arrow keys', async ({
  page,
}) => {
  const app = new App(page, ended);
  const { keyboard } = page;
  await app.sidebar.open('All connections');
  await expect(app.overview).toHaveAttribute('aria-rowcount', '4502');
  await expect(app.overview.locator('tfoot')).toContainText('4,500 buckets');
  const names = app.overview.locator('[data-open]');
  await expect(app.overview.locator('tbody button[tabindex="0"]'), 'one stop of Tab').toHaveCount(1);
  const first = (await names.first().textContent()) ?? '';
  await names.first().focus();
  await keyboard.press('ArrowDown');
  await expect(names.nth(1)).toBeFocused();
  await keyboard.press('Home');
  await expect(names.first()).toBeFocused();
  await keyboard.press('End');
  await expect(names.last()).toBeFocused();
  expect(await names.last().textContent()).not.toBe(first);
  await expect(app.overview.getByRole('row').last(), 'the total stays in sight').toContainText('4,500 buckets');
  const last = (await names.last().textContent()) ?? '';
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: last })).toBeVisible();
  await page.goBack();
  await expect(names.filter({ hasText: last }), 'where one was, one comes back to').toBeVisible();
});
