import type { Language } from '../language.ts';

/**
 * A language that nobody speaks: English with every letter changed, longer by a third and in brackets. What a test sees without
 * that is not from the catalogue, and what has no room for it has none for other languages.
 */

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const changed = 'áƀçðéƒĝĥíĵķļɱñøþǫŕšţúṽŵẋýžÁɃÇÐÉƑĜĤÍĴĶĻṀÑØÞǪŔŠŢÚṼŴẊÝŽ';
const toChanged = new Map([...letters].map((letter, at) => [letter, [...changed][at] ?? letter]));
const [open, close] = ['⟦', '⟧'];

/** How much longer a text is made. German is: a third, and short words more. */
const longer = 0.3;

/** A text in the language. Places such as `{name}` stay; a text that holds another of it is not made longer again. */
export function pseudoText(text: string): string {
  if (!/\p{L}/u.test(text)) return text;
  const made = text.replace(/\{\w+\}|[a-z]/gi, (found) => toChanged.get(found) ?? found);
  if (made.includes(open)) return made;
  const words = Array.from({ length: Math.ceil((text.length * longer) / 7) }, () => '·'.repeat(6));
  return `${open}${made} ${words.join(' ')}${close}`;
}

/** What is in the answers of functions besides words: values that the page goes by. */
const values: ReadonlySet<string> = new Set(['fact', 'tone', 'fields']);
/** A part of the catalogue may bear the same name. */
const isValue = (name: string, value: unknown) =>
  values.has(name) && (typeof value === 'string' || Array.isArray(value));

/** A catalogue of it, made of another one. */
export function pseudoLanguage(of: Language): Language {
  return changedAll(of) as Language;
}

function changedAll(value: unknown): unknown {
  if (typeof value === 'string') return pseudoText(value);
  if (typeof value === 'function') return (...given: unknown[]) => changedAll(Reflect.apply(value, undefined, given));
  if (Array.isArray(value)) return value.map(changedAll);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, isValue(name, each) ? each : changedAll(each)]),
  );
}
