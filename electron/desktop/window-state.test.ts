import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placeWindow, readWindowState, saveWindowState } from './window-state.ts';

const screens = [
  { x: 0, y: 0, width: 1920, height: 1040 },
  { x: 1920, y: 0, width: 1280, height: 1024 },
];
const at = (x: number, y: number, width = 1200, height = 800) => ({
  bounds: { x, y, width, height },
  maximized: false,
});

test('a first window has the first size', () => {
  expect(placeWindow(null, screens)).toEqual({ width: 1440, height: 900 });
});
test('a window comes back to where it stood', () => {
  expect(placeWindow(at(2000, 50), screens)).toEqual({ x: 2000, y: 50, width: 1200, height: 800 });
});
test('one whose screen is gone, or whose top edge is out of reach, comes back in the middle', () => {
  expect(placeWindow(at(4000, 50), screens)).toEqual({ width: 1200, height: 800 });
  expect(placeWindow(at(100, -300), screens)).toEqual({ width: 1200, height: 800 });
  expect(placeWindow(at(1750, 50), screens.slice(0, 1))).toEqual({ width: 1200, height: 800 });
});
test('never smaller than the page can be', () => {
  expect(placeWindow(at(0, 0, 300, 200), screens)).toEqual({ x: 0, y: 0, width: 1024, height: 700 });
});
test('what was saved is read again; anything else is nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loose-parts-window-'));
  const path = join(folder, 'window.json');
  expect(readWindowState(path)).toBeNull();
  await saveWindowState(path, at(1, 2));
  expect(readWindowState(path)).toEqual(at(1, 2));
  writeFileSync(path, '{"bounds":{"x":"1"}}');
  expect(readWindowState(path)).toBeNull();
  rmSync(folder, { recursive: true });
});
