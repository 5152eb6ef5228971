import { readFile } from 'node:fs/promises';
import type { SafeStorage } from 'electron';
import { z } from 'zod';
import { AppError } from '../../shared/schema/errors.ts';
import type { Secrets, Vault } from '../engine/ports/ports.ts';
import { writeFileAtomically } from '../host/atomic-file.ts';
import { systemCode } from '../host/exit.ts';

/** On disk: ID → the secrets kept under it, encrypted by the system, base64. */
const fileSchema = z.object({ version: z.literal(1), secrets: z.record(z.string(), z.string()) });
/** Early versions wrote an absent session token as null. */
const secretsSchema = z
  .record(z.string(), z.string().nullable())
  .transform(
    (kept): Secrets =>
      Object.fromEntries(Object.entries(kept).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))),
  );

const alternatives =
  'Use an AWS profile instead, or the browser host (--browser), which keeps entered secrets in memory only.';

export interface VaultOptions {
  safeStorage: Pick<
    SafeStorage,
    'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
  >;
  platform: NodeJS.Platform;
  /** The file that holds the encrypted secrets. */
  path: string;
}

/**
 * Whether the system can really keep a secret. On Linux without a keyring, Electron "encrypts" with a password that is
 * in its source (`basic_text`): that counts as no protection. To be asked once the app is ready.
 */
function vaultProtection({ safeStorage, platform }: Omit<VaultOptions, 'path'>): Vault['protection'] {
  if (platform === 'linux') {
    const backend = safeStorage.getSelectedStorageBackend();
    if (backend === 'basic_text' || backend === 'unknown') {
      const reason = `No keyring is running here (GNOME Keyring, KWallet or another Secret Service), so a secret could not be encrypted. ${alternatives}`;
      return { kind: 'unavailable', reason };
    }
    if (safeStorage.isEncryptionAvailable()) return { kind: 'system', backend };
  } else if (safeStorage.isEncryptionAvailable()) {
    return { kind: 'system', backend: platform === 'darwin' ? 'Keychain' : 'DPAPI' };
  }
  return { kind: 'unavailable', reason: `The system's vault does not answer. ${alternatives}` };
}

/**
 * The desktop app's vault: one file of secrets, each encrypted by the system (safeStorage).
 *
 * `store` throws VAULT_UNAVAILABLE where the system cannot keep a secret; `read` throws CREDENTIALS_MISSING where a kept
 * one cannot be decrypted any more.
 */
export function createVault(options: VaultOptions): Vault {
  const { safeStorage, path } = options;
  const protection = vaultProtection(options);
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: two changes at once would lose one of them. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work);
    last = result;
    return result;
  };
  const unavailable = (reason: string) => new AppError('VAULT_UNAVAILABLE', reason);

  const load = async (): Promise<Record<string, string>> => {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return {};
      throw unavailable(`The file of secrets cannot be read (${systemCode(error) ?? 'unknown reason'}).`);
    }
    const parsed = fileSchema.safeParse(parseJson(text));
    // Never overwritten: what is in it may be all that is left of somebody's secrets.
    if (!parsed.success) throw unavailable(`The file of secrets is damaged. Move ${path} away and enter them again.`);
    return parsed.data.secrets;
  };
  const save = (secrets: Record<string, string>) =>
    writeFileAtomically(path, `${JSON.stringify({ version: 1, secrets })}\n`);

  return {
    protection,
    store: (id, secrets) =>
      inTurn(async () => {
        if (protection.kind === 'unavailable') throw unavailable(protection.reason);
        const encrypted = safeStorage.encryptString(JSON.stringify(secrets));
        await save({ ...(await load()), [id]: encrypted.toString('base64') });
      }),
    read: (id) =>
      inTurn(async () => {
        const kept = (await load())[id];
        if (kept === undefined) return null;
        if (protection.kind === 'unavailable') throw unavailable(protection.reason);
        return decrypt(kept, safeStorage);
      }),
    remove: (id) =>
      inTurn(async () => {
        const { [id]: removed, ...rest } = await load();
        if (removed !== undefined) await save(rest);
      }),
  };
}

function decrypt(kept: string, safeStorage: VaultOptions['safeStorage']): Secrets {
  try {
    return secretsSchema.parse(JSON.parse(safeStorage.decryptString(Buffer.from(kept, 'base64'))));
  } catch {
    // The cause is left out: it might quote what was decrypted.
    throw new AppError(
      'CREDENTIALS_MISSING',
      'The stored secret cannot be decrypted any more: the system’s vault has changed. Enter the secret access key again.',
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
