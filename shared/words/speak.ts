import type { LanguageTag } from '../values/languages.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import type { Language } from './language.ts';
import { setCatalogue } from './words.ts';

const catalogues: Readonly<Record<LanguageTag, Language>> = { en: english, de: german };

/**
 * Chooses the language of all words and figures of this process. With every catalogue at hand: the page, which loads the one
 * that it needs, has its own way (`renderer/language.ts`).
 *
 * @param catalogue other words than the language's own, for tests
 */
export function speak(language: LanguageTag, catalogue: Language = catalogues[language]): void {
  setCatalogue(language, catalogue);
}
