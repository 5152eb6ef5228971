/**
 * The text to copy where keys are marked, or null where it is as the browser would have it. A key is copied as it really is,
 * whatever stands for its characters on screen: wholly where its marked part cannot be told, else the part. Of several rows
 * each is a line, with its cells between tabs.
 * @param around the element that everything marked lies in
 */
function copiedOf(fragment: DocumentFragment, around: Element | null): string | null {
  const within = around?.closest('[data-key]');
  if (within) {
    const key = within.getAttribute('data-key') ?? '';
    const part = fragment.textContent;
    // What is shown as it is can be copied in part.
    return within.textContent === key && part !== '' ? part : key;
  }
  const keys = [...fragment.querySelectorAll('[data-key]')];
  if (keys.length === 0) return null;
  const rows = [...fragment.querySelectorAll('[role="row"]')];
  if (rows.length > 0) return rows.map(lineOf).join('\n');
  if (fragment.querySelector('[role="gridcell"]')) return lineOf(fragment);
  const besides = [...fragment.children].some((child) => child.textContent !== '' && !holdsKey(child));
  return besides ? null : textOf(fragment);
}

function holdsKey(element: Element): boolean {
  return element.matches('[data-key]') || element.querySelector('[data-key]') !== null;
}

function lineOf(row: ParentNode): string {
  return [...row.querySelectorAll('[role="gridcell"]')]
    .map(textOf)
    .filter((text) => text !== '')
    .join('\t');
}

function textOf(node: ParentNode): string {
  const keys = [...node.querySelectorAll('[data-key]')].map((key) => key.getAttribute('data-key') ?? '');
  return keys.length > 0 ? keys.join(' ') : (node.textContent ?? '').trim();
}

/** From now on marked keys are copied as they really are. @returns ends that */
export function copyKeysExactly(): () => void {
  const onCopy = (event: ClipboardEvent) => {
    const selection = window.getSelection();
    if (event.defaultPrevented || !selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    const common = range.commonAncestorContainer;
    const text = copiedOf(range.cloneContents(), common instanceof Element ? common : common.parentElement);
    if (text === null || !event.clipboardData) return;
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
  };
  window.addEventListener('copy', onCopy);
  return () => window.removeEventListener('copy', onCopy);
}
