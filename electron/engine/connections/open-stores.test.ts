import { describe, expect, it, vi } from 'vitest';
import { OpenStores } from './open-stores.ts';

/** A store, and the ends of opening it. */
function opening() {
  const { promise, resolve, reject } = Promise.withResolvers<{ close: () => void }>();
  const store = { close: vi.fn() };
  return { promise, store, succeed: () => resolve(store), fail: () => reject(new Error('no index')) };
}

describe('one open store for each connection', () => {
  it('is opened once for all who ask, and closed once', async () => {
    const first = opening();
    const open = vi.fn(() => first.promise);
    const stores = new OpenStores(open);
    const asked = [stores.storeFor('a'), stores.storeFor('a')];
    first.succeed();
    expect(await Promise.all(asked)).toEqual([first.store, first.store]);
    expect(open).toHaveBeenCalledOnce();
    await stores.forgetAll();
    expect(first.store.close).toHaveBeenCalledOnce();
  });

  it('is tried again where opening failed', async () => {
    const tries = [opening(), opening()];
    const open = vi.fn((_: string) => (tries[open.mock.calls.length - 1] ?? opening()).promise);
    const stores = new OpenStores(open);
    const failed = stores.storeFor('a');
    tries[0]?.fail();
    await expect(failed).rejects.toThrow('no index');
    const again = stores.storeFor('a');
    tries[1]?.succeed();
    expect(await again).toBe(tries[1]?.store);
  });

  it('stays where an older one fails after the connection was edited', async () => {
    const older = opening();
    const newer = opening();
    const open = vi.fn((_: string) => (open.mock.calls.length === 1 ? older : newer).promise);
    const stores = new OpenStores(open);
    const failed = stores.storeFor('a');
    const forgotten = stores.forget('a');
    const kept = stores.storeFor('a');
    newer.succeed();
    older.fail();
    await expect(failed).rejects.toThrow('no index');
    await forgotten;
    expect(stores.storeFor('a')).toBe(kept);
    expect(open).toHaveBeenCalledTimes(2);
    await stores.forget('a');
    expect(newer.store.close).toHaveBeenCalledOnce();
  });
});
