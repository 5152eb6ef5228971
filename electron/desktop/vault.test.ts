import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestElectron, type TestElectron } from '../../e2e/support/desktop-double/in-process.ts';
import type { World } from '../../e2e/support/desktop-double/world.ts';
import { errorShapeOf, errorShapeSchema } from '../../shared/schema/errors.ts';
import { speak } from '../../shared/words/speak.ts';
import { words } from '../../shared/words/words.ts';
import { createVault, type VaultOptions } from './vault.ts';

let folder: string;
let path: string;
let electron: TestElectron;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-vault-'));
  path = join(folder, 'secrets.json');
  open({});
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A desktop that is ready and differs in this. */
function open(world: Partial<World>, args: string[] = []): void {
  electron = createTestElectron(world, args);
  electron.app.becomeReady();
}
function vault(options: Partial<VaultOptions> = {}) {
  const { safeStorage } = electron.module;
  return createVault({ safeStorage, platform: 'linux', path, windowStands: Promise.resolve(), ...options });
}
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

test('names what protects, without asking it', () => {
  expect(vault().protection).toEqual({ kind: 'system', backend: 'gnome_libsecret' });
  expect(vault({ platform: 'darwin' }).protection).toEqual({ kind: 'system', backend: 'Keychain' });
  expect(vault({ platform: 'win32' }).protection).toEqual({ kind: 'system', backend: 'DPAPI' });
  expect(electron.names().filter((name) => /crypt|Available/.test(name))).toEqual([]);
});

test('asks the key store only once the window stands', async () => {
  const window = Promise.withResolvers<void>();
  const waiting = vault({ windowStands: window.promise });
  const stored = waiting.store('c1', secret);
  const read = waiting.read('c1');
  // Whatever can happen without the window has happened by then.
  await waiting.protection;
  await new Promise((resolve) => setImmediate(resolve));
  expect(electron.names()).not.toContain('safeStorage.encryptStringAsync');
  window.resolve();
  await stored;
  expect(await read).toEqual(secret);
});

test.each([
  ['a desktop that Chromium does not know', { desktop: 'sway' }, []],
  ['a person who wants no keyring', {}, ['--password-store=basic']],
] as const)('%s counts as no vault: nothing is asked or written', async (_, world, args) => {
  open(world, [...args]);
  const refusing = vault();
  expect(refusing.protection).toMatchObject({ kind: 'unavailable' });
  await expect(refusing.store('c1', secret)).rejects.toMatchObject({
    code: 'VAULT_UNAVAILABLE',
    message: expect.stringMatching(/--password-store.*AWS profile.*browser host/),
  });
  expect(readdirSync(folder)).toEqual([]);
  expect(electron.names()).not.toContain('safeStorage.encryptStringAsync');
});

test('a keyring that does not answer is none, although Electron encrypts all the same', async () => {
  open({ keyring: 'absent' });
  expect(await electron.module.safeStorage.isAsyncEncryptionAvailable()).toBe(true);
  expect((await electron.module.safeStorage.encryptStringAsync('text')).toString()).toMatch(/^v10/);
  await expect(vault().store('c1', secret)).rejects.toMatchObject({
    code: 'VAULT_UNAVAILABLE',
    message: expect.stringContaining('No keyring answers here'),
  });
  expect(readdirSync(folder)).toEqual([]);
});

test.each(['darwin', 'win32'] as const)('on %s the mark of Chromium’s own password means nothing', async (platform) => {
  open({ keyring: 'absent' });
  await vault({ platform }).store('c1', secret);
  expect(await vault({ platform }).read('c1')).toEqual(secret);
});

