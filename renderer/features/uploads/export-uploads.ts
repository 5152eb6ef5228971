import type { ExportSelection, UploadExportFormat } from '../../../shared/schema/exports.ts';
import { words } from '../../../shared/words/words.ts';
import type { Client } from '../../api/client.ts';
import type { BucketPlace } from '../../api/queries.ts';
import type { ExportChoice } from '../../ui/export-menu.tsx';
import type { FileToSave } from '../../ui/save-file.ts';

const formats: readonly UploadExportFormat[] = ['csv', 'json', 'sh', 'powershell'];

/** The ways in which a selection of a bucket's uploads can be saved. */
export function uploadExports(client: Client, at: BucketPlace, selection: ExportSelection): ExportChoice[] {
  return formats.map((format) => ({
    label: words.page.uploads.bucket.exports[format],
    read: () => readAll(client, at, selection, format),
  }));
}

async function readAll(
  client: Client,
  at: BucketPlace,
  selection: ExportSelection,
  format: UploadExportFormat,
): Promise<FileToSave> {
  const first = await client.uploads.export({ ...at, selection, format });
  // The browser keeps blobs outside of the page's memory, on disk where they are large.
  const pieces = [new Blob([first.text])];
  for (let { next } = first; next !== null; ) {
    const piece = await client.uploads.export({ ...at, selection, format, cursor: next });
    pieces.push(new Blob([piece.text]));
    next = piece.next;
  }
  return { fileName: first.fileName, mediaType: first.mediaType, pieces };
}
