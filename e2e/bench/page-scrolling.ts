import { type Browser, expect, type Page } from '@playwright/test';
import { App } from '../pages/app.ts';
import { startBrowserHost } from '../support/hosts/browser.ts';
import type { FilledFolder } from './million.ts';
import { startTrace, watchIdle } from './page-trace.ts';

/** Half by the wheel, half by the scrollbar, ms. */
const halfMs = 15_000;

export interface Scrolling {
  frames: number;
  /** Between two frames while nothing happened: what the machine itself costs. ms */
  idleFrame: number;
  /** ms. */
  longestFrame: number;
  longestTask: number;
  longestBlank: number;
  /** Bytes. */
  heapPeak: number;
}

/** Scrolls through the whole bucket for half a minute, under a trace. */
export async function measureScrolling(browser: Browser, { dataDir, bucket, rows }: FilledFolder): Promise<Scrolling> {
  const host = await startBrowserHost({ dataDir });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.goto(host.url);
    const app = new App(page, host.kill);
    await app.sidebar.open(bucket);
    await expect(app.bucket.grid).toHaveAttribute('aria-rowcount', String(rows + 1), { timeout: 60_000 });
    await expect(app.bucket.main.locator('dl[aria-busy]')).toHaveCount(0, { timeout: 60_000 });
    const idleFrame = await watchIdle(page);
    const trace = await startTrace(page);
    const seen = await scroll(page);
    const { longestTask } = await trace();
    if (seen.reached < rows * 0.95) throw new Error(`Scrolling got to row ${seen.reached} of ${rows} only`);
    return { ...seen, longestTask, idleFrame };
  } finally {
    await context.close();
    await host.stop();
  }
}

/** Turns the wheel and drags the scrollbar from within the page, and watches every frame. */
function scroll(page: Page): Promise<Omit<Scrolling, 'longestTask' | 'idleFrame'> & { reached: number }> {
  return page.evaluate(async (half) => {
    const grid = document.querySelector<HTMLElement>('[role=grid][aria-label="Incomplete uploads"]');
    if (!grid) throw new Error('There is no grid');
    const memory = () => {
      const { memory: heap } = performance as Performance & { memory?: { usedJSHeapSize: number } };
      return heap?.usedJSHeapSize ?? 0;
    };
    const seen = { frames: 0, longestFrame: 0, longestBlank: 0, heapPeak: 0, reached: 0 };
    const headPx = 33;
    /** Whether any part of the view shows no row, or a row whose content is still being fetched. */
    const isBlank = () => {
      const view = grid.getBoundingClientRect();
      let covered = view.top + headPx;
      const shown = [...grid.querySelectorAll<HTMLElement>('[role=row]')]
        .map((row) => ({ row, box: row.getBoundingClientRect() }))
        .filter(({ row, box }) => row.ariaRowIndex !== '1' && box.bottom > view.top + headPx && box.top < view.bottom)
        .sort((a, b) => a.box.top - b.box.top);
      for (const { row, box } of shown) {
        if (box.top > covered + 1 || row.querySelector('[role=gridcell] bdi') === null) return true;
        covered = box.bottom;
        seen.reached = Math.max(seen.reached, Number(row.ariaRowIndex) - 1);
      }
      return covered < view.bottom - 1;
    };
    let blankSince: number | null = null;
    let last = performance.now();
    const began = last;
    let jumpedAt = 0;
    await new Promise<void>((resolve) => {
      const frame = (now: number) => {
        seen.frames++;
        seen.longestFrame = Math.max(seen.longestFrame, now - last);
        last = now;
        if (isBlank()) {
          blankSince ??= now;
          seen.longestBlank = Math.max(seen.longestBlank, now - blankSince);
        } else blankSince = null;
        seen.heapPeak = Math.max(seen.heapPeak, memory());
        const elapsed = now - began;
        if (elapsed >= 2 * half) {
          resolve();
          return;
        }
        if (elapsed < half) {
          // A free-running wheel: three rows and more with every frame.
          const isTaken = !grid.dispatchEvent(
            new WheelEvent('wheel', { deltaY: 120, cancelable: true, bubbles: true }),
          );
          // Made-up events scroll nothing by themselves.
          if (!isTaken) grid.scrollTop += 120;
        } else if (now - jumpedAt > 400) {
          // The scrollbar, dragged from top to end and held for a moment at each stop.
          jumpedAt = now;
          // Where it would be by now, however late this frame is; at the end with time to spare.
          const share = Math.min(1, (elapsed - half) / (half - 2_000));
          grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * share;
        }
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    return seen;
  }, halfMs);
}
