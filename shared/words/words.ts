import { inLanguage, setLanguage } from '../format/locale.ts';
import type { LanguageTag } from '../values/languages.ts';
import { english } from './english.ts';
import type { Language } from './language.ts';

/**
 * The one door to every sentence on screen, for the page and the engine alike. A live binding: {@link setCatalogue} changes it
 * whenever another language is chosen. Whoever reads it into a constant of a module has the words of before, so it is read where words
 * are made, in components and functions.
 */
export let words: Language = english;

/** From now on, words and figures of this page or process are of this language. What was said before stays as it was. */
export function setCatalogue(language: LanguageTag, catalogue: Language): void {
  words = catalogue;
  setLanguage(language);
}

/**
 * Something said in English whatever the language is: what machines read, or other people than this one (files of evidence, CSV,
 * the log).
 */
export function inEnglish<Said>(say: (words: Language) => Said): Said {
  return inLanguage('en', () => say(english));
}
