import type { UploadChecksum } from '../../schema/model.ts';

/** What an upload is checked by: a few words, to stand beside "Prüfsummen". */
export function checksumWords({ algorithm, type }: UploadChecksum): string {
  switch (type) {
    case 'FULL_OBJECT':
      return `${algorithm}, von jedem Teil und vom ganzen Objekt`;
    case 'COMPOSITE':
      return `${algorithm} von jedem Teil, und eine daraus gebildete für das Objekt`;
    case null:
      return `${algorithm} von jedem Teil`;
    default:
      return `${algorithm} von jedem Teil (${type})`;
  }
}
