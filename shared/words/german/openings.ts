import { formatCount } from '../../format/numbers.ts';
import { showKey, showName } from '../../format/shown-key.ts';
import type { ErrorShape } from '../../schema/errors.ts';
import type { RefusedOpening } from '../../schema/openings.ts';
import { planFileEnding } from '../../values/plan-file.ts';
import type { OpeningWords } from '../language.ts';
import { describeError } from './error-words.ts';

/** Why a link or a file is not opened. */
export const openingWords: OpeningWords = {
  title: 'Nicht geöffnet',
  refusal(refusal: RefusedOpening): string {
    switch (refusal.why) {
      case 'no link':
        return 'Dieser Link führt zu keinem Bucket. Links zu Buckets macht „Link kopieren“, im Menü eines Buckets.';
      case 'unknown connection':
        return 'Dieser Link führt zu einer Verbindung, die es hier nicht gibt. Links führen zu den Verbindungen des Computers, auf dem sie kopiert wurden.';
      case 'unknown bucket':
        return `Dieser Link führt zum Bucket „${showName(refusal.bucket)}“, der nicht unter den bekannten Buckets von „${showName(refusal.connectionName)}“ ist. Der Speicher wurde nichts gefragt. Ist der Bucket neu, aktualisieren Sie die Liste dieser Verbindung, oder fügen Sie den Bucket mit seinem Namen hinzu.`;
      case 'no plan file':
        return `„${showKey(refusal.name)}“ ist kein Plan: Pläne werden im Dialog „Aufräumplan“ exportiert, und ihre Namen enden auf .${planFileEnding} oder .json.`;
      case 'several files':
        return `${formatCount(refusal.files)} Dateien sind zu viele: Es wird immer nur ein Plan geöffnet.`;
      case 'no file':
        return 'Hier lässt sich nur die Datei eines exportierten Plans ablegen.';
      case 'too large':
        return `„${showKey(refusal.name)}“ ist zu groß für einen Plan.`;
      case 'unreadable':
        return `„${showKey(refusal.name)}“ lässt sich nicht lesen.`;
      case 'bad plan':
        return `„${showKey(refusal.name)}“ wird nicht geöffnet. ${showKey(whyOf(refusal.error))}`;
      case 'dialog open':
        return `„${showKey(refusal.name)}“ wird nicht geöffnet, solange ein Dialog offen ist. Schließen Sie ihn zuerst, und legen Sie die Datei noch einmal ab.`;
    }
  },
};

/** What is wrong with a plan's file says the engine itself; any other failure has its words. */
function whyOf(error: ErrorShape): string {
  if (error.code === 'INVALID_INPUT') return error.message;
  const { title, hint } = describeError(error);
  return `${title}. ${hint}`;
}
