import { setLanguage } from '../format/locale.ts';
import type { LanguageTag } from '../values/languages.ts';
import { english } from './english.ts';
import type { Language } from './language.ts';

/**
 * The one door to every sentence on screen, for the page and the engine alike. A live binding: {@link speak} changes it before
 * anything is drawn or said. Whoever reads it into a constant of a module has the words of before, so it is read where words
 * are made, in components and functions.
 */
export let words: Language = english;

/**
 * Chooses the language of all words and figures of this page or process, from now on. What was said before stays as it was.
 *
 * @param catalogue the words; figures and dates are written as `language` writes them
 */
export function speak(language: LanguageTag, catalogue: Language): void {
  words = catalogue;
  setLanguage(language);
}
