import type { CDPSession, Download, Page, Route } from '@playwright/test';
import type { FromScreen, ToScreen } from './messages.ts';
import { createPreloadWorld, watchPage } from './preload-world.ts';

/** Chromium cannot be taught a scheme of ours: the page lives at an https origin, and main sees its own as ever. */
const shownOrigin = 'https://loose-parts.test';
const realOrigin = 'app://loose-parts';
const toReal = (url: string) => url.replaceAll(shownOrigin, realOrigin);
const toShown = (url: string) => url.replaceAll(realOrigin, shownOrigin);

/** Name of the isolated world, and of what the page's own world never sees. */
const world = 'preload';
const binding = '__toDouble';

type Answer = Extract<ToScreen, { request: number }>;

/** Shows the double's window as one page of a real Chromium. */
export class Screen {
  readonly page: Page;
  readonly #tell: (message: FromScreen) => void;
  readonly #cdp: CDPSession;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  /** What came before the isolated world of the document was there. */
  readonly #early: ToScreen[] = [];
  #lastRequest = 0;
  /** The isolated world of the current document. */
  #context: number | null = null;
  isCrashed = false;
  /** Files that the page wanted saved, and whether the app let it. */
  readonly downloads: { url: string; allowed: boolean }[] = [];

  private constructor(page: Page, cdp: CDPSession, tell: (message: FromScreen) => void) {
    this.page = page;
    this.#cdp = cdp;
    this.#tell = tell;
  }

  /**
   * Makes a page the window: its files come from the double, and the preload script runs before its own.
   *
   * @param heard every message of the isolated world, as JSON, to be parsed
   */
  static async open(
    page: Page,
    options: {
      preload: string;
      tell: (message: FromScreen) => void;
      heard: (json: string) => void;
      /** Hears of each file that the page wants saved, at once, and of the app's verdict. */
      offered: (download: Download, verdict: Promise<boolean>) => void;
    },
  ): Promise<Screen> {
    const cdp = await page.context().newCDPSession(page);
    const screen = new Screen(page, cdp, options.tell);
    const mainFrame = (await cdp.send('Page.getFrameTree')).frameTree.frame.id;
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      // Frames within the page have a world of that name as well.
      if (context.name !== world || context.auxData?.frameId !== mainFrame) return;
      screen.#context = context.id;
      for (const message of screen.#early.splice(0)) screen.deliver(message);
    });
    const ended = () => {
      if (screen.#context === null) return;
      screen.#context = null;
      options.tell({ kind: 'document' });
    };
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === screen.#context) ended();
    });
    cdp.on('Runtime.executionContextsCleared', ended);
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === binding && executionContextId === screen.#context) options.heard(payload);
    });
    cdp.on('Page.lifecycleEvent', ({ name }) => {
      if (name === 'firstContentfulPaint') options.tell({ kind: 'painted' });
    });
    cdp.on('Page.windowOpen', ({ url }) => options.tell({ kind: 'open', url: toReal(url) }));
    page.on('popup', (popup) => void popup.close());
    page.on('crash', () => {
      screen.isCrashed = true;
      screen.#context = null;
      options.tell({ kind: 'crashed' });
    });
    const judge = async (download: Download) => {
      const url = toReal(download.url());
      const startedBy = toReal(page.url());
      const answer = await screen.#ask((request) => ({ kind: 'download', request, url, startedBy }));
      const allowed = answer.kind === 'verdict' && answer.allowed;
      screen.downloads.push({ url, allowed });
      return allowed;
    };
    page.on('download', async (download) => {
      const verdict = judge(download);
      options.offered(download, verdict);
      if (await verdict) return;
      await download.cancel();
      // A short one is whole before anybody can stop it.
      if ((await download.failure()) === null) await download.delete();
    });
    await page.route('**/*', (route) => screen.#answer(route));
    await cdp.send('Page.enable');
    await cdp.send('Runtime.enable');
    await cdp.send('Page.setLifecycleEventsEnabled', { enabled: true });
    await cdp.send('Runtime.addBinding', { name: binding, executionContextName: world });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: sandboxed(options.preload), worldName: world });
    return screen;
  }

  async load(url: string): Promise<string | null> {
    try {
      await this.page.goto(toShown(url));
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Messages and ports for the preload script. */
  deliver(message: ToScreen): void {
    if (this.#context === null) {
      this.#early.push(message);
      return;
    }
    const expression = `__fromDouble(${JSON.stringify(message)})`;
    // A document that is gone meanwhile needs no message any more.
    this.#cdp.send('Runtime.evaluate', { contextId: this.#context, expression }).catch(() => {});
  }

  /** An answer to what the page asked. */
  answered(answer: Answer): void {
    this.#waiting.get(answer.request)?.(answer);
    this.#waiting.delete(answer.request);
  }

  /** Kills the page's process. */
  async crash(): Promise<void> {
    const crashed = this.page.waitForEvent('crash');
    // The answer never comes: who would give it is gone.
    this.#cdp.send('Page.crash').catch(() => {});
    await crashed;
  }

  #ask(message: (request: number) => FromScreen): Promise<Answer> {
    const request = ++this.#lastRequest;
    return new Promise((resolve) => {
      this.#waiting.set(request, resolve);
      this.#tell(message(request));
    });
  }

  /** Files of the page come from the app's scheme; whatever else is asked for does not leave this computer. */
  async #answer(route: Route): Promise<void> {
    const asked = route.request();
    const url = asked.url();
    if (url.startsWith(`${shownOrigin}/`)) {
      const answer = await this.#ask((request) => ({
        kind: 'request',
        request,
        url: toReal(url),
        method: asked.method(),
      }));
      if (answer.kind !== 'response') return route.abort('failed');
      const { status, headers, body } = answer;
      return route.fulfill({ status, headers, body: Buffer.from(body, 'base64') });
    }
    if (asked.isNavigationRequest()) {
      const mainFrame = asked.frame() === this.page.mainFrame();
      const answer = await this.#ask((request) => ({ kind: 'navigation', request, url, mainFrame }));
      // As where the app prevents it: nothing happens at all. Where it does not, the page is gone.
      return route.abort(answer.kind === 'verdict' && !answer.allowed ? 'aborted' : 'blockedbyclient');
    }
    return route.abort('blockedbyclient');
  }
}

/** The preload script in its world, as text that runs before the page's own scripts. */
function sandboxed(preload: string): string {
  return `(() => {
    'use strict';
    if (window !== window.top) return;
    const send = globalThis.${binding};
    delete globalThis.${binding};
    const world = (${createPreloadWorld.toString()})(send);
    globalThis.__fromDouble = (message) => world.deliver(message);
    (${watchPage.toString()})(send);
    (function (require, exports, module) { ${preload}
    })((name) => world.require(name), {}, { exports: {} });
  })()`;
}
