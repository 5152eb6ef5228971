import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/schema/errors.ts';
import { isLanguageChoice, type LanguageChoice, languageOf } from '../../shared/values/languages.ts';
import { says } from '../../shared/words/says.ts';
import { speak } from '../../shared/words/speak.ts';
import { writeFileAtomicallySync } from './atomic-file.ts';

/** What this process speaks: by the person's choice, which is kept in the data folder, or as the system does. */
export interface HostLanguage {
  readonly choice: LanguageChoice;
  /** From now on, and at the next start. @throws AppError DATA_FOLDER_UNWRITABLE where it cannot be kept: nothing changes then */
  choose(choice: LanguageChoice): void;
  /** The system's language has turned out to be another one (BCP 47). */
  systemIs(language: string): void;
}

/**
 * Reads the choice and speaks by it. A file that is not there, or is not ours to understand, is no choice: it costs the person
 * two clicks, and nobody a warning.
 *
 * The log, diagnostics and what the terminal is told stay English: they are for whoever is asked for help, and for scripts.
 *
 * @param folder the data folder
 * @param system the system's language, BCP 47
 */
export function openLanguage(folder: string, system: string): HostLanguage {
  const path = join(folder, 'language.json');
  let choice = readChoice(path);
  let spoken = system;
  speak(languageOf(choice, spoken));
  return {
    get choice() {
      return choice;
    },
    choose(wanted) {
      try {
        writeFileAtomicallySync(path, `${JSON.stringify({ language: wanted })}\n`);
      } catch (error) {
        throw new AppError('DATA_FOLDER_UNWRITABLE', says('languageNotKept'), {}, { cause: error });
      }
      choice = wanted;
      speak(languageOf(choice, spoken));
    },
    systemIs(language) {
      spoken = language;
      speak(languageOf(choice, spoken));
    },
  };
}

function readChoice(path: string): LanguageChoice {
  try {
    const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof file === 'object' && file !== null && 'language' in file && isLanguageChoice(file.language)) {
      return file.language;
    }
  } catch {
    // As at a first start.
  }
  return 'system';
}
