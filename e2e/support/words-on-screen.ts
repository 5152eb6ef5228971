import type { Page } from '@playwright/test';
import { showKey, showName } from '../../shared/format/shown-key.ts';

/** What a page says. */

/** A text on screen, or what a screen reader is told. */
export interface Said {
  text: string;
  /** Where, for people: an element and its classes, or an attribute. */
  at: string;
}

/** Answers of the engine are kept on the page from now on, for {@link dataOf}. To be called before the page is opened. */
export async function keepAnswers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { fetch } = globalThis;
    const kept: string[] = [];
    Object.assign(globalThis, { keptAnswers: kept });
    globalThis.fetch = async (...asked) => {
      const response = await fetch(...asked);
      const at = kept.push('') - 1;
      const read = async (reader: ReadableStreamDefaultReader<Uint8Array>) => {
        const decoder = new TextDecoder();
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          kept[at] += decoder.decode(value, { stream: true });
        }
      };
      // One that is broken off was read as far as it went.
      const copy = response.clone().body?.getReader();
      if (copy) read(copy).catch(() => {});
      return response;
    };
  });
}

/** Fields whose values are names that people gave, whatever they look like. */
const namesIn =
  /^(?:name|bucket|bucketName|key|prefix|uploadId|id|ruleId|abortRuleId|path|profile|region|account|value|label|displayName)$/;

/** Every text in what the engine answered that is no value of a type: names, keys, codes, messages. The longest first. */
export async function dataOf(page: Page): Promise<string[]> {
  const answers = await page.evaluate(() => {
    const kept: unknown = Reflect.get(globalThis, 'keptAnswers');
    return Array.isArray(kept) ? kept.map(String) : [];
  });
  const found = new Set<string>();
  const walk = (value: unknown, field: string): void => {
    if (typeof value === 'string') {
      if (namesIn.test(field) || !/^[a-z][a-z ,-]*$/.test(value)) found.add(value);
    } else if (Array.isArray(value)) {
      for (const each of value) walk(each, field);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, each] of Object.entries(value)) {
        // A record by name holds names as its fields.
        if (!/^[a-z][A-Za-z]*$/.test(name)) found.add(name);
        walk(each, name);
      }
    }
  };
  for (const answer of answers) {
    for (const line of answer.split('\n')) {
      try {
        walk(JSON.parse(line.replace(/^data: /, '')), '');
      } catch {
        // No line of data.
      }
    }
  }
  // As the page shows them, too.
  for (const text of [...found]) found.add(showName(text)).add(showKey(text));
  return [...found].filter((text) => /[a-z]/i.test(text)).sort((a, b) => b.length - a.length);
}

/** All that is said at this moment. What stands in code (commands, files) and in fields that a person fills is not of the page. */
export function saidOn(page: Page): Promise<Said[]> {
  return page.evaluate(() => {
    const said: { text: string; at: string }[] = [];
    const nameOf = (element: Element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
    const isData = (element: Element) => element.closest('code, pre, textarea, style, script, [data-key]') !== null;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (!parent || text === '' || isData(parent) || !parent.checkVisibility()) continue;
      said.push({ text, at: nameOf(parent) });
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
      if (!element.checkVisibility() || isData(element)) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        const text = element.getAttribute(name)?.trim();
        if (text) said.push({ text, at: `${nameOf(element)} ${name}` });
      }
    }
    said.push({ text: document.title, at: 'document.title' });
    return said;
  });
}
