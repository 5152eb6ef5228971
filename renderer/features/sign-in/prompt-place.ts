import { useEffect, useId, useSyncExternalStore } from 'react';

/**
 * Where prompts are shown. A dialog keeps the focus within itself, so a prompt beneath one could not be answered by
 * keyboard: the place that opened last shows them, and gives them back when it closes.
 */
export function createPromptPlaces() {
  const listeners = new Set<() => void>();
  let places: readonly string[] = [];
  const set = (next: readonly string[]) => {
    places = next;
    for (const listener of listeners) listener();
  };
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    /** The place that shows them now; null where there is none. */
    top: () => places.at(-1) ?? null,
    /** Adds a place; returns what removes it. */
    open: (place: string) => {
      set([...places, place]);
      return () => set(places.filter((each) => each !== place));
    },
  };
}

const places = createPromptPlaces();

/** Makes the caller a place for prompts while it is on screen; whether it is the one that shows them now. */
export function useIsPromptPlace(): boolean {
  const id = useId();
  useEffect(() => places.open(id), [id]);
  return useSyncExternalStore(places.subscribe, places.top) === id;
}

/** Prompts that were put aside, by their IDs: wherever they would be shown, until they are asked back. */
export function createAside() {
  const listeners = new Set<() => void>();
  let ids: ReadonlySet<string> = new Set();
  const set = (next: ReadonlySet<string>) => {
    ids = next;
    for (const listener of listeners) listener();
  };
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    get: () => ids,
    put: (id: string) => set(new Set([...ids, id])),
    bringBack: () => set(new Set()),
  };
}

/** The page's one. */
export const aside = createAside();

/** What is put aside now. */
export function useAside(): ReadonlySet<string> {
  return useSyncExternalStore(aside.subscribe, aside.get);
}
