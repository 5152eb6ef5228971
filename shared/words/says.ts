import { inLanguage } from '../format/locale.ts';
import type { Said, SayingPlace } from '../schema/saying.ts';
import { type SayingName, sayings } from './english/sayings.ts';
import { sentenceOf } from './sentence-of.ts';
import { withoutStop } from './stop.ts';

/** The places of a text: `'name' | 'file'` of `{name} in {file}`. */
type PlaceOf<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? Place | PlaceOf<Rest>
  : never;
type PlacesOf<Name extends SayingName> = PlaceOf<(typeof sayings)[Name]>;
type Filling<Name extends SayingName> = Readonly<Record<PlacesOf<Name>, string | number | Said>>;

/**
 * A sentence of the catalogue by its name, for an `AppError`: in English for the log, and as data for the page, which says it in
 * its own language.
 *
 * @param filling what stands in its places: data as it is, numbers in the language's way, or another part of it
 */
export function says<Name extends SayingName>(
  name: Name,
  ...[filling]: [PlacesOf<Name>] extends [never] ? [] : [Filling<Name>]
): Said {
  const given: Readonly<Record<string, string | number | Said>> = filling ?? {};
  const places = Object.fromEntries(Object.entries(given).map(([place, value]) => [place, asPlace(value)]));
  const saying = Object.keys(places).length === 0 ? { says: name } : { says: name, places };
  return { english: inLanguage('en', () => sentenceOf(saying, sayings)) ?? name, saying };
}

function asPlace(value: string | number | Said): SayingPlace {
  return typeof value === 'object' ? (value.saying ?? value.english) : value;
}

const withoutPlaces = Object.entries(sayings).filter(([, text]) => !text.includes('{'));
const nameByText: ReadonlyMap<string, string> = new Map(withoutPlaces.map(([name, text]) => [withoutStop(text), name]));

/** The sentence of the catalogue that a text is, as schemas carry some with their rules; null where it is none. */
export function knownSentence(text: string): Said | null {
  const name = nameByText.get(withoutStop(text));
  return name === undefined ? null : { english: text, saying: { says: name } };
}
