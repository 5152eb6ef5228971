import { useSyncExternalStore } from 'react';
import type { UploadRef } from '../shared/schema/model.ts';
import { addressOf, type Place, placeAt } from '../shared/values/page-address.ts';

/** Where the person is: a place, and which upload is open in it. */
export type Route =
  | Exclude<Place, { screen: 'bucket' }>
  | { screen: 'bucket'; connectionId: string; bucket: string; upload: UploadRef | null }
  /** An address that leads to nothing. */
  | { screen: 'nowhere' };

/** As much of a window as keeps the way through the page. */
export type RouteWindow = {
  location: Pick<Location, 'hash'>;
  history: Pick<History, 'state' | 'pushState' | 'replaceState' | 'back' | 'forward'>;
  addEventListener: (type: 'popstate', listener: () => void) => void;
};

/** What an entry of the window's history holds besides the address. An upload's key is no part of an address. */
type Entry = { step: number; upload: Pick<UploadRef, 'key' | 'uploadId'> | null };

/**
 * The way through the page. Once it follows a window, the way is kept in that window's own history: each place has its
 * address in the fragment, and a reload, a link, Back and Forward lead to it.
 */
export function createRouteStore() {
  const listeners = new Set<() => void>();
  let window: RouteWindow | null = null;
  let current: Route = { screen: 'start' };
  // How many steps of the page's own lie behind this one: what lies before them is another page.
  let step = 0;
  /** The upload that was last open in each bucket, by the bucket's address. */
  const lastOpen = new Map<string, UploadRef | null>();

  const set = (next: Route) => {
    current = next;
    if (next.screen === 'bucket') lastOpen.set(addressOf(next), next.upload);
    for (const listener of listeners) listener();
  };
  const write = (how: 'pushState' | 'replaceState', next: Route) => {
    const upload = next.screen === 'bucket' && next.upload;
    const entry: Entry = { step, upload: upload ? { key: upload.key, uploadId: upload.uploadId } : null };
    // Nowhere has no address of its own: the one that led there stays in sight.
    window?.history[how](entry, '', next.screen === 'nowhere' ? window.location.hash : `#${addressOf(next)}`);
    set(next);
  };
  return {
    get: () => current,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    /** Takes up the place that a window's address leads to, and keeps to its history from then on. */
    follow: (followed: RouteWindow) => {
      const { history, location } = followed;
      window = followed;
      step = entryOf(history.state)?.step ?? 0;
      set(routeAt(location.hash, history.state) ?? { screen: 'start' });
      followed.addEventListener('popstate', () => {
        const there = routeAt(location.hash, history.state);
        // A fragment of another kind is no place, and moves nobody.
        if (!there) return;
        const entry = entryOf(history.state);
        step = entry?.step ?? step + 1;
        if (entry) set(there);
        // Come by a link or by hand.
        else write('replaceState', there);
      });
    },
    /**
     * Goes somewhere. Opening an upload, or moving between uploads of one bucket, is no step to come back to. Who comes to a
     * bucket anew, and asks for no upload of it, has the one before them that was open there.
     */
    go: (next: Route) => {
      const isStep = !isSamePlace(current, next);
      if (isStep) step += 1;
      const isAnew = isStep && next.screen === 'bucket' && next.upload === null;
      const there = isAnew ? { ...next, upload: lastOpen.get(addressOf(next)) ?? null } : next;
      write(isStep ? 'pushState' : 'replaceState', there);
    },
    /** Goes somewhere, and leaves no way back to where one is. */
    replace: (next: Route) => write('replaceState', next),
    back: () => {
      if (step > 0) window?.history.back();
    },
    forward: () => window?.history.forward(),
  };
}

/** The route that a fragment and what its entry holds lead to; null where it is no address at all. */
function routeAt(hash: string, state: unknown): Route | null {
  if (!hash.startsWith('#/')) return null;
  const place = placeAt(hash.slice(1));
  if (place?.screen !== 'bucket') return place ?? { screen: 'nowhere' };
  const { connectionId, bucket } = place;
  const upload = entryOf(state)?.upload;
  return { ...place, upload: upload ? { connectionId, bucket, ...upload } : null };
}

/** What an entry of the history holds, if it is one of ours. */
function entryOf(state: unknown): Entry | null {
  if (typeof state !== 'object' || state === null || !('step' in state) || typeof state.step !== 'number') return null;
  const { step } = state;
  if (!('upload' in state) || typeof state.upload !== 'object' || state.upload === null) return { step, upload: null };
  const { upload } = state;
  if (!('key' in upload && 'uploadId' in upload)) return { step, upload: null };
  const { key, uploadId } = upload;
  const isNamed = typeof key === 'string' && key !== '' && typeof uploadId === 'string' && uploadId !== '';
  return { step, upload: isNamed ? { key, uploadId } : null };
}

function isSamePlace(a: Route, b: Route): boolean {
  if (a.screen === 'nowhere' || b.screen === 'nowhere') return a.screen === b.screen;
  return addressOf(a) === addressOf(b);
}

/**
 * Where a route leads with these connections: the start leads to the first of them, and an address of one that is not here
 * leads nowhere. The same object where it leads where it says. Pure.
 */
export function resolveRoute(here: Route, connections: readonly { id: string }[]): Route {
  const [first] = connections;
  // History outlives every connection.
  if (here.screen === 'history') return here;
  if (!first) return here.screen === 'start' ? here : { screen: 'start' };
  if (here.screen === 'start') return { screen: 'connection', connectionId: first.id };
  const connectionId = connectionOf(here);
  return connectionId === null || connections.some(({ id }) => id === connectionId) ? here : { screen: 'nowhere' };
}

/** The connection that a place belongs to; null where it belongs to none. */
export function connectionOf(place: Route): string | null {
  return 'connectionId' in place ? place.connectionId : null;
}

/** The page's one route store. */
export const route = createRouteStore();

/** Where the person is now; renders again when that changes. */
export function useRoute(): Route {
  return useSyncExternalStore(route.subscribe, route.get);
}
