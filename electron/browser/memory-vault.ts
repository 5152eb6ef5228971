import type { StaticSecret, Vault } from '../engine/ports.ts';

/** Keeps secrets in this process's memory only: they are gone when it ends (design, "Two hosts"). */
export function createMemoryVault(): Vault {
  const secrets = new Map<string, StaticSecret>();
  return {
    protection: { kind: 'memory' },
    store: async (connectionId, secret) => {
      secrets.set(connectionId, { ...secret });
    },
    read: async (connectionId) => {
      const secret = secrets.get(connectionId);
      return secret ? { ...secret } : null;
    },
    remove: async (connectionId) => {
      secrets.delete(connectionId);
    },
  };
}
