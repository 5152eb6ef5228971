/** The languages of the app, by their tags (BCP 47). */
export const languages = ['en', 'de'] as const;
export type LanguageTag = (typeof languages)[number];
