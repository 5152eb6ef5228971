import { z } from 'zod';

/** What stands in a place of a sentence: data as it is, a number to be written as the language does, or a part of its own. */
export type SayingPlace = string | number | Saying;

/** A sentence as data: its name in the catalogue (`sayings` of `shared/words/`), and what stands in its places. */
export interface Saying {
  says: string;
  places?: Readonly<Record<string, SayingPlace>> | undefined;
}

const placeSchema: z.ZodType<SayingPlace> = z.lazy(() => z.union([z.string(), z.number(), sayingSchema]));
/** A sentence as it crosses the contract and as the index keeps it. */
export const sayingSchema: z.ZodType<Saying> = z.object({
  says: z.string(),
  places: z.record(z.string(), placeSchema).optional(),
});

export const saidSchema = z.object({
  english: z.string(),
  /** null where it is not of the catalogue: somebody else's words. */
  saying: sayingSchema.nullable(),
});
/** A sentence in English, for the log and for scripts, with the data that the page makes it of in its own language. */
export type Said = Readonly<z.infer<typeof saidSchema>>;

/** Words of somebody else: of a store, the system, a library. They are shown as they are, in every language. */
export function inTheirWords(text: string): Said {
  return { english: text, saying: null };
}
