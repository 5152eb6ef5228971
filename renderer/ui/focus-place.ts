/**
 * Where the focus was: the element, and for each element around it how many siblings came before. What is near is found by
 * that once the element is gone.
 */
export type FocusPlace = { element: HTMLElement; around: readonly { parent: Element; at: number }[] };

/** What can take the focus of the keyboard, before it is asked whether it is shown. */
const candidates = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** Whether the keyboard can be led to an element: it is in the page, shown, and not off. */
export function isReachable(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled') && element.checkVisibility({ visibilityProperty: true });
}

/** Everything in an element that Tab leads to, in the order of the page. */
function tabStops(inside: Element): HTMLElement[] {
  return [...inside.querySelectorAll<HTMLElement>(candidates)].filter(
    (element) => element.tabIndex >= 0 && isReachable(element),
  );
}

/**
 * The place of an element that has the focus. Of something in a menu it is the button that opened it: the menu is gone
 * before anybody comes back.
 */
export function placeOf(element: HTMLElement): FocusPlace {
  const opener = openerOf(element) ?? element;
  const around: { parent: Element; at: number }[] = [];
  for (let child: Element = opener; child.parentElement; child = child.parentElement) {
    around.push({ parent: child.parentElement, at: [...child.parentElement.children].indexOf(child) });
  }
  return { element: opener, around };
}

function openerOf(element: HTMLElement): HTMLElement | null {
  const id = element.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  return id ? document.getElementById(id) : null;
}

/** Where dialogs that may be gone give the focus back, by the element that held what is in them. */
const ofDialogs = new WeakMap<Element, FocusPlace>();

/** Notes where a dialog gives the focus back: whoever remembers a place in it comes back there once it is gone. */
export function noteDialog(dialog: Element, opener: FocusPlace): void {
  ofDialogs.set(dialog, opener);
}

/**
 * Brings the focus to a place: to its element, or where that is gone or off, to what is nearest in what is left around it.
 * In another region of the window it goes to that region's home (see {@link focusRegion}). The last resort is `main`.
 */
export function focusAt({ element, around }: FocusPlace): void {
  if (isReachable(element)) {
    element.focus({ preventScroll: true });
    return;
  }
  for (const { parent, at } of around) {
    const opener = parent.isConnected ? undefined : ofDialogs.get(parent);
    if (opener) {
      focusAt(opener);
      return;
    }
    if (parent === document.body) break;
    const near = parent.isConnected ? nearest(parent, at) : undefined;
    if (!near) continue;
    const region = near.closest<HTMLElement>('[data-region]');
    // What is nearest is right within what was there before. A region that is entered anew, or holds another screen by now,
    // is entered by its own door.
    const isSame = region !== parent && around.some(({ parent: before }) => before === region);
    if (region && !isSame) focusRegion(region);
    else near.focus({ preventScroll: true });
    return;
  }
  document.querySelector('main')?.focus({ preventScroll: true });
}

/** The first that follows the place, else the last before it. */
function nearest(parent: Element, at: number): HTMLElement | undefined {
  const place = parent.children.item(at);
  const stops = tabStops(parent);
  const isAfter = (stop: HTMLElement) =>
    place !== null &&
    (place.contains(stop) || (place.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);
  return stops.find(isAfter) ?? stops.at(-1);
}

/**
 * Leads the keyboard into a region of the window (`data-region`).
 * @param before what had the focus in it last, to which it goes where that is still there; else it goes to the region's
 * home (`data-home`), to the entry of where one is, or to its first stop
 * @returns whether there was anything to lead to
 */
export function focusRegion(region: HTMLElement, before?: HTMLElement): boolean {
  const homes = [...region.querySelectorAll<HTMLElement>('[data-home], [aria-current="page"]')].filter(isReachable);
  const isThere = before !== undefined && region.contains(before) && isReachable(before);
  const target = isThere ? before : (homes[0] ?? tabStops(region)[0]);
  target?.focus({ preventScroll: true });
  // Not by the browser, which would put what scrolls where it likes.
  target?.scrollIntoView({ block: 'nearest' });
  return target !== undefined;
}
