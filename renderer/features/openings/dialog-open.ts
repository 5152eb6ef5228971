import { useSyncExternalStore } from 'react';

/** Whether a dialog asks for something. */
export function isDialogOpen(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null;
}

/**
 * The same; renders again when that changes.
 *
 * @param follows whether anybody waits for it: the whole page is watched, which is not free while lists scroll
 */
export function useIsDialogOpen(follows: boolean): boolean {
  return useSyncExternalStore(follows ? watchPage : watchNothing, isDialogOpen);
}

function watchPage(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => observer.disconnect();
}

const watchNothing = () => () => {};
