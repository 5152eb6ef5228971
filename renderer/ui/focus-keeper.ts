import { type FocusPlace, focusAt, isReachable, placeOf } from './focus-place.ts';

/** The last place of the focus. */
let last: FocusPlace | null = null;

/** Where the focus is or, where it is nowhere, was last; null before it was anywhere. */
export function lastFocus(): FocusPlace | null {
  return last;
}

/** Whether nothing has the focus, or what has it is off and will lose it with the next frame. */
export function isFocusLost(): boolean {
  const active = document.activeElement;
  return active === null || active === document.body || active.matches(':disabled');
}

/**
 * Keeps the focus from being lost: where the element that has it goes, or is switched off, the focus goes to what is nearest.
 * A button that is off while its call is under way gets it back once it is on again. Whoever clicks beside everything
 * takes the focus away, and it stays away.
 * @returns ends the keeping
 */
export function keepFocus(): () => void {
  /** Whether the focus is in its last place, or was when that went. */
  let isHeld = false;
  let isPointerDown = false;

  const keep = () => {
    if (!isHeld || !last || !isFocusLost()) return;
    const { element } = last;
    // The library's mark of a button whose call is under way.
    if (element.isConnected && element.hasAttribute('data-loading')) return;
    focusAt(last);
  };
  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || target === document.body) return;
    isHeld = true;
    last = placeOf(target);
  };
  const onFocusOut = () => {
    if (isPointerDown && last && isReachable(last.element)) isHeld = false;
    // What is being removed is gone by then.
    queueMicrotask(keep);
  };
  const onPointer = ({ type }: PointerEvent) => {
    isPointerDown = type === 'pointerdown';
  };

  const changes = new MutationObserver(keep);
  changes.observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled', 'hidden'] });
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  window.addEventListener('focusin', onFocusIn, options);
  window.addEventListener('focusout', onFocusOut, options);
  for (const type of ['pointerdown', 'pointerup', 'pointercancel'] as const) {
    window.addEventListener(type, onPointer, options);
  }
  window.addEventListener('keydown', holdNothingDown, options);
  return () => {
    changes.disconnect();
    listening.abort();
  };
}

/** The key that pressed one button, still held down, must not press the one that the focus came to. */
function holdNothingDown(event: KeyboardEvent): void {
  if (!event.repeat || (event.key !== 'Enter' && event.key !== ' ')) return;
  if (event.target instanceof HTMLElement && event.target.closest('button, summary, a[href]')) event.preventDefault();
}
