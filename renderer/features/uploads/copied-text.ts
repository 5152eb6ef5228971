import type { UploadRef } from '../../../shared/schema/model.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';

/** What is copied of each upload. */
export type CopyKind = 'keys' | 'upload IDs' | 'keys and upload IDs';

/** Kinds in the order of the menu. */
export const copyKinds: readonly CopyKind[] = ['keys', 'upload IDs', 'keys and upload IDs'];

/** A field that would break the table stands in quotes, as spreadsheets write and read it. */
const breaking = /[\t\r\n"]/;

function field(text: string): string {
  return breaking.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Uploads as lines of tab-separated values, keys as they really are. One field alone stands in no table: it is itself. */
export function copiedText(refs: readonly UploadRef[], kind: CopyKind): string {
  const [only] = refs;
  if (only && refs.length === 1 && kind !== 'keys and upload IDs') return kind === 'keys' ? only.key : only.uploadId;
  return refs.map((ref) => line(ref, kind)).join('\n');
}

function line({ key, uploadId }: UploadRef, kind: CopyKind): string {
  switch (kind) {
    case 'keys':
      return field(key);
    case 'upload IDs':
      return field(uploadId);
    case 'keys and upload IDs':
      return `${field(key)}\t${field(uploadId)}`;
    default:
      return assertNever(kind);
  }
}
