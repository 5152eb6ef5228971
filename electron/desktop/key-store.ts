import type { SafeStorage } from 'electron';
import { AppError } from '../../shared/schema/errors.ts';
import type { Said } from '../../shared/schema/saying.ts';
import { says } from '../../shared/words/says.ts';
import type { Vault } from '../engine/ports/ports.ts';

/** KDE's own keyring is chosen by more than this name: nothing is changed there. */
const isKde = (env: NodeJS.ProcessEnv) =>
  /\bKDE\b/i.test(env.XDG_CURRENT_DESKTOP ?? '') ||
  /kde|plasma/i.test(env.DESKTOP_SESSION ?? '') ||
  env.KDE_FULL_SESSION !== undefined;

/**
 * The `--password-store` to start Chromium with; null: as it is. Chromium chooses by the desktop's name alone, and on one
 * that it does not know (Sway, i3, Hyprland, LXQt, …) it looks for no keyring, although a Secret Service runs there as well
 * as anywhere. Where none runs, {@link KeyStore} says so. To be set before the app is ready. Pure.
 *
 * @param commandLine what the person asked for goes first
 */
export function passwordStore(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
  commandLine: { hasSwitch(name: string): boolean },
): string | null {
  if (platform !== 'linux' || commandLine.hasSwitch('password-store') || isKde(env)) return null;
  return 'gnome-libsecret';
}

/** Time for a person to unlock a keyring, ms. */
const longestAnswerMs = 120_000;

export interface KeyStoreOptions {
  safeStorage: Pick<SafeStorage, 'encryptStringAsync' | 'decryptStringAsync'>;
  platform: NodeJS.Platform;
  /** Resolves once the person sees the window: a question of the system's before that would come out of nowhere. */
  windowStands: Promise<unknown>;
  /** How long an answer may take, ms; enough to unlock a keyring where left out. */
  answerMs?: number;
}

/**
 * What becomes of secrets here, as far as it can be told without asking the system's key store. On Linux the desktop's
 * name alone says which one Chromium would use, and `basic_text` is a password that stands in Chromium's source: that
 * counts as no protection.
 */
export function vaultProtection({
  safeStorage,
  platform,
}: {
  safeStorage: Pick<SafeStorage, 'getSelectedStorageBackend'>;
  platform: NodeJS.Platform;
}): Vault['protection'] {
  if (platform !== 'linux') return { kind: 'system', backend: platform === 'darwin' ? 'Keychain' : 'DPAPI' };
  const backend = safeStorage.getSelectedStorageBackend();
  if (backend === 'basic_text' || backend === 'unknown') {
    return { kind: 'unavailable', reason: says('noKeyring') };
  }
  return { kind: 'system', backend };
}

/** The system's key store, asked when it is needed and without blocking. */
export interface KeyStore {
  /** @throws AppError VAULT_UNAVAILABLE where the system does not encrypt with a key of its own */
  encrypt(text: string): Promise<Buffer>;
  /**
   * `isOutdated`: the text should be encrypted anew, because the system has a better key by now.
   *
   * @throws AppError VAULT_UNAVAILABLE where the key store cannot be asked now, CREDENTIALS_MISSING where it could not
   * decrypt this
   */
  decrypt(encrypted: Buffer): Promise<{ text: string; isOutdated: boolean }>;
}

export function createKeyStore(options: KeyStoreOptions): KeyStore {
  const { safeStorage, platform, windowStands, answerMs = longestAnswerMs } = options;
  const unavailable = (why: Said) => new AppError('VAULT_UNAVAILABLE', why);

  const encrypt = async (text: string): Promise<Buffer> => {
    const encrypted = await answered(safeStorage.encryptStringAsync(text), answerMs).catch((error: unknown) => {
      throw unavailable(says('vaultOrElse', { why: whyNot(error, answerMs) }));
    });
    // Electron says that it can encrypt where no keyring answers as well, and does so with the password in Chromium's
    // source. Only what comes out tells: `v10` is that password, `v11` and later are keys of a keyring
    // (components/os_crypt/async/browser, PosixKeyProvider).
    if (platform === 'linux' && encrypted.subarray(0, 3).toString() === 'v10') throw unavailable(says('noKeyring'));
    return encrypted;
  };
  return {
    async encrypt(text) {
      await windowStands;
      return encrypt(text);
    },
    async decrypt(encrypted) {
      await windowStands;
      try {
        const { result, shouldReEncrypt } = await answered(safeStorage.decryptStringAsync(encrypted), answerMs);
        return { text: result, isOutdated: shouldReEncrypt };
      } catch (error) {
        if (error instanceof Late || isTemporary(error)) throw unavailable(whyNot(error, answerMs));
        // A keyring that is not there today has not forgotten its key.
        await encrypt('');
        throw undecipherable();
      }
    },
  };
}

/** The error for a kept secret that is lost. Without its cause, which might quote what was decrypted. */
export function undecipherable(): AppError {
  return new AppError('CREDENTIALS_MISSING', says('secretUndecipherable'));
}

class Late extends Error {}

/** As Electron words it (shell/browser/api/electron_api_safe_storage.cc); it has no code for it. */
const isTemporary = (error: unknown) => error instanceof Error && /temporarily unavailable/.test(error.message);

function whyNot(error: unknown, answerMs: number): Said {
  if (error instanceof Late) return says('vaultLate', { seconds: Math.round(answerMs / 1000) });
  return isTemporary(error) ? says('vaultNotNow') : says('vaultNotEncrypted');
}

async function answered<T>(answer: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late()), limitMs);
  });
  try {
    return await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}
