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
 * A button that is off while its call is under way gets it back once it is on again. Whoever clicks beside everything,
 * or goes on by Tab to what surrounds the page, takes the focus away, and it stays away.
 * @returns ends the keeping
 */
export function keepFocus(): () => void {
  /** Whether the focus is in its last place, or was when that went. */
  let isHeld = false;
  /** Between leaving one element and reaching the next nothing has the focus, and nothing is lost. */
  let isMoving = false;
  /** Whether that place was off for a while. */
  let wasOff = false;

  const keep = () => {
    if (!isHeld || isMoving || !last || !isFocusLost()) return;
    const { element } = last;
    if (isReachable(element)) {
      if (wasOff) focusAt(last);
      return;
    }
    wasOff = true;
    // The library's mark of a button whose call is under way.
    if (element.isConnected && element.hasAttribute('data-loading')) return;
    focusAt(last);
  };
  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || target === document.body) return;
    isHeld = true;
    isMoving = false;
    wasOff = false;
    last = placeOf(target);
  };
  const onFocusOut = ({ relatedTarget }: FocusEvent) => {
    isMoving = relatedTarget !== null;
    // By then the next element has it, or the page has lost it, or what had it is gone.
    setTimeout(() => {
      isMoving = false;
      if (isFocusLost() && last && isReachable(last.element) && !wasOff) isHeld = false;
      keep();
    });
  };

  const changes = new MutationObserver(keep);
  changes.observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled', 'hidden'] });
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  window.addEventListener('focusin', onFocusIn, options);
  window.addEventListener('focusout', onFocusOut, options);
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
