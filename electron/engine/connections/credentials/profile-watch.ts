import { type FSWatcher, watch } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock, Log } from '../../ports/ports.ts';
import type { SharedFiles } from './shared-config.ts';

export interface ProfileWatchDeps {
  files: SharedFiles;
  clock: Clock;
  log: Log;
  /** `profiles`: the shared files themselves; else only a sign-in of the AWS CLI. */
  changed: (what: { profiles: boolean }) => void;
}

export interface ProfileWatch {
  /** Resolves once changes are noticed from. */
  readonly ready: Promise<void>;
  close(): void;
}

/** Editors and the AWS CLI write in several steps, ms. */
const quietMs = 200;

/**
 * Watches the shared config files and the AWS CLI's token caches: the folders they are in, because editors replace files,
 * and where there is no such folder yet, the nearest one above it. Where the system will not watch, the files are still
 * read again from time to time ({@link ./credential-session.ts rereadAfterMs}).
 */
export function watchProfiles({ files, clock, log, changed }: ProfileWatchDeps): ProfileWatch {
  let watchers: FSWatcher[] = [];
  let closed = false;
  let cancel: (() => void) | null = null;
  let seen: Seen | null = null;
  let looking = Promise.resolve();

  const stir = () => {
    if (closed || cancel) return;
    cancel = clock.schedule(clock.now() + quietMs, () => {
      cancel = null;
      looking = looking.then(lookAgain);
    });
  };

  const arm = async () => {
    const folders = await foldersOf(files);
    for (const watcher of watchers) watcher.close();
    watchers = [];
    if (closed) return;
    for (const folder of folders) {
      try {
        const watcher = watch(folder, { persistent: false }, stir);
        watcher.on('error', () => watcher.close());
        watchers.push(watcher);
      } catch (error) {
        log.warn('A folder of AWS settings cannot be watched', { folder, error: String(error) });
      }
    }
  };

  const lookAgain = async () => {
    // First the watchers, which may be those of folders that are gone: what changes from here on is noticed.
    await arm();
    const now = await look(files);
    const before = seen;
    seen = now;
    if (closed || !before) return;
    const profiles = before.profiles !== now.profiles;
    if (profiles || before.tokens !== now.tokens) changed({ profiles });
  };

  looking = lookAgain();
  return {
    ready: looking,
    close() {
      closed = true;
      cancel?.();
      for (const watcher of watchers) watcher.close();
    },
  };
}

interface Seen {
  profiles: string;
  tokens: string;
}

async function look({ config, credentials, ssoCache, loginCache }: SharedFiles): Promise<Seen> {
  const tokens = (await Promise.all([ssoCache, loginCache].map(filesIn))).flat();
  const [profiles, kept] = await Promise.all([marks([config, credentials]), marks(tokens)]);
  return { profiles, tokens: kept };
}

/** What tells a file from what it was. */
async function marks(files: readonly string[]): Promise<string> {
  const found = files.map(async (file) => {
    try {
      const { mtimeMs, size, ino } = await stat(file);
      return [file, mtimeMs, size, ino];
    } catch {
      return [file];
    }
  });
  return JSON.stringify(await Promise.all(found));
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort().map((name) => join(folder, name));
  } catch {
    return [];
  }
}

async function foldersOf({ config, credentials, ssoCache, loginCache }: SharedFiles): Promise<Set<string>> {
  const real = await Promise.all([config, credentials].map((file) => realpath(file).catch(() => file)));
  const folders = [config, credentials, ...real]
    .filter((file) => !file.startsWith('/dev/'))
    .map((file) => dirname(file));
  return new Set(await Promise.all([...folders, ssoCache, loginCache].map(nearest)));
}

/** The folder, or the nearest one above it that there is. */
async function nearest(folder: string): Promise<string> {
  for (let path = folder; ; path = dirname(path)) {
    const found = await stat(path).catch(() => null);
    if (found?.isDirectory() || path === dirname(path)) return path;
  }
}
