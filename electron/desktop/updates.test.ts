import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MessageBoxOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createUpdates, type UpdatesOptions, updateFeed } from './updates.ts';

/** Someone who presses these buttons, and an updater that finds this version (null: none). */
function setUp(
  options: { answers?: number[]; version?: string | null; failing?: boolean } & Partial<UpdatesOptions> = {},
) {
  const { answers = [], version = '2.0.0', failing = false, ...rest } = options;
  const asked: string[] = [];
  const updater = {
    autoDownload: true,
    autoInstallOnAppQuit: true,
    allowDowngrade: true,
    setFeedURL: vi.fn(),
    checkForUpdates: vi.fn(async () => {
      if (failing) throw new Error('net::ERR_INTERNET_DISCONNECTED');
      return version === null ? null : { isUpdateAvailable: true, updateInfo: { version } };
    }),
    downloadUpdate: vi.fn(async () => []),
    quitAndInstall: vi.fn(),
  };
  const load = vi.fn(async () => updater);
  const look = createUpdates({
    isSigned: () => true,
    load,
    dialog: {
      async showMessageBox({ message, cancelId = 0 }: MessageBoxOptions) {
        asked.push(message);
        return { response: answers.shift() ?? cancelId, checkboxChecked: false };
      },
    },
    running: () => 0,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    ...rest,
  });
  return { look, load, updater, asked };
}

test('a build that nobody signed looks for nothing, and says why', async () => {
  const { look, load, asked } = setUp({ isSigned: () => false });
  await look();
  expect(load).not.toHaveBeenCalled();
  expect(asked).toEqual(['This build does not update itself.']);
});

test('while a job runs nothing is looked for', async () => {
  const { look, load, asked } = setUp({ running: () => 1 });
  await look();
  expect(load).not.toHaveBeenCalled();
  expect(asked).toEqual(['Not while a job runs.']);
});

test('the updater is loaded by the first wish, and asks the one feed', async () => {
  const { look, load, updater, asked } = setUp({ version: null });
  expect(load).not.toHaveBeenCalled();
  await look();
  expect(updater.setFeedURL).toHaveBeenCalledExactlyOnceWith({
    provider: 'github',
    owner: 'loose-parts',
    repo: 'loose-parts',
  });
  expect(asked).toEqual(['This is the newest version.']);
  expect(updater).toMatchObject({ autoDownload: false, autoInstallOnAppQuit: false, allowDowngrade: false });
});

test('nothing is fetched without a yes, and nothing installed without another', async () => {
  const first = setUp({ answers: [1] });
  await first.look();
  expect(first.updater.downloadUpdate).not.toHaveBeenCalled();
  const second = setUp({ answers: [0, 1] });
  await second.look();
  expect(second.updater.downloadUpdate).toHaveBeenCalledOnce();
  expect(second.updater.quitAndInstall).not.toHaveBeenCalled();
  const third = setUp({ answers: [0, 0] });
  await third.look();
  expect(third.updater.quitAndInstall).toHaveBeenCalledOnce();
  expect(third.asked).toEqual(['Version 2.0.0 is there. Fetch it?', 'Version 2.0.0 is fetched. Install it now?']);
});

test('a job that began meanwhile is not ended by an update', async () => {
  let jobs = 0;
  const { look, updater, asked } = setUp({ answers: [0, 0], running: () => jobs });
  updater.downloadUpdate.mockImplementation(async () => {
    jobs = 1;
    return [];
  });
  await look();
  expect(updater.quitAndInstall).not.toHaveBeenCalled();
  expect(asked.at(-1)).toBe('Not while a job runs.');
});

test('a look that fails says so, and the next one is made', async () => {
  const { look, updater, asked } = setUp({ failing: true });
  await look();
  await look();
  expect(asked).toEqual(['The look for a newer version failed.', 'The look for a newer version failed.']);
  expect(updater.checkForUpdates).toHaveBeenCalledTimes(2);
});

test('the feed is the repository’s own, in the app, in the installers and in package.json', () => {
  const root = join(import.meta.dirname, '../..');
  const { publish } = z
    .object({ publish: z.object({ provider: z.string(), owner: z.string(), repo: z.string() }) })
    .parse(parse(readFileSync(join(root, 'build/electron-builder.yml'), 'utf8')));
  expect(publish).toEqual(updateFeed);
  const { homepage, repository } = z
    .object({ homepage: z.string(), repository: z.object({ url: z.string() }) })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  expect(homepage).toBe(`https://github.com/${updateFeed.owner}/${updateFeed.repo}`);
  expect(repository.url).toBe(`git+${homepage}.git`);
});
