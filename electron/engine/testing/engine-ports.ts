import { systemClock } from '../ports/clock.ts';
import type { EnginePorts, Secrets, Vault } from '../ports/ports.ts';

/** A vault without a file. @param secrets what it holds, by connection ID; tests may look into it */
export function memoryVault(secrets: Map<string, Secrets> = new Map()): Vault {
  return {
    protection: { kind: 'memory' },
    store: async (id, secret) => void secrets.set(id, secret),
    read: async (id) => secrets.get(id) ?? null,
    remove: async (id) => void secrets.delete(id),
  };
}

/** What an engine under test is opened with, unless the test says otherwise: no log, no chance, no practice store. */
export function enginePorts(dataDir: string, given: Partial<EnginePorts> = {}): EnginePorts {
  return {
    clock: systemClock,
    random: () => 0,
    vault: memoryVault(),
    log: { info() {}, warn() {}, error() {} },
    dataDir,
    host: 'browser',
    version: '0.0.0',
    chooseLanguage() {},
    startPractice: () => Promise.reject(new Error('There is no practice store here')),
    ...given,
  };
}
