const storageKey = 'loose-parts-token';

/** The parts of a window that hold or carry the token. */
export type TokenPlaces = {
  location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  history: Pick<History, 'replaceState'>;
  storage: Pick<Storage, 'getItem' | 'setItem'>;
};

/**
 * The browser host's per-run token. It arrives in the URL's fragment (`#token=…`), which is never sent over the wire;
 * it moves to session storage at once and leaves the address bar, so that no screenshot or bookmark carries it.
 * Returns null where the page was opened without one.
 */
export function takeToken({ location, history, storage }: TokenPlaces): string | null {
  // A place's address is a fragment, too, and may come from anywhere: a token within one is none.
  const fromAddress = location.hash.startsWith('#/') ? null : new URLSearchParams(location.hash.slice(1)).get('token');
  if (fromAddress) {
    storage.setItem(storageKey, fromAddress);
    history.replaceState(null, '', `${location.pathname}${location.search}`);
    return fromAddress;
  }
  return storage.getItem(storageKey);
}
