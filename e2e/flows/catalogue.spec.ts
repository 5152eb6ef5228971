import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { states } from '../../renderer/testing/states.ts';
import { plainText } from '../../shared/words/testing/pseudo.ts';
import { expect, test } from '../fixtures.ts';
import { dataOf, keepAnswers, type Said, saidOn } from '../support/words-on-screen.ts';

// Every state of every screen in a language that nobody speaks (shared/words/testing/pseudo.ts): whatever is readable there is not
// from the catalogue.

const configFile = join(import.meta.dirname, '../../build/vite.pseudo-words.config.ts');
let vite: ViteDevServer;

test.beforeAll(async () => {
  // A folder of its own: one that finds the work of the other configuration would begin anew.
  const cacheDir = join(tmpdir(), 'loose-parts-vite', 'pseudo-words');
  vite = await createServer({ configFile, cacheDir, logLevel: 'error', server: { port: 0, strictPort: false } });
  await vite.listen();
});
test.afterAll(() => vite.close());

/** Figures and times as the formatters write them, which speak a language of their own. */
const figures =
  /\d[\d,.]* (?:bytes?|[KMGTP]i?B|s|min|ms)\b|(?:in )?\d+ (?:year|month|day|hour|minute)s?\b(?: ago)?|just now|in less than a minute|< 1 minute|unknown size|\b(?:UTC|GMT)\b|(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec) \d{4}/g;
/** Names that are the same in every language, keys, and examples of addresses. */
const names =
  /Loose Parts|\bCtrl\b|\bHTTP \d{3}\b|\b[0-9a-f]{32}\b|\bAlt\+\d|\b(?:AWS|CSV|JSON|PNG|SVG|SHA-256)\b|https?:\/\/[\w.:-]*example\.com[\w.:/-]*|arn:aws:iam::\d+:role\/name/g;

/** What of a text is neither of the catalogue nor data: words of plain letters. */
function foreign(text: string, data: readonly string[]): string | null {
  let rest = text;
  for (const each of data) rest = rest.replaceAll(each, ' ');
  rest = rest.replace(figures, ' ').replace(names, ' ');
  return /[a-z]{2}/i.test(rest) ? rest.replace(/\s+/g, ' ').trim() : null;
}

for (const [screen, itsStates] of Map.groupBy(states, ({ name }) => name.split('-')[0])) {
  test(`@browser every state of ${screen} says nothing but the catalogue`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.addInitScript(() => sessionStorage.clear());
    await keepAnswers(page);
    for (const { name, scene, shows } of itsStates) {
      await test.step(name, async () => {
        // Vite may load the page anew just then, which ends this.
        await expect(() => page.goto(`${vite.resolvedUrls?.local[0]}?state=${name}#token=${scene}`)).toPass();
        let said: Said[] = [];
        let data: string[] = [];
        // A screen's code comes file by file from Vite, which loads the page anew where it meets a library for the first time.
        await expect(async () => {
          const text = await page.evaluate(() => document.body.innerText);
          expect(plainText(text).replace(/\s+/g, ' ')).toContain(shows);
          said = await saidOn(page);
          data = await dataOf(page);
        }).toPass({ timeout: 60_000 });
        const readable = said.flatMap(({ text, at }) => {
          const words = foreign(text, data);
          return words === null ? [] : [`${words} (${at})`];
        });
        expect.soft([...new Set(readable)], `${name} says`).toEqual([]);
      });
    }
  });
}
