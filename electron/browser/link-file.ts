import { closeSync, constants, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { currentLanguage } from '../../shared/format/locale.ts';
import { words } from '../../shared/words/words.ts';
import { openPrivateFile } from '../engine/index/private-file.ts';

const pathIn = (folder: string) => join(folder, 'open-in-browser.html');

/**
 * Writes a page that leads a web browser on to a link, into a file that only its owner may read. Whoever opens the browser
 * names this file: command lines can be read by every user of a computer, so the link itself is in none.
 *
 * @param folder the data folder
 * @param link one of our own, which needs no escaping
 * @returns the file's address
 * @throws the system's error where it cannot be written
 */
export function writeLinkFile(folder: string, link: string): string {
  const path = pathIn(folder);
  removeLinkFile(folder);
  const file = openPrivateFile(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL);
  try {
    writeSync(file, page(link));
  } finally {
    closeSync(file);
  }
  return pathToFileURL(path).href;
}

/** Removes that file. Harmless where there is none. */
export function removeLinkFile(folder: string): void {
  rmSync(pathIn(folder), { force: true });
}

const page = (link: string) => `<!doctype html>
<html lang="${currentLanguage()}">
  <head>
    <meta charset="utf-8">
    <meta name="referrer" content="no-referrer">
    <meta http-equiv="refresh" content="0; url=${link}">
    <title>Loose Parts</title>
  </head>
  <body>
    <p><a href="${link}">${words.host.browser.open}</a></p>
  </body>
</html>
`;
