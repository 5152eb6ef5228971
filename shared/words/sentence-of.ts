import { formatCount } from '../format/numbers.ts';
import type { ErrorShape } from '../schema/errors.ts';
import type { Said, Saying, SayingPlace } from '../schema/saying.ts';

/** A catalogue's sentences by name, with `{places}`. */
export type Sentences = Readonly<Record<string, string>>;

/** A sentence with its places filled; null where the catalogue has none of that name (another version wrote it). Pure. */
export function sentenceOf({ says, places = {} }: Saying, sentences: Sentences): string | null {
  const text = Object.hasOwn(sentences, says) ? sentences[says] : undefined;
  if (text === undefined) return null;
  let isWhole = true;
  const filled = text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const place = Object.hasOwn(places, name) ? places[name] : undefined;
    const shown = place === undefined ? null : inWords(place, sentences);
    if (shown === null) isWhole = false;
    return shown ?? '';
  });
  return isWhole ? filled : null;
}

function inWords(place: SayingPlace, sentences: Sentences): string | null {
  if (typeof place === 'string') return place;
  return typeof place === 'number' ? formatCount(place) : sentenceOf(place, sentences);
}

/** A sentence in a language: the catalogue's; in English where it is of none. */
export function saidIn({ english, saying }: Said, sentences: Sentences): string {
  return (saying && sentenceOf(saying, sentences)) ?? english;
}

/** What a failure says in a language: the catalogue's sentence; its message as it was recorded where it is of none. */
export function messageOf({ message, details }: Pick<ErrorShape, 'message' | 'details'>, sentences: Sentences): string {
  return saidIn({ english: message, saying: details.saying ?? null }, sentences);
}
