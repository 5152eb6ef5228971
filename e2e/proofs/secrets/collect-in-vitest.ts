import { vi } from 'vitest';
import { isCollecting } from './collection.ts';

// Set-up of every unit and durability test: while a collection is under way, what the sweep will search is kept.

if (isCollecting()) {
  // Loaded only then: every test file pays for what is loaded here.
  const { keepRemovedFolders } = await import('./keep-removed.ts');
  const { tapMessages } = await import('./tap.ts');
  keepRemovedFolders();
  tapMessages();
}

// Tests call the engine in their own process: what it answers there is what a host would send.
vi.mock('@orpc/server', async (importOriginal) => {
  const original = await importOriginal<typeof import('@orpc/server')>();
  if (!isCollecting()) return original;
  const { recordCall } = await import('./recorded-client.ts');
  const recorded = (options: unknown): object => {
    const given = typeof options === 'object' && options !== null ? options : {};
    const others: unknown[] = 'interceptors' in given && Array.isArray(given.interceptors) ? given.interceptors : [];
    return { ...given, interceptors: others.includes(recordCall) ? others : [recordCall, ...others] };
  };
  // Whatever its types: the call passes through, with one interceptor more.
  const createRouterClient = new Proxy(original.createRouterClient, {
    apply: (target, self, [router, options]: unknown[]) => Reflect.apply(target, self, [router, recorded(options)]),
  });
  return { ...original, createRouterClient };
});
