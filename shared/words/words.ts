import { currentLanguage, setLanguage } from '../format/locale.ts';
import type { LanguageTag } from '../values/languages.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import type { Language } from './language.ts';

const catalogues: Readonly<Record<LanguageTag, Language>> = { en: english, de: german };

/**
 * The one door to every sentence on screen, for the page and the engine alike. A live binding: {@link speak} changes it before
 * anything is drawn or said. Whoever reads it into a constant of a module has the words of before, so it is read where words
 * are made, in components and functions.
 */
export let words: Language = english;

/**
 * Chooses the language of all words and figures of this page or process, from now on. What was said before stays as it was.
 *
 * @param catalogue other words than the language's own, for tests
 */
export function speak(language: LanguageTag, catalogue: Language = catalogues[language]): void {
  words = catalogue;
  setLanguage(language);
}

/**
 * Something said in English whatever the language is: what machines read, or other people than this one (files of evidence, CSV,
 * the log).
 */
export function inEnglish<Said>(say: (words: Language) => Said): Said {
  const language = currentLanguage();
  setLanguage('en');
  try {
    return say(english);
  } finally {
    setLanguage(language);
  }
}
