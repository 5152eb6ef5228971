import { formatCount } from '../../format/numbers.ts';
import type { UnnamedEntries } from '../../schema/model.ts';
import type { ErrorWords } from '../language.ts';

/** Entries of a listing that no call can address, as what was seen and what follows from it. */
export function unnamedWords({ entries, some }: UnnamedEntries): ErrorWords {
  const named = some.map(({ key, uploadId }) => {
    const of = [key && `Key „${key}“`, uploadId && `Upload-ID „${uploadId}“`].filter(Boolean);
    return of.length > 0 ? of.join(', ') : 'keins von beiden';
  });
  const rest = entries - some.length;
  const list = `${named.join('; ')}${rest > 0 ? `; und ${formatCount(rest)} weitere` : ''}`;
  return {
    title:
      entries === 1
        ? 'Ein Eintrag der Liste ist nicht zu gebrauchen'
        : `${formatCount(entries)} Einträge der Liste sind nicht zu gebrauchen`,
    hint: `Ein Key oder eine Upload-ID fehlt oder ist länger, als ein Aufruf tragen kann, deshalb lässt sich dort nichts messen oder abbrechen. Genannt ist: ${list}. Der Rest der Liste wird genutzt; ein Upload, den sie nicht mehr zeigt, gilt dadurch allein nicht als weg.`,
  };
}
