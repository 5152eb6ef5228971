import { readFile, realpath } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import type { LanguageChoice } from '../../shared/values/languages.ts';
import { languagePlaceholder, noncePlaceholder, type Transport, transportPlaceholder } from './content-security.ts';

/** One file of the built page, ready to be sent. */
export interface PageFile {
  body: Buffer;
  contentType: string;
  cacheControl: string;
}

/** The built page's files, and nothing outside their folder. */
export interface PageFiles {
  /**
   * @param pathname the URL's path as it was sent, percent-encoded
   * @param nonce replaces the placeholder in HTML
   * @returns null for anything that is not a file of the page
   */
  find(pathname: string, nonce: string): Promise<PageFile | null>;
}

/** By extension; a file of any other kind is not served, so that no type is ever guessed. */
const contentTypes: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.map', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.webp', 'image/webp'],
  ['.woff2', 'font/woff2'],
]);

/**
 * Turns a URL's path into a path below `root`, decoded exactly once. Pure.
 *
 * @returns null where the path leaves the folder, hides a separator, or is not valid
 */
export function containedPath(root: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (!decoded.startsWith('/') || decoded.includes('\0') || decoded.includes('\\')) return null;
  if (decoded.split('/').some((segment) => segment === '..' || segment === '.')) return null;
  const base = resolve(root);
  // A drive or device name ("C:", "NUL") only means something where the result leaves the folder, and then it is refused.
  const target = resolve(base, `.${decoded}`);
  return target.startsWith(base + sep) ? target : null;
}

/**
 * Serves the page built into `root` (dist/renderer), and tells it the transport and the chosen language, so that its first paint
 * is in it. `/` is `index.html`.
 */
export function pageFiles(root: string, transport: Transport, language: () => LanguageChoice): PageFiles {
  return {
    async find(pathname, nonce) {
      const target = containedPath(root, pathname === '/' ? '/index.html' : pathname);
      if (target === null) return null;
      const extension = extname(target).toLowerCase();
      const contentType = contentTypes.get(extension);
      if (contentType === undefined) return null;
      try {
        // A link inside the folder that points out of it is followed by nobody.
        if (!(await realpath(target)).startsWith((await realpath(root)) + sep)) return null;
        const body = await readFile(target);
        if (extension !== '.html') {
          // Vite names what is in assets/ by its content, so it never changes.
          const immutable = target.startsWith(join(resolve(root), 'assets') + sep);
          return { body, contentType, cacheControl: immutable ? 'public, max-age=31536000, immutable' : 'no-cache' };
        }
        const html = body
          .toString('utf8')
          .replaceAll(noncePlaceholder, nonce)
          .replaceAll(transportPlaceholder, transport)
          .replaceAll(languagePlaceholder, language());
        return { body: Buffer.from(html, 'utf8'), contentType, cacheControl: 'no-store' };
      } catch {
        return null;
      }
    },
  };
}
