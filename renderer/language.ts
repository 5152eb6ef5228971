import { isLanguageChoice, type LanguageChoice, languageOf } from '../shared/values/languages.ts';
import { speak } from '../shared/words/words.ts';

/** What the person chose, as the host wrote it into the page; the system's language where no host did. */
export function chosenLanguage(page: Document): LanguageChoice {
  const written = page.querySelector('meta[name="language"]')?.getAttribute('content');
  return isLanguageChoice(written) ? written : 'system';
}

/** Speaks the chosen language from now on, and says so to screen readers. To be called before anything is drawn. */
export function speakChosen(page: Document, system: string): void {
  const language = languageOf(chosenLanguage(page), system);
  page.documentElement.lang = language;
  speak(language);
}
