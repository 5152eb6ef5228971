import { z } from 'zod';

/** A place in a listing: both markers exactly as the store gave them. */
export interface WalkPosition {
  keyMarker: string;
  uploadIdMarker: string | null;
}

/** A part of a listing that is still to be read: from a place up to and with a key. */
export interface WalkPlace {
  /** Where to go on; null: at the beginning. */
  from: WalkPosition | null;
  /** The last key that belongs to it; null: there is no end. */
  end: string | null;
  /** The key before its first one, where the range began at a key that no page gave; null: it began with a page's. */
  start: string | null;
}

/** The places of an unfinished scan, as the index keeps them. */
export const placesSchema = z.array(
  z.object({
    from: z.object({ keyMarker: z.string(), uploadIdMarker: z.string().nullable() }).nullable(),
    end: z.string().nullable(),
    start: z.string().nullable(),
  }),
);
