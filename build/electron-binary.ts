import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { downloadArtifact, initializeProxy } from '@electron/get';

/** The Electron binary, which the npm package does not contain: finding it, and fetching it with an eye on the clock. */

const electronFolder = (root: string) => join(root, 'node_modules/electron');

/**
 * The installed binary's path, or null where it is missing.
 * Reads what the package's own installer left; importing the package would fetch, with no limit of time.
 */
export function findElectron(root: string, env: NodeJS.ProcessEnv = process.env): string | null {
  const folder = electronFolder(root);
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : null;
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override === undefined && name === null) return null;
  const path = join(override ?? join(folder, 'dist'), name ?? 'electron');
  return existsSync(path) ? path : null;
}

export interface FetchOptions {
  root: string;
  /** Gives up after so long without a byte, ms. */
  stallMs: number;
  /** `total` is null where the server does not say. */
  onProgress: (received: number, total: number | null) => void;
  /** Ends the fetch from outside. */
  signal?: AbortSignal;
  /** Folder of downloads; the system's usual one unless given. */
  cacheRoot?: string;
  platform?: NodeJS.Platform;
}

/**
 * Fetches the binary (or takes it from the cache of downloads), checks it against the package's checksums and unpacks it.
 * Mirrors and proxies are taken from the environment, as Electron's own installer does.
 *
 * @returns why it did not work, in a few words; null where it did
 */
export async function fetchElectron(options: FetchOptions): Promise<string | null> {
  const folder = electronFolder(options.root);
  const stall = new AbortController();
  const stalled = `nothing arrived for ${Math.round(options.stallMs / 1000)} s`;
  const arm = () => setTimeout(() => stall.abort(new Error(stalled)), options.stallMs);
  let timer = arm();
  if (process.env.HTTPS_PROXY || process.env.https_proxy || process.env.HTTP_PROXY || process.env.http_proxy) {
    initializeProxy();
  }
  try {
    await downloadArtifact({
      version: readVersion(folder),
      artifactName: 'electron',
      platform: options.platform ?? process.platform,
      checksums: readChecksums(folder),
      ...(options.cacheRoot ? { cacheRoot: options.cacheRoot } : {}),
      downloadOptions: {
        quiet: true,
        signal: options.signal ? AbortSignal.any([stall.signal, options.signal]) : stall.signal,
        getProgressCallback: async ({ transferred, total }: { transferred: number; total: number | null }) => {
          clearTimeout(timer);
          timer = arm();
          options.onProgress(transferred, total);
        },
      },
    });
    clearTimeout(timer);
    // Finds the download in the cache, and unpacks it.
    await run(process.execPath, [join(folder, 'install.js')], options.cacheRoot);
    return findElectron(options.root) ? null : 'it could not be unpacked';
  } catch (error) {
    return stall.signal.aborted ? stalled : reasonOf(error);
  } finally {
    clearTimeout(timer);
  }
}

function run(command: string, args: string[], cacheRoot: string | undefined): Promise<void> {
  const env = cacheRoot ? { ...process.env, electron_config_cache: cacheRoot } : process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'ignore', env });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('it could not be unpacked'))));
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  // fetch() says "fetch failed" and keeps the reason in the cause.
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
  return code ?? cause.message.split('\n')[0] ?? 'unknown reason';
}

function readJson(path: string): object {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof value !== 'object' || value === null) throw new Error(`${path} is not an object`);
  return value;
}

function readVersion(folder: string): string {
  const file = readJson(join(folder, 'package.json'));
  if (!('version' in file) || typeof file.version !== 'string') throw new Error('Electron has no version');
  return file.version;
}

function readChecksums(folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(readJson(join(folder, 'checksums.json'))).filter((entry): entry is [string, string] => {
      return typeof entry[1] === 'string';
    }),
  );
}
