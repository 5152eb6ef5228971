import { readFile } from 'node:fs/promises';
import type { SafeStorage } from 'electron';
import { z } from 'zod';
import { AppError } from '../../shared/schema/errors.ts';
import type { Said } from '../../shared/schema/saying.ts';
import { says } from '../../shared/words/says.ts';
import type { Secrets, Vault } from '../engine/ports/ports.ts';
import { writeFileAtomically } from '../host/atomic-file.ts';
import { systemCode } from '../host/exit.ts';
import { createKeyStore, type KeyStoreOptions, undecipherable, vaultProtection } from './key-store.ts';

/** On disk: ID → the secrets kept under it, encrypted by the system, base64. */
const fileSchema = z.object({ version: z.literal(1), secrets: z.record(z.string(), z.string()) });
/** Early versions wrote an absent session token as null. */
const secretsSchema = z
  .record(z.string(), z.string().nullable())
  .transform(
    (kept): Secrets =>
      Object.fromEntries(Object.entries(kept).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))),
  );

export interface VaultOptions extends KeyStoreOptions {
  safeStorage: KeyStoreOptions['safeStorage'] & Pick<SafeStorage, 'getSelectedStorageBackend'>;
  /** The file that holds the encrypted secrets. */
  path: string;
}

/**
 * The desktop app's vault: one file of secrets, each encrypted by the system (safeStorage). To be made once the app is
 * ready. The system's key store is asked when a secret is stored or read, never before (it may ask the person).
 *
 * `store` throws VAULT_UNAVAILABLE where the system cannot keep a secret; `read` the same where the key store cannot be
 * asked now, and CREDENTIALS_MISSING where a kept secret cannot be decrypted any more.
 */
export function createVault(options: VaultOptions): Vault {
  const { path } = options;
  const protection = vaultProtection(options);
  const keyStore = createKeyStore(options);
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: two changes at once would lose one of them. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work);
    last = result;
    return result;
  };
  const unavailable = (why: Said) => new AppError('VAULT_UNAVAILABLE', why);

  const load = async (): Promise<Record<string, string>> => {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return {};
      throw unavailable(says('vaultUnreadable', { code: systemCode(error) ?? says('unknownReason') }));
    }
    const parsed = fileSchema.safeParse(parseJson(text));
    // Never overwritten: what is in it may be all that is left of somebody's secrets.
    if (!parsed.success) throw unavailable(says('vaultDamaged', { path }));
    return parsed.data.secrets;
  };
  const save = (secrets: Record<string, string>) =>
    writeFileAtomically(path, `${JSON.stringify({ version: 1, secrets })}\n`);

  return {
    protection,
    store: (id, secrets) =>
      inTurn(async () => {
        if (protection.kind === 'unavailable') throw unavailable(protection.reason);
        const encrypted = await keyStore.encrypt(JSON.stringify(secrets));
        await save({ ...(await load()), [id]: encrypted.toString('base64') });
      }),
    read: (id) =>
      inTurn(async () => {
        const all = await load();
        const kept = all[id];
        if (kept === undefined) return null;
        if (protection.kind === 'unavailable') throw unavailable(protection.reason);
        const { text, isOutdated } = await keyStore.decrypt(Buffer.from(kept, 'base64'));
        const secrets = secretsSchema.safeParse(parseJson(text));
        if (!secrets.success) throw undecipherable();
        if (isOutdated) {
          // The system has a better key by now. Where that fails, the secret is still kept as it was.
          await keyStore.encrypt(text).then(
            (again) => save({ ...all, [id]: again.toString('base64') }),
            () => {},
          );
        }
        return secrets.data;
      }),
    remove: (id) =>
      inTurn(async () => {
        const { [id]: removed, ...rest } = await load();
        if (removed !== undefined) await save(rest);
      }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
