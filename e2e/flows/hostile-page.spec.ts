import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { App } from '../pages/app.ts';

// What a hostile script reaches that has got into the built page: everything that the page could say and see is its own. On a
// double of Electron; Chromium's policy, the preload script, the port and the engine are real.

/** Everything that a script could read of what the page holds, as one text. */
const readAll = (page: Page) =>
  page.evaluate(async () => {
    const values = [...document.querySelectorAll('input, textarea')].map((field) =>
      field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : '',
    );
    const databases = await indexedDB.databases();
    return JSON.stringify([
      document.documentElement.outerHTML,
      values,
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      databases,
      Object.getOwnPropertyNames(window),
    ]);
  });

test.describe('@desktop a hostile script in the page', () => {
  test('finds no secret, in the page or by any call that answers', async ({ openDesktop, practice }) => {
    const desktop = await openDesktop();
    const page = desktop.page();
    const app = new App(page, desktop.kill);
    const { secretAccessKey } = practice.store;
    await app.connect(practice.store);
    expect(await readAll(page)).not.toContain(secretAccessKey);
    const answers = await page.evaluate(askEverything, [
      'app/info',
      'connections/profiles',
      'connections/export',
      'connections/openPractice',
      'live/subscribe',
    ]);
    // They did answer: an empty hand would prove nothing.
    expect(answers.join('\n')).toContain('"version"');
    expect(answers.join('\n')).toContain('Test store');
    expect(answers.join('\n')).not.toContain(secretAccessKey);
  });

  test('makes no call that is not in the contract', async ({ openDesktop }) => {
    const desktop = await openDesktop();
    await expect(desktop.page().getByRole('main')).toBeVisible();
    const paths = [
      'vault/read',
      'app',
      '__proto__/toString',
      'constructor',
      'app/info/constructor',
      '../secrets.json',
      '',
    ];
    const answers = await desktop.page().evaluate(askEverything, paths);
    expect(answers).toHaveLength(paths.length);
    for (const answer of answers) expect(answer).toMatch(/NOT_FOUND|"s":404/);
  });
});

test.describe('@desktop a hostile script in the page', () => {
  test.use({ refused: /Content Security Policy|Failed to load|ERR_|Refused to|violates/ });

  test('reaches no other origin and no file', async ({ openDesktop }) => {
    const desktop = await openDesktop();
    const page = desktop.page();
    await expect(page.getByRole('main')).toBeVisible();
    const foreign: string[] = [];
    page.on('requestfinished', (request) => {
      if (!request.url().startsWith('https://loose-parts.test/')) foreign.push(request.url());
    });
    const reached = await page.evaluate(async () => {
      const outcome = (work: () => Promise<unknown>) =>
        work().then(
          () => 'reached',
          () => 'refused',
        );
      const loaded = (element: HTMLElement) =>
        new Promise((resolve, reject) => {
          element.addEventListener('load', resolve);
          element.addEventListener('error', reject);
          document.body.append(element);
        });
      const opened = (socket: WebSocket) =>
        new Promise((resolve, reject) => {
          socket.addEventListener('open', resolve);
          socket.addEventListener('error', reject);
        });
      return Promise.all([
        outcome(() => fetch('https://example.com/')),
        outcome(() => fetch('file:///etc/passwd')),
        outcome(() => fetch('http://127.0.0.1:9/')),
        outcome(() => fetch('./index.html')),
        outcome(async () => opened(new WebSocket('wss://example.com/'))),
        outcome(() => loaded(Object.assign(new Image(), { src: 'https://example.com/x.png' }))),
      ]);
    });
    expect(reached).toEqual(Array(6).fill('refused'));
    expect(foreign).toEqual([]);
  });
});

/**
 * Gets a port as the page does, and sends a call to each path on it, as oRPC writes them (@orpc/standard-server-peer). Runs in the page: it sees nothing
 * of this file.
 */
async function askEverything(paths: string[]): Promise<string[]> {
  const port = await new Promise<MessagePort>((resolve) => {
    addEventListener('message', ({ ports }) => ports[0] && resolve(ports[0]), { once: false });
    postMessage('loose-parts:connect', location.origin);
  });
  const answers: string[] = [];
  for (const [index, path] of paths.entries()) {
    const id = `hostile-${index}`;
    answers.push(
      await new Promise<string>((resolve) => {
        const hear = ({ data }: MessageEvent<unknown>) => {
          const text =
            typeof data === 'string'
              ? data
              : new TextDecoder().decode(data instanceof ArrayBuffer ? data : new Uint8Array());
          if (!text.includes(id)) return;
          port.removeEventListener('message', hear);
          resolve(text);
        };
        port.addEventListener('message', hear);
        port.start();
        port.postMessage(JSON.stringify({ i: id, p: { u: `/${path}`, b: {} } }));
      }),
    );
  }
  return answers;
}
