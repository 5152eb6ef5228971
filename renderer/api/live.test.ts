import { expect, it, vi } from 'vitest';
import type { LiveEvent, LiveMessage, LiveState } from '../../shared/schema/live.ts';
import { defaultSettings } from '../../shared/values/connection-defaults.ts';
import { followLive, type LiveStore } from './live.ts';

const empty: LiveState = { connections: [], buckets: {}, jobs: [] };

function connection(id: string) {
  return {
    id,
    name: id,
    endpointUrl: null,
    region: 'us-east-1',
    pathStyle: false,
    ...defaultSettings,
    bucketSettings: {},
    activeWindowMs: 0,
    quietIntervalMs: 0,
    credentials: { kind: 'profile' as const, profile: 'p' },
    practice: false,
  };
}
const snapshot = (seq: number, ...ids: string[]): LiveMessage => ({
  type: 'snapshot',
  seq,
  state: { ...empty, connections: ids.map(connection) },
});
const renamed = (...ids: string[]): LiveEvent => ({ type: 'connections', connections: ids.map(connection) });
const events = (seq: number, ...list: LiveEvent[]): LiveMessage => ({ type: 'events', seq, events: list });

/** Each entry is one stream; it breaks after its messages. The last one stays open. */
function follow(streams: (LiveMessage[] | Error)[]) {
  const seen: LiveEvent[] = [];
  const waits: number[] = [];
  const links: string[] = [];
  let opened = 0;
  let resyncs = 0;
  const { store, stop } = followLive({
    open: async () => {
      const stream = streams[opened++];
      if (stream instanceof Error) throw stream;
      return (async function* () {
        for (const message of stream ?? []) yield message;
        if (opened >= streams.length) await new Promise(() => {});
      })();
    },
    onEvents: (batch) => seen.push(...batch),
    onResync: () => resyncs++,
    onFailure: (thrown) => thrown instanceof Error && thrown.message === 'key refused',
    wait: async (ms) => {
      waits.push(ms);
    },
  });
  store.subscribe(() => links.push(store.get().link));
  return { store, stop, seen, waits, links, opened: () => opened, resyncs: () => resyncs };
}
const ids = (store: LiveStore) => store.get().state?.connections.map(({ id }) => id);

it('applies the snapshot, then each batch in turn', async () => {
  const live = follow([[snapshot(1, 'a'), events(2, renamed('b')), events(3, renamed('b', 'c'))]]);
  await vi.waitFor(() => expect(ids(live.store)).toEqual(['b', 'c']));
  expect(live.seen).toHaveLength(2);
  expect(live.store.get().link).toBe('live');
});

it('drops a batch that is not above the newest one applied', async () => {
  const live = follow([
    [snapshot(5, 'a'), events(5, renamed('old')), events(4, renamed('older')), events(6, renamed('new'))],
  ]);
  await vi.waitFor(() => expect(ids(live.store)).toEqual(['new']));
  expect(live.seen).toHaveLength(1);
});

it('never lets a late snapshot overwrite a newer event', async () => {
  const live = follow([[snapshot(1, 'a'), events(9, renamed('new'))], [snapshot(3, 'late')]]);
  await vi.waitFor(() => expect(live.resyncs()).toBe(1));
  expect(ids(live.store)).toEqual(['new']);
});

it('takes a newer snapshot after a break, and says that events may have been missed', async () => {
  const live = follow([[snapshot(1, 'a')], new Error('away'), [snapshot(7, 'b')]]);
  await vi.waitFor(() => expect(ids(live.store)).toEqual(['b']));
  expect(live.resyncs()).toBe(1);
  expect(live.links).toContain('reconnecting');
  expect(live.store.get().link).toBe('live');
});

it('waits longer after each failure and starts short again after a message', async () => {
  const away = () => new Error('away');
  const live = follow([away(), away(), away(), away(), away(), away(), [snapshot(1, 'a')], [snapshot(2, 'b')]]);
  await vi.waitFor(() => expect(ids(live.store)).toEqual(['b']));
  expect(live.waits).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 500]);
});

it('stops where the key is refused', async () => {
  const live = follow([new Error('key refused'), [snapshot(1, 'a')]]);
  await new Promise(setImmediate);
  expect(live.opened()).toBe(1);
  expect(live.store.get().state).toBeNull();
});

it('opens no further stream after stop', async () => {
  const live = follow([[snapshot(1, 'a')], [snapshot(2, 'b')]]);
  live.stop();
  await new Promise(setImmediate);
  expect(live.opened()).toBe(1);
  expect(live.store.get().state).toBeNull();
});
