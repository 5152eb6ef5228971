/** A file for the person to save, in pieces: a long one is never one string. */
export type FileToSave = {
  fileName: string;
  mediaType: string;
  pieces: (string | Blob)[];
  /** What the person is told of it as it is saved, in words. */
  caution?: string;
};

/** Long enough for the browser, or the desktop's save dialog, to have taken the file over, ms. */
const keepMs = 600_000;

/** Hands a file to the browser's downloads, or to the desktop's save dialog. */
export function saveFile({ fileName, mediaType, pieces }: FileToSave): void {
  const url = URL.createObjectURL(new Blob(pieces, { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), keepMs);
}
