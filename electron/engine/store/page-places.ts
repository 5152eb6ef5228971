import type { UploadsPage } from './store.ts';

/** What a page is asked for by, as far as it says where the page begins. */
export interface ListedFrom {
  bucket: string;
  prefix?: string;
  keyMarker?: string | null;
  uploadIdMarker?: string | null;
  /** No second call may be sent with it ({@link ./store.ts}). */
  onRecord?: boolean;
}

/** Places that are kept: more than are walked through at once. */
const mostPlaces = 64;

/** What is known of the places where pages of listings begin: of the newest, which are those that are walked on from. */
export class PagePlaces<T> {
  readonly #known = new Map<string, T>();

  /** What is known of the place that a request is for. */
  get(request: ListedFrom): T | undefined {
    return this.#known.get(placeOf(request));
  }

  /** Notes what is known of the place that a page leads on to. */
  noteBehind(
    { bucket, prefix = '' }: ListedFrom,
    { nextKeyMarker, nextUploadIdMarker }: Pick<UploadsPage, 'nextKeyMarker' | 'nextUploadIdMarker'>,
    known: T,
  ): void {
    const place = placeOf({ bucket, prefix, keyMarker: nextKeyMarker, uploadIdMarker: nextUploadIdMarker });
    this.#known.delete(place);
    this.#known.set(place, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostPlaces && oldest !== undefined) this.#known.delete(oldest);
  }
}

function placeOf({ bucket, prefix = '', keyMarker = null, uploadIdMarker = null }: ListedFrom): string {
  return JSON.stringify([bucket, prefix, keyMarker, uploadIdMarker]);
}