test('what it refuses is English for the log, and in the language of whoever reads it', async () => {
  speak('de');
  try {
    open({ keyring: 'failing' });
    const refusal = await vault()
      .store('c1', secret)
      .catch((error: unknown) => errorShapeOf(error));
    expect(errorShapeSchema.parse(refusal).message).toMatch(/^The system’s key store did not encrypt .*AWS profile/);
    expect(words.error(errorShapeSchema.parse(refusal)).hint).toMatch(/^Der Schlüsselspeicher .* AWS-Profil/);
    writeFileSync(path, '{"version":1');
    const damaged = await vault()
      .read('c1')
      .catch((error: unknown) => errorShapeOf(error));
    expect(errorShapeSchema.parse(damaged).message).toMatch(/^The file of secrets is damaged\./);
    expect(words.error(errorShapeSchema.parse(damaged)).hint).toMatch(
      /^Die Datei mit den Geheimnissen ist beschädigt\./,
    );
  } finally {
    speak('en');
  }
});

test.each(['linux', 'darwin', 'win32'] as const)('%s whose key store fails refuses', async (platform) => {
  open({ keyring: 'failing' });
  await expect(vault({ platform }).store('c1', secret)).rejects.toMatchObject({ code: 'VAULT_UNAVAILABLE' });
  expect(readdirSync(folder)).toEqual([]);
});

test('a secret is not called lost while its keyring is locked, away or late', async () => {
  await vault().store('c1', secret);
  const before = readFileSync(path, 'utf8');
  for (const keyring of ['locked', 'absent', 'failing'] as const) {
    open({ keyring });
    await expect(vault().read('c1'), keyring).rejects.toMatchObject({ code: 'VAULT_UNAVAILABLE' });
  }
  open({});
  const never = { ...electron.module.safeStorage, decryptStringAsync: () => new Promise<never>(() => {}) };
  await expect(vault({ safeStorage: never, answerMs: 10 }).read('c1')).rejects.toMatchObject({
    code: 'VAULT_UNAVAILABLE',
    message: expect.stringContaining('Is it waiting to be unlocked?'),
  });
  expect(readFileSync(path, 'utf8')).toBe(before);
  expect(await vault().read('c1')).toEqual(secret);
});

test('a secret that the system cannot decrypt any more is to be entered again', async () => {
  const kept = Buffer.from('garbage').toString('base64');
  writeFileSync(path, JSON.stringify({ version: 1, secrets: { c1: kept } }));
  await expect(vault().read('c1')).rejects.toMatchObject({ code: 'CREDENTIALS_MISSING' });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ version: 1, secrets: { c1: kept } });
});

test('what was encrypted with an old key is encrypted anew, and the others stay', async () => {
  await vault().store('c1', secret);
  await vault().store('c2', { secretAccessKey: 'another-secret-key' });
  const keys = () => {
    const { secrets }: { secrets: Record<string, string> } = JSON.parse(readFileSync(path, 'utf8'));
    return Object.values(secrets).map((kept) => Buffer.from(kept, 'base64').toString().slice(0, 6));
  };
  expect(keys()).toEqual(['v11:1:', 'v11:1:']);
  open({ key: 2 });
  expect(await vault().read('c1')).toEqual(secret);
  expect(keys()).toEqual(['v11:2:', 'v11:1:']);
  expect(await vault().read('c1')).toEqual(secret);
  expect(electron.names().filter((name) => name === 'safeStorage.encryptStringAsync')).toHaveLength(1);
  expect(await vault().read('c2')).toEqual({ secretAccessKey: 'another-secret-key' });
});

test('where it cannot be encrypted anew it stays as it was', async () => {
  await vault().store('c1', secret);
  const before = readFileSync(path, 'utf8');
  open({ key: 2 });
  const deaf = { ...electron.module.safeStorage, encryptStringAsync: () => Promise.reject(new Error('no')) };
  expect(await vault({ safeStorage: deaf }).read('c1')).toEqual(secret);
  expect(readFileSync(path, 'utf8')).toBe(before);
});

test('a damaged file is neither believed nor overwritten', async () => {
  writeFileSync(path, '{"half');
  await expect(vault().read('c1')).rejects.toMatchObject({ code: 'VAULT_UNAVAILABLE' });
  await expect(vault().store('c1', secret)).rejects.toMatchObject({ code: 'VAULT_UNAVAILABLE' });
  expect(readFileSync(path, 'utf8')).toBe('{"half');
});
