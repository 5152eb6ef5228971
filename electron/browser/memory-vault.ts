import type { Secrets, Vault } from '../engine/ports/ports.ts';

/** Keeps secrets in this process's memory only: they are gone when it ends (design, "Two hosts"). */
export function createMemoryVault(): Vault {
  const secrets = new Map<string, Secrets>();
  return {
    protection: { kind: 'memory' },
    store: async (id, given) => {
      secrets.set(id, { ...given });
    },
    read: async (id) => {
      const secret = secrets.get(id);
      return secret ? { ...secret } : null;
    },
    remove: async (id) => {
      secrets.delete(id);
    },
  };
}
