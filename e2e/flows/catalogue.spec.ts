import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type PreviewServer, preview } from 'vite';
import { speakGerman, states } from '../../renderer/testing/states.ts';
import { expect, test } from '../fixtures.ts';
import { crampedOn } from '../support/room-on-screen.ts';
import { dataOf, keepAnswers, saidOn } from '../support/words-on-screen.ts';

// Every state of every screen is opened in English, and then speaks a language that nobody does (shared/words/testing/pseudo.ts, in
// the place of German): whatever is readable then is not from the catalogue, or was kept from before. Its words are longer by a
// third, as other languages' are: in the smallest window none may be cut off.

// The page is built once, and not served from its sources: a page then takes a moment, and not hundreds of files. All states in
// one worker, which builds it.
test.describe.configure({ mode: 'default' });
// A failure names what is wrong by itself; a trace of every state costs more than the states.
test.use({ trace: 'off', viewport: { width: 1440, height: 900 } });

const configFile = join(import.meta.dirname, '../../build/vite.pseudo-words.config.ts');
const smallest = { width: 1024, height: 700 };
let folder: string;
let server: PreviewServer;
let origin: string;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-pseudo-'));
  const options = {
    configFile,
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true, minify: false },
  } as const;
  await build(options);
  server = await preview({ ...options, preview: { port: 0, strictPort: false } });
  origin = server.resolvedUrls?.local[0] ?? '';
});
test.afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Figures and times as the formatters write them, which speak German then. */
const figures =
  /\d[\d,.]* (?:Byte|[KMGTP]i?B|s|min|ms)\b|(?:(?:in|vor) )?\d+ (?:Jahr|Monat|Tag|Stunde|Minute)(?:en?|n)?\b|gerade eben|in weniger als einer Minute|< 1 Minute|unbekannte Größe|\b(?:UTC|GMT|MEZ|MESZ)\b|(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\.? \d{4}/g;
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
  test(`@browser every state of ${screen} says nothing but the catalogue, and has room for it`, async ({ page }) => {
    test.slow();
    await page.addInitScript(() => sessionStorage.clear());
    await keepAnswers(page);
    for (const { name, scene, shows } of itsStates) {
      await test.step(name, async () => {
        await page.setViewportSize({ width: 1440, height: 900 });
        await page.goto(`${origin}?state=${name}#token=${scene}`);
        await expect
          .poll(async () => (await page.evaluate(() => document.body.innerText)).replace(/\s+/g, ' '))
          .toContain(shows);
        await page.evaluate((event) => dispatchEvent(new Event(event)), speakGerman);
        await expect(page.locator('html')).toHaveAttribute('lang', 'de');
        const said = await saidOn(page);
        const data = await dataOf(page);
        const readable = said.flatMap(({ text, at }) => {
          const words = foreign(text, data);
          return words === null ? [] : [`${words} (${at})`];
        });
        expect.soft([...new Set(readable)], `${name} says`).toEqual([]);
        await page.setViewportSize(smallest);
        // Grids measure their columns anew.
        await expect.soft
          .poll(() => crampedOn(page), { message: `${name} has no room for`, timeout: 2_000 })
          .toEqual([]);
      });
    }
  });
}
