import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';
import { speakGerman, states } from '../../renderer/testing/states.ts';
import { expect, test } from '../fixtures.ts';

// Every state of every screen on the double of the engine, by the links of `npm run states`. A state is there once its text is;
// nothing on the way may throw, complain on the console, or ask for a call that the double does not know. In the smallest
// window nothing has to be scrolled sideways.

/** The smallest window that the app is made for, an ordinary one, and a large screen. */
const sizes = [
  [1024, 700],
  [1440, 900],
  [3840, 2160],
] as const;
const looks = [
  ['light', { colorScheme: 'light', forcedColors: 'none' }],
  ['dark', { colorScheme: 'dark', forcedColors: 'none' }],
  ['forced', { colorScheme: 'light', forcedColors: 'active' }],
] as const;

/** A picture in every size and look; the page is then as it was. @param path without its ending */
async function takePictures(page: Page, path: string): Promise<void> {
  const before = page.viewportSize();
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    for (const [look, media] of looks) {
      await page.emulateMedia(media);
      await page.screenshot({ path: `${path}-${width}-${look}.png`, animations: 'disabled' });
    }
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null });
  if (before) await page.setViewportSize(before);
}

/** Nothing has to be scrolled sideways in the smallest window, once the grids in it were measured; the page is then as it was. */
async function expectNothingBeside(page: Page, state: string): Promise<void> {
  const before = page.viewportSize();
  const [width, height] = sizes[0];
  await page.setViewportSize({ width, height });
  const beside = (): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll('main, main *, [role="dialog"] *')]
        .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX))
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
        .map(({ className, scrollWidth, clientWidth }) => `${className}: ${scrollWidth} in ${clientWidth} px`),
    );
  await expect.poll(beside, { message: state }).toEqual([]);
  if (before) await page.setViewportSize(before);
}

const configFile = join(import.meta.dirname, '../../build/vite.fake-engine.config.ts');
let vite: ViteDevServer;
let origin: string;

test.beforeAll(async () => {
  vite = await createServer({ configFile, logLevel: 'error', server: { port: 0, strictPort: false } });
  await vite.listen();
  origin = vite.resolvedUrls?.local[0] ?? '';
});
test.afterAll(() => vite.close());

test('@browser the list of states leads to every one of them', async ({ page }) => {
  await page.goto(`${origin}states`);
  const links = await page.getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(links).toEqual(states.map(({ name, scene }) => `/?state=${name}#token=${scene}`));
});

test('@browser in the smallest window no sum of the overview is cut off, and a job of History is a few lines high', async ({
  page,
}) => {
  const [width, height] = sizes[0];
  await page.setViewportSize({ width, height });
  const open = async (wanted: string): Promise<void> => {
    const state = states.find(({ name }) => name === wanted);
    if (!state) throw new Error(`There is no state ${wanted}`);
    await page.goto(`${origin}?state=${state.name}#token=${state.scene}`);
    await expect(page.getByText(state.shows).filter({ visible: true }).first()).toBeVisible();
  };
  await open('overview');
  const sums = page.getByRole('table', { name: 'Buckets' }).locator('tfoot td');
  await expect(sums.filter({ hasText: '1,004,561' }).first()).toBeVisible();
  const cut = await sums.evaluateAll((cells) =>
    cells.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ textContent }) => textContent),
  );
  expect(cut).toEqual([]);

  await open('history');
  const jobs = page.getByRole('table', { name: 'History' }).locator('tbody tr');
  await expect(jobs).not.toHaveCount(0);
  // Of every verdict there is one.
  for (const { height: high } of await jobs.evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect()))) {
    expect(high).toBeLessThan(115);
  }
  await expect(jobs.first()).toContainText('Film archive');
});

test('@browser in a window of 3840 px no time in a grid is cut off', async ({ page }) => {
  await page.setViewportSize({ width: 3840, height: 2160 });
  const state = states.find(({ name }) => name === 'details');
  if (!state) throw new Error('There is no state details');
  await page.goto(`${origin}?state=${state.name}#token=${state.scene}`);
  await expect(page.getByText(state.shows).filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Parts' }).getByRole('gridcell').first()).toBeVisible();
  const times = page.getByRole('gridcell').filter({ hasText: /ago$/ });
  await expect(times).not.toHaveCount(0);
  const cut = await times.evaluateAll((cells) =>
    cells
      .filter((cell) =>
        [cell, ...cell.querySelectorAll('*')].some(
          (box) => getComputedStyle(box).overflowX !== 'visible' && box.scrollWidth > box.clientWidth,
        ),
      )
      .map(({ textContent }) => textContent),
  );
  expect(cut).toEqual([]);
});

// One page for the states of a screen: what it has loaded it need not load again.
for (const [screen, itsStates] of Map.groupBy(states, ({ name }) => name.split('-')[0])) {
  test(`@browser every state of ${screen}`, async ({ page }) => {
    test.slow();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
    page.on('console', (message) => {
      // A call that fails as it should is an HTTP error, and the browser notes it.
      const failedCall =
        message.text().startsWith('Failed to load resource') && message.location().url.includes('/rpc/');
      if (message.type() === 'error' && !failedCall) problems.push(message.text());
    });
    page.on('response', (response) => {
      if (response.status() === 404) problems.push(`404: ${response.url()}`);
    });
    // A state begins with nothing kept of the one before.
    await page.addInitScript(() => sessionStorage.clear());
    for (const { name, scene, shows } of itsStates) {
      await test.step(name, async () => {
        await page.goto(`${origin}?state=${name}#token=${scene}`);
        // A screen's code comes file by file from Vite, and the sidebar may say the same before it is there.
        await expect(page.getByRole('main')).not.toBeEmpty();
        await expect(page.getByText(shows).filter({ visible: true }).first()).toBeVisible();
        await expect(page.getByText('This part of the page failed')).toHaveCount(0);
        expect(problems, name).toEqual([]);
        await expectNothingBeside(page, name);
        if (process.env.STATES_SCREENSHOTS) {
          await takePictures(page, join(process.env.STATES_SCREENSHOTS, `${name}-en`));
          await page.evaluate((event) => dispatchEvent(new Event(event)), speakGerman);
          await expect(page.locator('html')).toHaveAttribute('lang', 'de');
          await takePictures(page, join(process.env.STATES_SCREENSHOTS, `${name}-de`));
        }
      });
    }
  });
}
