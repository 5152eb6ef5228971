import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';
import { states } from '../../renderer/testing/states.ts';
import { plainText } from '../../shared/words/testing/pseudo.ts';
import { expect, test } from '../fixtures.ts';
import { dataOf, keepAnswers, saidOn, withoutRoom } from '../support/words-on-screen.ts';

// Every state of every screen in a language that nobody speaks (shared/words/testing/pseudo.ts): whatever is readable there is not
// from the catalogue, and whatever has no room for a third more than English has none for German.

const build = join(import.meta.dirname, '../../build');
let english: ViteDevServer;
let pseudo: ViteDevServer;

async function serve(config: string): Promise<ViteDevServer> {
  const configFile = join(build, config);
  // Each its own: one that finds the other's work would begin anew.
  const cacheDir = join(tmpdir(), 'loose-parts-vite', config);
  const vite = await createServer({ configFile, cacheDir, logLevel: 'error', server: { port: 0, strictPort: false } });
  await vite.listen();
  return vite;
}
test.beforeAll(async () => {
  english = await serve('vite.fake-engine.config.ts');
  pseudo = await serve('vite.pseudo-words.config.ts');
});
test.afterAll(async () => {
  await english.close();
  await pseudo.close();
});

/** Figures and times as the formatters write them, which speak a language of their own. */
const figures =
  /\d[\d,.]* (?:bytes?|[KMGTP]i?B|s|min|ms)\b|(?:in )?\d+ (?:year|month|day|hour|minute)s?\b(?: ago)?|just now|in less than a minute|< 1 minute|unknown size|\b(?:UTC|GMT)\b|(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec) \d{4}/g;
/** Names that are the same in every language, keys, and examples of addresses. */
const names =
  /Loose Parts|\bCtrl\b|\bAlt\+\d|\b(?:AWS|CSV|JSON|PNG|SVG|SHA-256)\b|https?:\/\/[\w.:-]*example\.com[\w.:/-]*|arn:aws:iam::\d+:role\/name/g;

/** The strip's sentence, which is whole where the strip is open. */
const cutByDesign = /span\._sentence_/;

/** What of a text is neither of the catalogue nor data: words of plain letters. */
function foreign(text: string, data: readonly string[]): string | null {
  let rest = text;
  for (const each of data) rest = rest.replaceAll(each, ' ');
  rest = rest.replace(figures, ' ').replace(names, ' ');
  return /[a-z]{2}/i.test(rest) ? rest.replace(/\s+/g, ' ').trim() : null;
}

async function open(page: Page, vite: ViteDevServer, name: string, scene: string, shows: string): Promise<void> {
  await page.goto(`${vite.resolvedUrls?.local[0]}?state=${name}#token=${scene}`);
  await expect
    .poll(async () => plainText(await page.evaluate(() => document.body.innerText)).replace(/\s+/g, ' '))
    .toContain(shows);
}

for (const [screen, itsStates] of Map.groupBy(states, ({ name }) => name.split('-')[0])) {
  test(`@browser every state of ${screen} says nothing but the catalogue, and has room for more`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.addInitScript(() => sessionStorage.clear());
    await keepAnswers(page);
    for (const { name, scene, shows } of itsStates) {
      await test.step(name, async () => {
        await open(page, english, name, scene, shows);
        const before = await withoutRoom(page);
        await open(page, pseudo, name, scene, shows);
        const said = await saidOn(page);
        expect(said.length).toBeGreaterThan(1);
        const data = await dataOf(page);
        const readable = said.flatMap(({ text, at }) => {
          const words = foreign(text, data);
          return words === null ? [] : [`${words} (${at})`];
        });
        expect.soft([...new Set(readable)], `${name} says`).toEqual([]);
        const worse = [...(await withoutRoom(page))].filter(
          ([what, count]) => count > (before.get(what) ?? 0) && !cutByDesign.test(what),
        );
        expect.soft(worse, `${name} has no room for`).toEqual([]);
      });
    }
  });
}
