import type { Page } from '@playwright/test';

/** What has too little room. */

/**
 * What of the page's words is cut off or lies under something else, by element, in words for people. What ends in an ellipsis and
 * tells the whole (a title, a label) is not cut off, and data is not looked at: names may be of any length.
 *
 * The page speaks the language of shared/words/testing/pseudo.ts, which marks its words.
 */
export function crampedOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${(element.textContent ?? '').trim().slice(0, 60)}”`;
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth + 1) found.push(`the page is ${root.scrollWidth} px wide`);
    const dialogs = [...document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]')].filter((each) =>
      each.checkVisibility(),
    );
    const top = dialogs.at(-1) ?? document.body;
    const saysWords = (element: Element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.includes('⟦'));
    const isTold = (element: Element) => element.closest('[title], [aria-label]') !== null;
    /** What a person cannot see, and is there for screen readers. */
    const isHidden = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return width <= 1 || height <= 1 || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    };
    /** Nothing around it can be scrolled to it. */
    const isUnscrolled = (element: Element) => {
      for (let around = element.parentElement; around; around = around.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(around).overflowX)) return false;
      }
      return true;
    };
    for (const element of top.querySelectorAll<HTMLElement>('*')) {
      if (!saysWords(element) || isHidden(element)) continue;
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      if (style.display === 'inline') continue;
      const isWide = element.scrollWidth > element.clientWidth + 1;
      if (box.right > innerWidth + 1 && isUnscrolled(element))
        found.push(`reaches out of the window: ${nameOf(element)}`);
      if (isWide && style.overflowX === 'visible') found.push(`runs over: ${nameOf(element)}`);
      if (isWide && /hidden|clip/.test(style.overflowX) && !(style.textOverflow === 'ellipsis' && isTold(element))) {
        found.push(`is cut off: ${nameOf(element)}`);
      }
      if (element.scrollHeight > element.clientHeight + 3 && /hidden|clip/.test(style.overflowY) && !isTold(element)) {
        found.push(`is cut off below: ${nameOf(element)}`);
      }
      // Cut off by something around it.
      for (let around = element.parentElement; around && around !== top; around = around.parentElement) {
        const { overflowX } = getComputedStyle(around);
        if (/auto|scroll/.test(overflowX)) break;
        if (!/hidden|clip/.test(overflowX)) continue;
        const { left, right } = around.getBoundingClientRect();
        if ((box.right > right + 1 || box.left < left - 1) && !isTold(element)) {
          found.push(`is cut off by ${around.getAttribute('class')}: ${nameOf(element)}`);
        }
        break;
      }
    }
    const pen = document.createElement('canvas').getContext('2d');
    for (const select of top.querySelectorAll('select')) {
      const shown = select.selectedOptions[0]?.text ?? '';
      if (!pen || isHidden(select) || !shown.includes('⟦')) continue;
      const { font, paddingLeft, paddingRight } = getComputedStyle(select);
      pen.font = font;
      const room = select.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
      if (pen.measureText(shown).width > room + 2) found.push(`is cut off: select “${shown}”`);
    }
    for (const heading of top.querySelectorAll('h1')) {
      if (heading.getBoundingClientRect().width < 40) found.push(`has no room: ${nameOf(heading)}`);
    }
    /** Whether a point of an element is seen, and not scrolled away or cut off. */
    const isInSight = (element: Element, x: number, y: number) => {
      for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(around);
        if (overflowX === 'visible' && overflowY === 'visible') continue;
        const box = around.getBoundingClientRect();
        if (x < box.left || x > box.right || y < box.top || y > box.bottom) return false;
      }
      return true;
    };
    /** What lies over the page by intent: prompts, notices, details in a narrow window. */
    const layerOf = (element: Element) => {
      for (let around: Element | null = element; around && around !== document.body; around = around.parentElement) {
        if (/fixed|absolute|sticky/.test(getComputedStyle(around).position)) return around;
      }
      return document.body;
    };
    const controls = [...top.querySelectorAll<HTMLElement>('button, a, input, select, textarea, [role="tab"]')].filter(
      (each) => !isHidden(each) && getComputedStyle(each).pointerEvents !== 'none',
    );
    for (const control of controls) {
      const { left, top: above, width, height } = control.getBoundingClientRect();
      const [x, y] = [left + width / 2, above + height / 2];
      const at = document.elementFromPoint(x, y);
      if (!at || !top.contains(at) || !isInSight(control, x, y) || !layerOf(at).contains(control)) continue;
      const other = at.closest('button, a, input, select, textarea, [role="tab"]');
      if (other && other !== control && !control.contains(other) && !other.contains(control)) {
        const isOfOne = control.closest('label')?.contains(other) || other.closest('label')?.contains(control);
        if (!isOfOne) found.push(`lies under ${nameOf(other)}: ${nameOf(control)}`);
      }
    }
    return [...new Set(found)];
  });
}
