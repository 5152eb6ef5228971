import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { states } from '../../renderer/testing/states.ts';
import { expect, test } from '../fixtures.ts';
import { dataOf, keepAnswers, saidOn } from '../support/words-on-screen.ts';

// Every state of every screen is opened in English, and then speaks a language that nobody does (shared/words/testing/pseudo.ts, in
// the place of German): whatever is readable then is not from the catalogue, or was kept from before.

const configFile = join(import.meta.dirname, '../../build/vite.pseudo-words.config.ts');
let vite: ViteDevServer;

test.beforeAll(async () => {
  // A folder of its own: one that finds the work of the other configuration would begin anew.
  const cacheDir = join(tmpdir(), 'loose-parts-vite', 'pseudo-words');
  vite = await createServer({ configFile, cacheDir, logLevel: 'error', server: { port: 0, strictPort: false } });
  await vite.listen();
});
test.afterAll(() => vite.close());

/** Figures and times as the formatters write them, which speak German then. */
const figures =
  /\d[\d,.]* (?:Byte|[KMGTP]i?B|s|min|ms)\b|(?:(?:in|vor) )?\d+ (?:Jahr|Monat|Tag|Stunde|Minute)(?:en?|n)?\b|gerade eben|in weniger als einer Minute|< 1 Minute|unbekannte Größe|\b(?:UTC|GMT|MEZ|MESZ)\b|(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\.? \d{4}/g;
/** Names that are the same in every language, keys, and examples of addresses. */
const names =
  /Loose Parts|\bCtrl\b|\bHTTP \d{3}\b|\b[0-9a-f]{32}\b|\bAlt\+\d|\b(?:AWS|CSV|JSON|PNG|SVG|SHA-256)\b|https?:\/\/[\w.:-]*example\.com[\w.:/-]*|arn:aws:iam::\d+:role\/name/g;

/** Run by the page, whose modules Vite serves by their paths. As the button does it, which not every state has. */
const speakTheOther = `import('/language.ts').then(({ speak }) => speak(document, 'de', navigator.language))`;

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
        // A screen's code comes file by file from Vite, which loads the page anew where it meets a library for the first time.
        await expect(async () => {
          const text = await page.evaluate(() => document.body.innerText);
          expect(text.replace(/\s+/g, ' ')).toContain(shows);
        }).toPass({ timeout: 60_000 });
        await page.evaluate(speakTheOther);
        await expect(page.locator('html')).toHaveAttribute('lang', 'de');
        const said = await saidOn(page);
        const data = await dataOf(page);
        const readable = said.flatMap(({ text, at }) => {
          const words = foreign(text, data);
          return words === null ? [] : [`${words} (${at})`];
        });
        expect.soft([...new Set(readable)], `${name} says`).toEqual([]);
      });
    }
  });
}
