import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { safeStorage, world } from './testing/electron-double.ts';
import { createVault, type VaultOptions } from './vault.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-vault-'));
  path = join(folder, 'secrets.json');
  Object.assign(world, { encryption: true, backend: 'gnome_libsecret' });
});
afterEach(() => rmSync(folder, { recursive: true }));

type Storage = VaultOptions['safeStorage'];
const storage = safeStorage as Storage;
const vault = (platform: NodeJS.Platform = 'linux') => createVault({ safeStorage: storage, platform, path });
const secret = { secretAccessKey: 'hush-secret-key', sessionToken: 'hush-session-token' };

test('keeps a secret encrypted, readable by the owner only, over a restart', async () => {
  await vault().store('c1', secret);
  expect(readFileSync(path, 'utf8')).not.toContain('hush');
  // Windows has no modes: a folder of the person's own keeps others out there.
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['secrets.json']);
  expect(await vault().read('c1')).toEqual(secret);
  expect(await vault().read('c2')).toBeNull();
});

test('many changes at once lose none', async () => {
  const one = vault();
  await Promise.all(['a', 'b', 'c', 'd'].map((id) => one.store(id, { secretAccessKey: `secret-key-of-${id}` })));
  await Promise.all([one.remove('b'), one.store('e', secret)]);
  expect(await one.read('a')).toEqual({ secretAccessKey: 'secret-key-of-a' });
  expect(await one.read('b')).toBeNull();
  expect(await one.read('d')).not.toBeNull();
  expect(await one.read('e')).toEqual(secret);
});

test.each(['basic_text', 'unknown'])('Linux with %s counts as no vault: nothing is written', async (backend) => {
  world.backend = backend;
  const refusing = vault();
  expect(refusing.protection).toMatchObject({ kind: 'unavailable' });
  await expect(refusing.store('c1', secret)).rejects.toMatchObject({
    code: 'VAULT_UNAVAILABLE',
    message: expect.stringMatching(/AWS profile.*browser host/),
  });
  expect(readdirSync(folder)).toEqual([]);
});

test.each(['linux', 'darwin', 'win32'] as const)('%s without encryption refuses', async (platform) => {
  world.encryption = false;
  const refusing = vault(platform);
  expect(refusing.protection.kind).toBe('unavailable');
  await expect(refusing.store('c1', secret)).rejects.toMatchObject({ code: 'VAULT_UNAVAILABLE' });
});

test('names what protects', () => {
  expect(vault('linux').protection).toEqual({ kind: 'system', backend: 'gnome_libsecret' });
  expect(vault('darwin').protection).toEqual({ kind: 'system', backend: 'Keychain' });
  expect(vault('win32').protection).toEqual({ kind: 'system', backend: 'DPAPI' });
});

test('a secret that the system cannot decrypt any more is to be entered again', async () => {
  const kept = Buffer.from('garbage').toString('base64');
  writeFileSync(path, JSON.stringify({ version: 1, secrets: { c1: kept } }));
  await expect(vault().read('c1')).rejects.toMatchObject({ code: 'CREDENTIALS_MISSING' });
});

test('a damaged file is neither believed nor overwritten', async () => {
  writeFileSync(path, '{"half');
  await expect(vault().read('c1')).rejects.toMatchObject({ code: 'VAULT_UNAVAILABLE' });
  await expect(vault().store('c1', secret)).rejects.toMatchObject({ code: 'VAULT_UNAVAILABLE' });
  expect(readFileSync(path, 'utf8')).toBe('{"half');
});
