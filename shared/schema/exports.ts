import { z } from 'zod';
import { mostNamed } from '../values/named-uploads.ts';
import { uploadRefSchema } from './model.ts';
import { countSchema } from './quantities.ts';
import { uploadFilterSchema } from './upload-filter.ts';

/** What an export is of: named uploads, or all that match but those taken out by hand. */
export const exportSelectionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('uploads'), refs: z.array(uploadRefSchema).min(1).max(mostNamed) }),
  z.object({
    kind: z.literal('filter'),
    filter: uploadFilterSchema,
    except: z.array(uploadRefSchema).max(mostNamed).optional(),
  }),
]);
export type ExportSelection = z.infer<typeof exportSelectionSchema>;

/** A table, or ready commands of the AWS CLI that abort exactly these uploads: `sh` for POSIX shells. */
export const exportFormatSchema = z.enum(['csv', 'json', 'sh', 'powershell']);
export type UploadExportFormat = z.infer<typeof exportFormatSchema>;

export const uploadExportCursorSchema = z.object({
  /** The last upload of the piece before. */
  after: uploadRefSchema.pick({ key: true, uploadId: true }),
  /** So far. */
  written: countSchema,
  active: countSchema,
});
/** Where the next piece begins. */
export type UploadExportCursor = z.infer<typeof uploadExportCursorSchema>;

export const uploadExportPieceSchema = z.object({
  fileName: z.string(),
  mediaType: z.string(),
  text: z.string(),
  /** null: this was the last one. */
  next: uploadExportCursorSchema.nullable(),
});
export type UploadExportPiece = z.infer<typeof uploadExportPieceSchema>;
