import { useMemo, useSyncExternalStore } from 'react';
import { currentLanguage } from '../../shared/format/locale.ts';
import type { LanguageTag } from '../../shared/values/languages.ts';

const listeners = new Set<() => void>();

/** Draws anew whatever is drawn by {@link useLanguage}: the page's words are others now. */
export function tellLanguage(): void {
  for (const listener of listeners) listener();
}

/**
 * The language that the page speaks now. Whoever is drawn from memory asks for it, and {@link useSpoken} makes
 * anew what is kept from one drawing to the next: neither notices by itself that its words have changed.
 */
export function useLanguage(): LanguageTag {
  return useSyncExternalStore(follow, currentLanguage);
}

/**
 * Like `useMemo`, for what holds words: it is made anew also where the page speaks another language.
 *
 * @param dependencies what `make` reads besides; the linter looks after them as after those of `useMemo` (.biome.json)
 */
export function useSpoken<T>(make: () => T, dependencies: readonly unknown[]): T {
  const language = useLanguage();
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are looked after where this is used
  return useMemo(make, [...dependencies, language]);
}

function follow(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
