import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** What finding depends on; tests pass their own. */
export interface Machine {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  isRoot: boolean;
  exists(path: string): boolean;
  /** Whether a command ended with 0. Its output goes to the terminal where `loud`. */
  run(command: string, args: readonly string[], loud: boolean): boolean;
  /** Where Playwright keeps a Chromium of its own. */
  ownChromium(): string;
  say(line: string): void;
}

/** This computer. */
const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  isRoot: process.getuid?.() === 0,
  exists: existsSync,
  run: (command, args, loud) =>
    spawnSync(command, args, { stdio: loud ? 'inherit' : 'ignore', timeout: loud ? 600_000 : 20_000 }).status === 0,
  ownChromium: () => chromium.executablePath(),
  say: (line) => console.log(line),
};

/** Every place a Chromium is usually installed at, best first. */
export function usualPlaces({ platform, env }: Pick<Machine, 'platform' | 'env'>): string[] {
  const chosen = env.CHROMIUM_PATH ? [env.CHROMIUM_PATH] : [];
  switch (platform) {
    case 'win32': {
      const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((root) => root !== undefined);
      const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'];
      const edge = 'Microsoft\\Edge\\Application\\msedge.exe';
      return [...chosen, ...[...programs, edge].flatMap((program) => roots.map((root) => `${root}\\${program}`))];
    }
    case 'darwin': {
      const apps = ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium'];
      const roots = ['/Applications', join(env.HOME ?? '', 'Applications')];
      return [...chosen, ...apps.flatMap((app) => roots.map((root) => `${root}/${app}`))];
    }
    default: {
      // The same engine without the browser around it (and Playwright's own choice where no window is wanted): a window's
      // toolbar is a page too, and takes a fifth of a flow's processor time.
      const names = [
        'chromium-headless-shell',
        'chromium',
        'google-chrome',
        'google-chrome-stable',
        'chromium-browser',
      ];
      const folders = ['/usr/bin', ...(env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')];
      return [...chosen, ...names.flatMap((name) => [...new Set(folders)].map((folder) => `${folder}/${name}`))];
    }
  }
}

function findInstalled(machine: Machine): string | null {
  const places = [...usualPlaces(machine), machine.ownChromium()];
  return places.find((place) => machine.exists(place) && starts(machine, place)) ?? null;
}

/** Ubuntu's `chromium-browser` may be a stub that only says "install the snap": one that cannot start is none. */
function starts(machine: Machine, path: string): boolean {
  // On Windows, `chrome.exe --version` opens a window.
  return machine.platform === 'win32' || machine.run(path, ['--version'], false);
}

/**
 * A Chromium to test in: an installed one, else one that is installed now.
 *
 * @returns its path, or null where there is none and none could be had
 */
export function provideChromium(machine: Machine = thisMachine): string | null {
  const installed = findInstalled(machine);
  if (installed) return installed;
  if (machine.platform === 'linux' && machine.isRoot && machine.exists('/etc/debian_version')) {
    const lock = ['-o', 'DPkg::Lock::Timeout=300'];
    machine.run('apt-get', [...lock, 'update'], true);
    // Older releases of Debian have no package of the shell alone.
    for (const name of ['chromium-headless-shell', 'chromium']) {
      machine.say(`No Chromium found. Installing the package ${name}…`);
      machine.run('apt-get', [...lock, 'install', '-y', '--no-install-recommends', name], true);
      const place = findInstalled(machine);
      if (place) return place;
    }
  } else {
    machine.say("No Chromium found. Fetching Playwright's own…");
    const cli = join(import.meta.dirname, '../node_modules/@playwright/test/cli.js');
    machine.run(process.execPath, [cli, 'install', 'chromium'], true);
  }
  return findInstalled(machine);
}
