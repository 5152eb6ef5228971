import { EventEmitter } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { keepWindowState, placeWindow, readWindowState, saveWindowState } from './window-state.ts';

const screens = [
  { x: 0, y: 0, width: 1920, height: 1040 },
  { x: 1920, y: 0, width: 1280, height: 1024 },
];
const at = (x: number, y: number, width = 1200, height = 800) => ({
  bounds: { x, y, width, height },
  maximized: false,
  theme: 'system' as const,
});
const smallest = { minWidth: 1024, minHeight: 700 };

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-window-'));
  path = join(folder, 'window.json');
});
afterEach(() => rmSync(folder, { recursive: true }));
const read = () => readWindowState(path, 0).state;

test('a first window has the first size', () => {
  expect(placeWindow(null, screens)).toEqual({ width: 1440, height: 900, ...smallest });
});
test('a window comes back to where it stood', () => {
  expect(placeWindow(at(1950, 50), screens)).toEqual({ x: 1950, y: 50, width: 1200, height: 800, ...smallest });
});
test('one whose screen is gone, or whose top edge is out of reach, comes back in the middle', () => {
  const inTheMiddle = { width: 1200, height: 800, ...smallest };
  expect(placeWindow(at(4000, 50), screens)).toEqual(inTheMiddle);
  expect(placeWindow(at(100, -300), screens)).toEqual(inTheMiddle);
  expect(placeWindow(at(1750, 50), screens.slice(0, 1))).toEqual(inTheMiddle);
});
test('never smaller than the page can be', () => {
  expect(placeWindow(at(0, 0, 300, 200), screens)).toEqual({ x: 0, y: 0, width: 1024, height: 700, ...smallest });
});
test('partly beside a screen, as the person left it', () => {
  expect(placeWindow(at(1500, 700), screens.slice(0, 1))).toMatchObject({ x: 1500, y: 700, width: 1200, height: 800 });
});

// 1366×768 at 150 %, without its task bar.
const small = { x: 0, y: 0, width: 911, height: 472 };
test('no window is larger than its display, nor has to be', () => {
  const whole = { width: 911, height: 472, minWidth: 911, minHeight: 472 };
  expect(placeWindow(null, [small])).toEqual(whole);
  expect(placeWindow(at(30, 40), [small])).toEqual({ x: 0, y: 0, ...whole });
});
test('a window of a large display shrinks into a smaller one, and stays within', () => {
  const left = { x: -1280, y: 30, width: 1280, height: 690 };
  expect(placeWindow(at(-1200, 100, 1900, 1000), [...screens, left])).toEqual({
    x: -1280,
    y: 30,
    width: 1280,
    height: 690,
    minWidth: 1024,
    minHeight: 690,
  });
});
test('where no display is told, a window is made all the same', () => {
  expect(placeWindow(null, [])).toEqual({ width: 1440, height: 900, ...smallest });
});

const aside = 'window.json.broken-1970-01-01T00-00-00-000Z';
const isRoot = process.getuid?.() === 0;

describe('a file that cannot be read', () => {
  const damages: [string, (path: string) => void][] = [
    ['empty', (path) => writeFileSync(path, '')],
    ['not JSON', (path) => writeFileSync(path, '{"bounds":{"x":1')],
    ['zeros', (path) => writeFileSync(path, Buffer.alloc(200))],
    ['of another kind', (path) => writeFileSync(path, '[]')],
    ['null', (path) => writeFileSync(path, 'null')],
    ['with a text for a number', (path) => writeFileSync(path, JSON.stringify({ ...at(1, 2), bounds: { x: '1' } }))],
    [
      'with a size that is none',
      (path) => writeFileSync(path, '{"bounds":{"x":0,"y":0,"width":1e999,"height":1},"maximized":false}'),
    ],
    ['with a theme that is none', (path) => writeFileSync(path, JSON.stringify({ ...at(1, 2), theme: 'pink' }))],
    ['a folder', (path) => mkdirSync(join(path, 'within'), { recursive: true })],
  ];
  test.each(damages)('(%s) is set aside, told, and made anew', (_, damage) => {
    damage(path);
    expect(readWindowState(path, 0)).toEqual({
      state: null,
      warning: { what: 'window forgotten', aside: join(folder, aside) },
    });
    expect(readdirSync(folder)).toEqual([aside]);
    saveWindowState(path, at(1, 2));
    expect(readWindowState(path, 0)).toEqual({ state: at(1, 2), warning: null });
  });

  // Root reads everything.
  test.skipIf(isRoot || process.platform === 'win32')('(for others only) is set aside as well', () => {
    writeFileSync(path, '{}');
    chmodSync(path, 0);
    expect(readWindowState(path, 0).warning).toMatchObject({ aside: expect.stringContaining(aside) });
  });

  test('and cannot be moved either, keeps the window from nothing', () => {
    writeFileSync(path, '{');
    mkdirSync(join(folder, aside));
    expect(readWindowState(path, 0).warning).toEqual({ what: 'window forgotten', aside: null });
  });

  test('is not one that is not there', () => expect(readWindowState(path, 0)).toEqual({ state: null, warning: null }));
});

test('what was saved is read again; anything else is nothing', () => {
  expect(read()).toBeNull();
  saveWindowState(path, at(1, 2));
  expect(read()).toEqual(at(1, 2));
  // As earlier versions wrote it.
  writeFileSync(path, JSON.stringify({ bounds: at(1, 2).bounds, maximized: true }));
  expect(read()).toEqual({ ...at(1, 2), maximized: true });
  writeFileSync(path, '{"bounds":{"x":"1"}}');
  expect(read()).toBeNull();
});

function kept() {
  const window = new EventEmitter();
  const state = at(1, 2);
  const failures: unknown[] = [];
  keepWindowState(window, { path, read: () => state, failed: (error) => failures.push(error) });
  return { window, state, failures };
}

test('the place is on disk before the app can end', () => {
  const { window, failures } = kept();
  window.emit('close');
  expect(read()).toEqual(at(1, 2));
  expect(readdirSync(folder)).toEqual(['window.json']);
  expect(failures).toEqual([]);
});

test.each(['moved', 'resized', 'maximize', 'unmaximize'])('%s, it is saved once it rests', (event) => {
  vi.useFakeTimers();
  const { window, state } = kept();
  for (let x = 1; x <= 5; x++) {
    state.bounds.x = x;
    window.emit(event);
    vi.advanceTimersByTime(400);
  }
  expect(existsSync(path)).toBe(false);
  vi.advanceTimersByTime(100);
  expect(read()?.bounds.x).toBe(5);
  vi.useRealTimers();
});

test('nothing is saved once the window is closed', () => {
  vi.useFakeTimers();
  const { window } = kept();
  window.emit('moved');
  window.emit('close');
  window.emit('closed');
  const saved = readFileSync(path, 'utf8');
  rmSync(path);
  vi.advanceTimersByTime(10_000);
  expect(existsSync(path)).toBe(false);
  expect(saved).toContain('"x":1');
  vi.useRealTimers();
});

test('a place that cannot be saved is told, and leaves nothing behind', () => {
  path = join(folder, 'missing', 'window.json');
  const { window, failures } = kept();
  window.emit('close');
  expect(failures).toHaveLength(1);
  expect(readdirSync(folder)).toEqual([]);
});
