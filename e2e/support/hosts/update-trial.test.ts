import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appImageAmong, updateAppImage } from './update-trial.ts';

let folder: string;
let appImage: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-update-'));
  mkdirSync(join(folder, 'feed'));
  appImage = join(folder, 'loose-parts.AppImage');
  writeFileSync(appImage, 'the earlier one', { mode: 0o755 });
});
afterEach(() => rmSync(folder, { recursive: true }));

const name = 'loose-parts-1.2.4-linux-x86_64.AppImage';
/** A release as electron-builder leaves it: the program, and what the updater reads of it. */
function release(version: string, content = 'the newer one', promised = content): void {
  writeFileSync(join(folder, 'feed', name), content);
  const sha512 = createHash('sha512').update(promised).digest('base64');
  const file = `  - { url: ${name}, sha512: "${sha512}", size: ${content.length} }`;
  for (const channel of ['latest-linux.yml', 'latest-linux-arm64.yml'])
    writeFileSync(
      join(folder, 'feed', channel),
      `version: ${version}\nfiles:\n${file}\npath: ${name}\nsha512: "${sha512}"\n`,
    );
}
const update = (version = '1.2.3') =>
  updateAppImage({ appImage, version, feed: join(folder, 'feed'), cache: join(folder, 'cache') });
const standing = () => readFileSync(appImage, 'utf8');

// electron-updater has an AppImage updater for Linux alone.
describe.skipIf(process.platform !== 'linux')('an update', () => {
  test('is found, fetched, checked, and stands where the earlier release stood, ready to run', async () => {
    release('1.2.4');
    expect(await update()).toBe('1.2.4');
    expect(standing()).toBe('the newer one');
    expect(statSync(appImage).mode & 0o111).toBe(0o111);
  });

  test('that is another file than the feed says takes nothing’s place', async () => {
    release('1.2.4', 'a forged one.', 'the newer one');
    await expect(update()).rejects.toThrow(/sha512 checksum mismatch/);
    expect(standing()).toBe('the earlier one');
  });

  test('to the same or an older version is none', async () => {
    release('1.2.4');
    await expect(update('1.2.4')).rejects.toThrow('From 1.2.4 nothing newer is found.');
    await expect(update('2.0.0')).rejects.toThrow('From 2.0.0 nothing newer is found.');
    expect(standing()).toBe('the earlier one');
  });

  test('whose feed lacks the file fails', async () => {
    release('1.2.4');
    rmSync(join(folder, 'feed', name));
    await expect(update()).rejects.toThrow(/404/);
    expect(standing()).toBe('the earlier one');
  });
});

test('a release’s AppImage is told by its name, for the processor that asks', () => {
  const names = ['SHA256SUMS', 'loose-parts-0.9.1-linux-arm64.AppImage', 'loose-parts-0.9.1-linux-x86_64.AppImage'];
  expect(appImageAmong(names, 'x64')).toEqual({ name: names[2], version: '0.9.1' });
  expect(appImageAmong(names, 'arm64')).toEqual({ name: names[1], version: '0.9.1' });
  expect(
    appImageAmong(['loose-parts-0.9.1-linux-amd64.deb', '../loose-parts-0.9.1-linux-x86_64.AppImage'], 'x64'),
  ).toBeNull();
});
