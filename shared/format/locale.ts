import type { LanguageTag } from '../values/languages.ts';

/** By which each language writes numbers and money (BCP 47). */
const regions: Readonly<Record<LanguageTag, string>> = { en: 'en-US', de: 'de-DE' };

/**
 * The one place that holds by which language the formatters of this room write. `speak` in shared/words/words.ts sets it, so
 * that words and figures are always of one language.
 */
let current: LanguageTag = 'en';

export function currentLanguage(): LanguageTag {
  return current;
}

export function setLanguage(language: LanguageTag): void {
  current = language;
}

/** Carries out something in a language, whatever is spoken otherwise. */
export function inLanguage<Made>(language: LanguageTag, make: () => Made): Made {
  const spoken = current;
  current = language;
  try {
    return make();
  } finally {
    current = spoken;
  }
}

/** What is made once for each language, and then kept: an `Intl` formatter costs as much as drawing a row of a grid. */
export function perLanguage<Made>(make: (region: string) => Made): () => Made {
  const made = new Map<LanguageTag, Made>();
  return () => {
    const known = made.get(current);
    if (known !== undefined) return known;
    const fresh = make(regions[current]);
    made.set(current, fresh);
    return fresh;
  };
}
