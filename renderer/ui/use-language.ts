import { useSyncExternalStore } from 'react';
import { currentLanguage } from '../../shared/format/locale.ts';
import type { LanguageTag } from '../../shared/values/languages.ts';

const listeners = new Set<() => void>();

/** Draws anew whatever is drawn by {@link useLanguage}: the page's words are others now. */
export function tellLanguage(): void {
  for (const listener of listeners) listener();
}

/**
 * The language that the page speaks now. Whoever keeps words from one drawing to the next asks for it, and makes them anew
 * where it is another: what is memoised does not notice that its words have changed.
 */
export function useLanguage(): LanguageTag {
  return useSyncExternalStore(follow, currentLanguage);
}

function follow(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
