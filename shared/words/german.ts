import { english } from './english.ts';
import { germanPage } from './german/page.ts';
import { stateNames, verdicts } from './german/verdicts.ts';
import type { Language } from './language.ts';

export const german: Language = { ...english, verdicts, stateNames, page: germanPage };
