import { inject } from 'vitest';
import type { StoreServer } from '../../support/servers/server.ts';
import { serverNamed } from '../../support/servers/servers.ts';
import type { StoreKeys } from '../../support/stores/raw-client.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The store that this run's set-up started. */
    store: { name: string; keys: StoreKeys };
  }
}

/** Where the store of this run is, and its keys. The run's set-up ends it. */
export function startedStore(): StoreKeys {
  return inject('store').keys;
}

/** Which store this run checks, and what is written down of it. */
export function serverUnderTest(): StoreServer {
  return serverNamed(inject('store').name);
}
