import type { SavedFile } from '../../shared/schema/history.ts';
import type { FileToSave } from './save-file.ts';

/** One piece of a long file; the whole file is every `text` in turn, until `next` is null. */
type Piece<Cursor> = SavedFile & { next: Cursor | null };

/**
 * A file that the engine tells piece by piece, because no call carries more than a megabyte or two.
 *
 * @param ask for the first piece, then for each from where the one before said
 * @throws as `ask`
 */
export async function fileInPieces<Cursor>(
  ask: (cursor?: Cursor) => Promise<Piece<Cursor>>,
): Promise<FileToSave & { pieces: Blob[] }> {
  const pieces: Blob[] = [];
  for (let cursor: Cursor | undefined; ; ) {
    const { text, next, fileName, mediaType } = await ask(cursor);
    // The browser keeps blobs outside of the page's memory, on disk where they are large.
    pieces.push(new Blob([text]));
    if (next === null) return { fileName, mediaType, pieces };
    cursor = next;
  }
}
