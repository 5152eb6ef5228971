import { english } from './english.ts';
import type { Language } from './language.ts';

/**
 * The one door to every sentence that is made of data, for the page and the engine alike. A second language is one more
 * {@link Language} beside English; which one it is to be is said here.
 */
export const words: Language = english;
