import type { ExportSelection, UploadExportCursor, UploadExportFormat } from '../../../shared/schema/exports.ts';
import { words } from '../../../shared/words/words.ts';
import type { Client } from '../../api/client.ts';
import type { BucketPlace } from '../../api/queries.ts';
import type { ExportChoice } from '../../ui/export-menu.tsx';
import { fileInPieces } from '../../ui/file-in-pieces.ts';

const formats: readonly UploadExportFormat[] = ['csv', 'json', 'sh', 'powershell'];

/** The ways in which a selection of a bucket's uploads can be saved. */
export function uploadExports(client: Client, at: BucketPlace, selection: ExportSelection): ExportChoice[] {
  return formats.map((format) => ({
    label: words.page.uploads.bucket.exports[format],
    read: () =>
      fileInPieces<UploadExportCursor>((cursor) =>
        client.uploads.export({ ...at, selection, format, ...(cursor && { cursor }) }),
      ),
  }));
}
