import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { drawnAfterLoadMs, revealOnce } from './reveal.ts';

let window: EventEmitter & { webContents: EventEmitter; isDestroyed(): boolean };
let reveals: number;
let destroyed: boolean;
beforeEach(() => {
  vi.useFakeTimers();
  reveals = 0;
  destroyed = false;
  window = Object.assign(new EventEmitter(), { webContents: new EventEmitter(), isDestroyed: () => destroyed });
  revealOnce(window, () => reveals++);
});
afterEach(() => vi.useRealTimers());

test('at once when Electron says that it can be shown', () => {
  window.emit('ready-to-show');
  expect(reveals).toBe(1);
});
test('where Electron never says so, soon after the page has loaded', () => {
  window.webContents.emit('did-finish-load');
  vi.advanceTimersByTime(drawnAfterLoadMs - 1);
  expect(reveals).toBe(0);
  vi.advanceTimersByTime(1);
  expect(reveals).toBe(1);
});
test('once, whichever comes first, and however often the page is loaded', () => {
  window.webContents.emit('did-finish-load');
  window.emit('ready-to-show');
  window.webContents.emit('did-finish-load');
  vi.advanceTimersByTime(10_000);
  window.emit('ready-to-show');
  expect(reveals).toBe(1);
});
test('never before there is anything to see', () => {
  vi.advanceTimersByTime(60_000);
  expect(reveals).toBe(0);
});
test('never once it is closed', () => {
  window.webContents.emit('did-finish-load');
  destroyed = true;
  window.emit('closed');
  vi.advanceTimersByTime(10_000);
  window.emit('ready-to-show');
  expect(reveals).toBe(0);
});
