import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDataFolder } from './data-folder.ts';
import { Lifetime } from './lifetime.ts';

let folder: string;
let lifetime: Lifetime;
const ended: string[] = [];
const closing = (name: string) => () => void ended.push(name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-lifetime-'));
  lifetime = new Lifetime();
  ended.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const logged = () => readFileSync(join(folder, 'logs', 'loose-parts.log'), 'utf8');

test('ends what was opened last first, the folder last, and once', async () => {
  lifetime.openFolder(folder);
  lifetime.closeAtEnd(() => {
    expect(() => openDataFolder(folder)).toThrow(/running already/);
    ended.push('engine');
  });
  lifetime.closeAtEnd(closing('server'));
  await lifetime.end();
  expect(ended).toEqual(['server', 'engine']);
  openDataFolder(folder).release();
  await lifetime.end();
  expect(ended).toEqual(['server', 'engine']);
});

test('logs what failed to close, and ends all the same', async () => {
  const { log } = lifetime.openFolder(folder);
  expect(lifetime.log).toBe(log);
  lifetime.closeAtEnd(() => Promise.reject(new Error('It would not close.')));
  await lifetime.end();
  expect(logged()).toMatch(/Closing failed.*It would not close\./);
});

test('waits five seconds for what does not end, and says so', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  lifetime.openFolder(folder);
  lifetime.closeAtEnd(() => new Promise(() => {}));
  let over = false;
  const end = lifetime.end().then(() => {
    over = true;
  });
  await vi.advanceTimersByTimeAsync(4_999);
  expect(over).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await end;
  expect(logged()).toContain('Closing took too long and was cut short');
});

test('where nothing was opened there is nothing to end, and no log', async () => {
  await lifetime.end();
  expect(lifetime.log).toBeNull();
});
