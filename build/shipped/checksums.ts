import { z } from 'zod';

/** What a release holds, by its SHA256SUMS. */

/** The installers that catalogues of programs lead to, by how electron-builder names them. */
export interface ReleaseFiles {
  version: string;
  /** A file's name and its SHA-256 in lower-case hexadecimal digits. */
  sums: ReadonlyMap<string, string>;
}

const line = /^(?<sum>[0-9a-f]{64}) [ *](?<name>[^/\\\s]+)$/;

/**
 * Reads SHA256SUMS as `sha256sum` writes it.
 * @throws Error for a line that is none, a name that comes twice, and an empty file
 */
export function readChecksums(text: string, version: string): ReleaseFiles {
  z.string()
    .regex(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
    .parse(version);
  const sums = new Map<string, string>();
  for (const row of text.split('\n').filter((one) => one.trim() !== '')) {
    const { sum, name } = line.exec(row)?.groups ?? {};
    if (sum === undefined || name === undefined) throw new Error(`SHA256SUMS has a line that is none: ${row}`);
    if (sums.has(name)) throw new Error(`SHA256SUMS has ${name} twice`);
    sums.set(name, sum);
  }
  if (sums.size === 0) throw new Error('SHA256SUMS is empty');
  return { version, sums };
}

/** One file of the release. @throws Error where it is not among the checksums */
export function releaseFile({ version, sums }: ReleaseFiles, ending: string): { url: string; sha256: string } {
  const name = `loose-parts-${version}-${ending}`;
  const sha256 = sums.get(name);
  if (sha256 === undefined) throw new Error(`The release has no ${name}`);
  return { url: `${homepage}/releases/download/v${version}/${name}`, sha256 };
}

export const homepage = 'https://github.com/loose-parts/loose-parts';
/** One line for every catalogue. */
export const summary = 'Finds and aborts incomplete S3 multipart uploads, and proves they are gone';
