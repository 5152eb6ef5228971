import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type ProfileWatch, watchProfiles } from './profile-watch.ts';
import { sharedFiles } from './shared-config.ts';
import { CredentialStand } from './testing/open-credentials.ts';

let stand: CredentialStand;
let watch: ProfileWatch | null;
let heard: { profiles: boolean }[];

beforeEach(async () => {
  stand = await CredentialStand.start();
  watch = null;
  heard = [];
});
afterEach(async () => {
  watch?.close();
  await stand.close();
});

async function begin(): Promise<void> {
  watch = watchProfiles({
    files: sharedFiles(stand.environment),
    clock: stand.clock,
    log: { info() {}, warn() {}, error() {} },
    changed: (what) => heard.push(what),
  });
  await watch.ready;
}
/** Something is heard after this many things that were heard before. */
const next = (before: number) => vi.waitUntil(() => heard[before], { timeout: 60_000, interval: 10 });

it('hears of files that come into being, with their folder', async () => {
  await begin();
  await stand.write('[profile a]\n');
  expect(await next(0)).toEqual({ profiles: true });
  await stand.write('[profile a]\n', '[a]\naws_access_key_id = A\n');
  expect(await next(1)).toEqual({ profiles: true });
});

it('hears of a file that is replaced, as editors do, and of one that goes', async () => {
  await stand.write('[profile a]\n');
  await begin();
  const other = await stand.file('.aws/config.new', '[profile b]\n');
  await rename(other, stand.configFile);
  expect(await next(0)).toEqual({ profiles: true });
  await rm(join(stand.home, '.aws'), { recursive: true });
  expect(await next(1)).toEqual({ profiles: true });
  await stand.write('[profile c]\n');
  expect(await next(2)).toEqual({ profiles: true });
});

it('tells a sign-in of the AWS CLI from a change of the profiles', async () => {
  await stand.write('[profile a]\n');
  await begin();
  await stand.file('.aws/sso/cache/x.json', '{}');
  expect(await next(0)).toEqual({ profiles: false });
});

it('says nothing of what does not concern it', async () => {
  await stand.write('[profile a]\n');
  await begin();
  await stand.file('.aws/notes', 'x');
  await stand.file('other', 'x');
  // Heard after those two, in the same folders: had they been told, they would be before it.
  await stand.file('.aws/sso/cache/x.json', '{}');
  await next(0);
  expect(heard).toEqual([{ profiles: false }]);
});

it.runIf(process.platform !== 'win32')('follows a file that is a link', async () => {
  const real = await stand.file('dotfiles/aws-config', '[profile a]\n');
  await mkdir(join(stand.home, '.aws'));
  await symlink(real, stand.configFile);
  await begin();
  await writeFile(real, '[profile a]\n[profile b]\n');
  expect(await next(0)).toEqual({ profiles: true });
});

it('is heard of no more once it is closed', async () => {
  await stand.write('[profile a]\n');
  await begin();
  watch?.close();
  const second: { profiles: boolean }[] = [];
  const another = watchProfiles({
    files: sharedFiles(stand.environment),
    clock: stand.clock,
    log: { info() {}, warn() {}, error() {} },
    changed: (what) => second.push(what),
  });
  try {
    await another.ready;
    await stand.write('[profile b]\n');
    await vi.waitUntil(() => second.length > 0, { timeout: 60_000, interval: 10 });
    expect(heard).toEqual([]);
  } finally {
    another.close();
  }
});
