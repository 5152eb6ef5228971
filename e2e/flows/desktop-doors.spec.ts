import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { App } from '../pages/app.ts';

// What a hostile script in the built page reaches, and where the app's ways out lead, on the double of Electron. Chromium's
// own sandbox, and the origin `app:`, are not part of that.

const signIn = 'https://device.sso.eu-central-1.amazonaws.com/?user_code=ABCD-EFGH';

test.describe('@desktop the page', () => {
  test('sees nothing of Electron, of Node or of the preload script', async ({ openDesktop }) => {
    const desktop = await openDesktop();
    const page = desktop.page();
    await expect(page.getByRole('main')).toBeVisible();
    const seen = await page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const ordinary = new Set(Object.getOwnPropertyNames(frame.contentWindow ?? {}));
      frame.remove();
      return {
        added: Object.getOwnPropertyNames(window).filter((name) => !ordinary.has(name) && !/^\d+$/.test(name)),
        node: [
          typeof Reflect.get(window, 'require'),
          typeof Reflect.get(window, 'process'),
          typeof Reflect.get(window, 'Buffer'),
        ],
      };
    });
    // The nonce for the styles of dialogs (renderer/main.tsx) is the page's own.
    expect(seen).toEqual({ added: ['__webpack_nonce__'], node: ['undefined', 'undefined', 'undefined'] });
  });

  test('gets a port for itself alone, however it asks', async ({ openDesktop }) => {
    const desktop = await openDesktop();
    const page = desktop.page();
    await expect(page.getByRole('main')).toBeVisible();
    const given = () => desktop.calls('frame.postMessage').length;
    expect(given()).toBe(1);
    const answer = await page.evaluate(() => {
      const heard = new Promise<string>((resolve) => {
        addEventListener('message', ({ data, ports, source, origin }) => {
          if (ports.length > 0) resolve(`${String(data)} ${source === window} ${origin === location.origin}`);
        });
      });
      // As no page of ours asks: with an object, by the answer's own name, out of a frame.
      postMessage({ 0: 'loose-parts:connect' }, location.origin);
      postMessage('loose-parts:port', location.origin);
      const frame = document.createElement('iframe');
      document.body.append(frame);
      frame.contentWindow?.postMessage('loose-parts:connect', '*');
      // And as it does: by the answer to this, all before it would have had theirs.
      postMessage('loose-parts:connect', location.origin);
      return heard;
    });
    expect(answer).toBe('loose-parts:port true true');
    expect(given()).toBe(2);
  });

  test('goes nowhere else, and opens nothing', async ({ openDesktop, dataDir }) => {
    const desktop = await openDesktop();
    const page = desktop.page();
    await expect(page.getByRole('main')).toBeVisible();
    const refusals = () => readFileSync(join(dataDir, 'logs/loose-parts.log'), 'utf8').match(/"what":"[\w ]+"/g) ?? [];
    await page.evaluate(() => {
      location.href = 'https://example.com/';
    });
    await expect.poll(refusals).toEqual(['"what":"navigation"']);
    await page.evaluate(() => {
      open('https://example.com/');
    });
    await expect.poll(refusals).toContain('"what":"new window"');
    await page.evaluate(() => {
      open('https://device.sso.eu-central-1.amazonaws.com.evil.example/');
    });
    await expect.poll(() => refusals().filter((what) => what.includes('new window'))).toHaveLength(2);
    // Still there, and the same document.
    await expect(page.getByRole('main')).toBeVisible();
    await expect.poll(() => page.context().pages().length).toBe(1);
    expect(desktop.calls('shell.openExternal')).toEqual([]);
  });

  test('leads to a sign-in page in the person’s own browser', async ({ openDesktop }) => {
    const desktop = await openDesktop();
    const page = desktop.page();
    await expect(page.getByRole('main')).toBeVisible();
    await page.evaluate((url) => {
      const link = Object.assign(document.createElement('a'), { href: url, target: '_blank', rel: 'noreferrer' });
      document.body.append(link);
      link.click();
    }, signIn);
    await expect.poll(() => desktop.calls('shell.openExternal')).toEqual([[signIn]]);
    // Chromium opens the double's page for a moment before the double, as Electron would at once, closes it again.
    await expect.poll(() => page.context().pages().length).toBe(1);
  });

  test('saves what it made, and nothing from elsewhere', async ({ openDesktop }) => {
    const desktop = await openDesktop({ args: ['--practice'] });
    const page = desktop.page();
    const app = new App(page, desktop.kill);
    await app.sidebar.open('nightly-backups');
    await page.evaluate(() => {
      const url = URL.createObjectURL(new Blob(['made here']));
      Object.assign(document.createElement('a'), { href: url, download: 'made.txt' }).click();
    });
    const allowed = { url: expect.stringMatching(/^blob:app:\/\/loose-parts\//), allowed: true };
    await expect.poll(desktop.downloads).toEqual([allowed]);
    await page.evaluate(() => {
      Object.assign(document.createElement('a'), { href: 'data:text/html,x', download: 'from-elsewhere.html' }).click();
    });
    await expect.poll(desktop.downloads).toEqual([allowed, { url: 'data:text/html,x', allowed: false }]);
  });
});

test.describe('@desktop a script in the page', () => {
  test.use({ refused: /^This document requires 'Trusted(HTML|Script|ScriptURL)' assignment/ });

  test('makes no markup and no script of text', async ({ openDesktop }) => {
    const desktop = await openDesktop({ args: ['--practice'] });
    const page = desktop.page();
    await expect(page.getByRole('main')).toBeVisible();
    const tried = await page.evaluate(() => {
      const attempt = (work: () => unknown) => {
        try {
          work();
          return 'done';
        } catch (error) {
          return error instanceof Error ? error.name : String(error);
        }
      };
      const element = document.createElement('div');
      const script = document.createElement('script');
      return [
        attempt(() => Object.assign(element, { innerHTML: '<img src=x onerror=alert(1)>' })),
        attempt(() => element.insertAdjacentHTML('beforeend', '<b>x</b>')),
        attempt(() => document.write('<b>x</b>')),
        attempt(() => Object.assign(script, { text: 'alert(1)' })),
        attempt(() => Object.assign(script, { src: 'data:text/javascript,alert(1)' })),
        attempt(() => Object.assign(element, { innerHTML: 'plain text' })),
      ];
    });
    expect(tried).toEqual([...Array(5).fill('TypeError'), 'done']);
  });
});
