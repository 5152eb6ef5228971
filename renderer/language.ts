import { isLanguageChoice, type LanguageChoice, type LanguageTag, languageOf } from '../shared/values/languages.ts';
import type { Language } from '../shared/words/language.ts';
import { setCatalogue } from '../shared/words/words.ts';

/** English is there from the start; every other language is a file of its own, loaded where it is spoken. */
const others: Readonly<Record<Exclude<LanguageTag, 'en'>, () => Promise<Language>>> = {
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
    setCatalogue(language, await others[language]());
    page.documentElement.lang = language;
  } catch {
    // The document says `en` already.
  }
}
