import type { SafeStorage } from 'electron';
import { type Desktop, mustBeReady } from './desktop.ts';
import { strict } from './strict.ts';

/** Desktops by whose name Chromium chooses a keyring (components/os_crypt, SelectBackend). */
const backends: readonly [RegExp, ReturnType<SafeStorage['getSelectedStorageBackend']>][] = [
  [/^KDE$/i, 'kwallet6'],
  [/^(X-Cinnamon|Deepin|GNOME|Pantheon|XFCE|UKUI|Unity|COSMIC)$/i, 'gnome_libsecret'],
];
const byStore: Readonly<Record<string, ReturnType<SafeStorage['getSelectedStorageBackend']>>> = {
  basic: 'basic_text',
  'gnome-libsecret': 'gnome_libsecret',
  kwallet: 'kwallet',
  kwallet5: 'kwallet5',
  kwallet6: 'kwallet6',
};
const turned = (text: string) => [...text].toReversed().join('');

/**
 * `safeStorage`, its asynchronous half: the synchronous one is deprecated, blocks, and is unknown here. It "encrypts" by
 * turning the text around, enough to see that nothing is written as it is. What is encrypted begins with `v11` where a
 * keyring's key was used and with `v10` where it was the one in Chromium's source, as on Linux; `isAsyncEncryptionAvailable`
 * says true for both, as there.
 */
export function createSafeStorage(desktop: Desktop) {
  const { world, switches } = desktop;
  const backend = (): ReturnType<SafeStorage['getSelectedStorageBackend']> => {
    if (!desktop.ready) return 'unknown';
    const asked = byStore[switches.get('password-store') ?? ''];
    return (
      asked ?? backends.find(([name]) => world.desktop.split(':').some((part) => name.test(part)))?.[1] ?? 'basic_text'
    );
  };
  const hasKey = () => world.keyring !== 'absent' && backend() !== 'basic_text';
  const answer = (what: string) => {
    if (!desktop.ready) throw new Error('safeStorage cannot be used before app is ready');
    if (world.keyring === 'locked')
      throw new Error(`safeStorage.${what}StringAsync is temporarily unavailable. Please try again.`);
    if (world.keyring === 'failing')
      throw new Error(`Error while ${what}ing the text provided to safeStorage.${what}StringAsync.`);
  };
  return strict(
    'safeStorage',
    {
      async isAsyncEncryptionAvailable() {
        return desktop.ready;
      },
      getSelectedStorageBackend: backend,
      async encryptStringAsync(text) {
        mustBeReady(desktop, 'safeStorage');
        answer('encrypt');
        return Buffer.from(`${hasKey() ? 'v11' : 'v10'}:${world.key}:${turned(text)}`);
      },
      async decryptStringAsync(encrypted) {
        answer('decrypt');
        const [, mark, key, text] = /^(v1[01]):(\d+):(.*)$/s.exec(encrypted.toString()) ?? [];
        if (mark !== (hasKey() ? 'v11' : 'v10') || text === undefined)
          throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.');
        return { result: turned(text), shouldReEncrypt: Number(key) < world.key };
      },
    } satisfies Pick<
      SafeStorage,
      'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
    >,
    desktop.record,
  );
}
