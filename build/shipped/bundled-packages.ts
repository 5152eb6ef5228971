import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'vite';
import { z } from 'zod';

/** What of other people's work is in the bundles: by what the bundler put into them, never by what is installed. */

/** A package of which something is in a bundle. */
export interface BundledPackage {
  name: string;
  version: string;
  /** The SPDX expression that its package.json says; null where it says none. */
  licence: string | null;
  /** Its licence and its notice, as they lie in the package; empty where none does. */
  texts: readonly string[];
  /** Who made it, as package.json says; null where it does not. */
  author: string | null;
  /** Where it is at home, as a URL; null where package.json does not say. */
  homepage: string | null;
}

/** What dist/bundled.json holds: the files that the bundler made. */
export const bundledFilesSchema = z.array(
  z.object({
    name: z.string(),
    /** The files that it imports, at once or later. */
    imports: z.array(z.string()),
    /** Folders of the packages that it holds something of, below the repository: `node_modules/zod`. */
    packages: z.array(z.string()),
  }),
);
export type BundledFile = z.infer<typeof bundledFilesSchema>[number];

/** Collects what the bundler puts into each file. To be given to every build; `files` grows by each. */
export function collectBundled(root: string, files: BundledFile[]): Plugin {
  return {
    name: 'loose-parts:collect-bundled',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const held = Object.entries(chunk.modules)
          .filter(([, { renderedLength }]) => renderedLength > 0)
          .flatMap(([id]) => packageFolder(root, id) ?? []);
        files.push({
          name: chunk.fileName,
          imports: [...chunk.imports, ...chunk.dynamicImports],
          packages: [...new Set(held)].toSorted(),
        });
      }
    },
  };
}

/** The files that are loaded from these on, themselves included. Pure. */
export function reachedFrom(entries: readonly string[], files: readonly BundledFile[]): BundledFile[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const reached = new Set<BundledFile>();
  const visit = (name: string): void => {
    const file = byName.get(name);
    if (!file || reached.has(file)) return;
    reached.add(file);
    file.imports.forEach(visit);
  };
  entries.forEach(visit);
  return [...reached];
}

/** Threads of their own, which are loaded by their names and imported by nobody. Pure. */
export function workersOf(files: readonly BundledFile[]): string[] {
  return files.map(({ name }) => name).filter((name) => name.endsWith('-worker.js'));
}

/**
 * The folder of the package that a module belongs to; null for our own. A virtual module (one that the bundler made up)
 * is named after the file that it was made for.
 */
function packageFolder(root: string, id: string): string | null {
  const path = id
    .replace(/^\0/, '')
    .replace(/[?#].*$/, '')
    .replaceAll('\\', '/');
  const at = path.lastIndexOf('/node_modules/');
  if (at < 0) return null;
  const [first = '', second = ''] = path.slice(at + '/node_modules/'.length).split('/');
  const folder = join(path.slice(0, at), 'node_modules', first.startsWith('@') ? `${first}/${second}` : first);
  return relative(root, folder).replaceAll('\\', '/');
}

const person = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const manifestSchema = z.object({
  name: z.string().min(1),
  version: z.string().min(1),
  license: z.string().optional().catch(undefined),
  author: person.optional().catch(undefined),
  homepage: z.string().optional().catch(undefined),
});

/** Files by which a package says its licence, or whom to name (Apache-2.0, 4 d). */
const textNames = /^(licen[cs]e|copying|notice)([-.][\w-]+)?(\.(md|txt))?$/i;

/** @throws Error where the folder holds no package */
function readPackage(folder: string): BundledPackage {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) throw new Error(`${folder} is bundled, and is no package`);
  const { name, version, license, author, homepage } = manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && textNames.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), 'utf8').trim());
  return {
    name,
    version,
    licence: license ?? null,
    texts: [...new Set(texts)],
    author: author ?? null,
    homepage: homepage ?? null,
  };
}

/** The packages that are in these files, each once, by name and version. */
export function packagesOf(root: string, files: readonly BundledFile[]): BundledPackage[] {
  const folders = [...new Set(files.flatMap(({ packages }) => packages))];
  const all = folders.map((folder) => readPackage(join(root, folder)));
  const byId = new Map(all.map((found) => [`${found.name}@${found.version}`, found]));
  return [...byId.values()].toSorted((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
