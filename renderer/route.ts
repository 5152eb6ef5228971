import { useSyncExternalStore } from 'react';
import type { UploadRef } from '../shared/schema/model.ts';

/** Where the person is. */
export type Route =
  /** Nothing chosen yet: the first connection, or the welcome screen where there is none. */
  | { screen: 'start' }
  | { screen: 'connection'; connectionId: string }
  | { screen: 'bucket'; connectionId: string; bucket: string; upload: UploadRef | null }
  /** Every job there was, or one of them. */
  | { screen: 'history'; jobId: string | null };

/** The way through the page, kept in memory: a key or a bucket name has no business in an address bar. */
export function createRouteStore(first: Route = { screen: 'start' }) {
  const listeners = new Set<() => void>();
  let past: Route[] = [];
  let future: Route[] = [];
  let current = first;

  const set = (next: Route) => {
    current = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => current,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    /** Goes somewhere. Opening an upload, or moving between uploads of one bucket, is no step to come back to. */
    go: (next: Route) => {
      if (isSamePlace(current, next)) {
        set(next);
        return;
      }
      past = [...past, current].slice(-50);
      future = [];
      set(next);
    },
    back: () => {
      const previous = past.at(-1);
      if (!previous) return;
      past = past.slice(0, -1);
      future = [current, ...future];
      set(previous);
    },
    forward: () => {
      const [next, ...rest] = future;
      if (!next) return;
      past = [...past, current];
      future = rest;
      set(next);
    },
  };
}

function isSamePlace(a: Route, b: Route): boolean {
  if (a.screen === 'history' && b.screen === 'history') return a.jobId === b.jobId;
  if (a.screen === 'start' || b.screen === 'start' || a.screen === 'history' || b.screen === 'history') {
    return a.screen === b.screen;
  }
  if (a.connectionId !== b.connectionId) return false;
  if (a.screen === 'bucket' && b.screen === 'bucket') return a.bucket === b.bucket;
  return a.screen === b.screen;
}

/** The connection that a place belongs to; null where it belongs to none. */
export function connectionOf(place: Route): string | null {
  return place.screen === 'start' || place.screen === 'history' ? null : place.connectionId;
}

/** The page's one route store. */
export const route = createRouteStore();

/** Where the person is now; renders again when that changes. */
export function useRoute(): Route {
  return useSyncExternalStore(route.subscribe, route.get);
}
