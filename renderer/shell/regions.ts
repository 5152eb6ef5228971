import { focusRegion } from '../ui/focus-place.ts';

/** What had the focus last in each region. */
const lastIn = new WeakMap<Element, HTMLElement>();

/** Remembers, for as long as it listens, where in each region the keyboard was. @returns ends that */
export function followRegions(): () => void {
  const onFocusIn = ({ target }: FocusEvent) => {
    const region = target instanceof HTMLElement ? target.closest('[data-region]') : null;
    if (region && target instanceof HTMLElement && target !== region) lastIn.set(region, target);
  };
  window.addEventListener('focusin', onFocusIn);
  return () => window.removeEventListener('focusin', onFocusIn);
}

/**
 * Leads the keyboard to the next region of the window or, with -1, to the one before: to where it was last in it. A region
 * that holds others is none itself, and one with nothing to go to is passed over.
 */
export function goToRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.querySelector('[data-region]') === null,
  );
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  for (let tried = 1; tried <= regions.length; tried += 1) {
    const from = here < 0 && step < 0 ? 0 : here;
    const region = regions.at((from + step * tried + regions.length * 2) % regions.length);
    if (region && focusRegion(region, lastIn.get(region))) return;
  }
}
