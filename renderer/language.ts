import { isLanguageChoice, type LanguageChoice, type LanguageTag, languageOf } from '../shared/values/languages.ts';
import { english } from '../shared/words/english.ts';
import type { Language } from '../shared/words/language.ts';
import { setCatalogue } from '../shared/words/words.ts';
import { tellLanguage } from './ui/use-language.ts';

/** Every language but English is a file of its own, loaded where it is spoken. */
const catalogues: Readonly<Record<LanguageTag, () => Promise<Language>>> = {
  en: async () => english,
  de: async () => (await import('../shared/words/german.ts')).german,
};

/** What the person chose, as the host wrote it into the page; the system's language where no host did. */
export function chosenLanguage(page: Document): LanguageChoice {
  const written = page.querySelector('meta[name="language"]')?.getAttribute('content');
  return isLanguageChoice(written) ? written : 'system';
}

/**
 * Speaks the chosen language from now on, and says so to screen readers. To be waited for before anything is drawn. Where its
 * file cannot be loaded, the page speaks English: better than none.
 */
export async function speakChosen(page: Document, system: string): Promise<void> {
  const language = languageOf(chosenLanguage(page), system);
  if (language === 'en') return;
  try {
    setCatalogue(language, await catalogues[language]());
    page.documentElement.lang = language;
  } catch {
    // The document says `en` already.
  }
}

/**
 * Speaks another language while the page is open. What is on screen is drawn anew where it stands: what was typed stays.
 *
 * @param system the system's language, BCP 47
 * @throws where the language's file cannot be loaded; then the page goes on in the one that it speaks
 */
export async function speak(page: Document, choice: LanguageChoice, system: string): Promise<void> {
  const language = languageOf(choice, system);
  setCatalogue(language, await catalogues[language]());
  page.documentElement.lang = language;
  page.querySelector('meta[name="language"]')?.setAttribute('content', choice);
  tellLanguage();
}
