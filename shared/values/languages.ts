/** The languages of the app, by their tags (BCP 47). */
export const languages = ['en', 'de'] as const;
export type LanguageTag = (typeof languages)[number];

/** What a person can choose: the system's language, or one of ours. */
export const languageChoices = ['system', ...languages] as const;
export type LanguageChoice = (typeof languageChoices)[number];

export function isLanguageChoice(text: unknown): text is LanguageChoice {
  return languageChoices.some((choice) => choice === text);
}

/**
 * The language that a choice comes to. One that the app does not speak is English.
 *
 * @param system the system's language, BCP 47, as `navigator.language` and Electron's `app.getLocale()` tell it
 */
export function languageOf(choice: LanguageChoice, system: string): LanguageTag {
  if (choice !== 'system') return choice;
  const [primary] = system.toLowerCase().split(/[-_]/);
  return languages.find((language) => language === primary) ?? 'en';
}
