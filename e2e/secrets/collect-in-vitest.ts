import { vi } from 'vitest';
import { isCollecting } from './collection.ts';
import { keepRemovedFolders } from './keep-removed.ts';
import { recordCall } from './recorded-client.ts';
import { tapMessages } from './tap.ts';

// Set-up of every unit and durability test: while a collection is under way, what the sweep will search is kept.

if (isCollecting()) {
  keepRemovedFolders();
  tapMessages();
}

// Tests call the engine in their own process: what it answers there is what a host would send.
vi.mock('@orpc/server', async (importOriginal) => {
  const original = await importOriginal<typeof import('@orpc/server')>();
  if (!isCollecting()) return original;
  const createRouterClient: typeof original.createRouterClient = (router, ...rest) => {
    const [options] = rest;
    const interceptors = [recordCall, ...(options?.interceptors ?? [])];
    return original.createRouterClient(router, { ...options, interceptors });
  };
  return { ...original, createRouterClient };
});
