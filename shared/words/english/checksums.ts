import type { UploadChecksum } from '../../schema/model.ts';

/** What an upload is checked by: a few words, to stand beside "Checksums". */
export function checksumWords({ algorithm, type }: UploadChecksum): string {
  switch (type) {
    case 'FULL_OBJECT':
      return `${algorithm}, of each part and of the whole object`;
    case 'COMPOSITE':
      return `${algorithm} of each part, and one made of them for the object`;
    case null:
      return `${algorithm} of each part`;
    default:
      return `${algorithm} of each part (${type})`;
  }
}
