import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What is needed, and the Debian package that holds it. */
const packages: Readonly<Record<string, string>> = {
  '/usr/bin/ceph-mon': 'ceph-mon',
  '/usr/bin/monmaptool': 'ceph-base',
  '/usr/bin/ceph': 'ceph-common',
  '/usr/bin/ceph-osd': 'ceph-osd',
  '/usr/bin/radosgw': 'radosgw',
  '/usr/bin/radosgw-admin': 'ceph-common',
};

/** The computer, as far as installing goes; tests pass their own. */
export interface Machine {
  platform: NodeJS.Platform;
  isRoot: boolean;
  exists(path: string): boolean;
  /** Runs a command with its output on the terminal. @returns whether it ended with 0 */
  run(command: string, args: readonly string[]): boolean;
  say(line: string): void;
}

const thisMachine: Machine = {
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  exists: existsSync,
  run: (command, args) =>
    spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0,
  say: (line) => console.log(line),
};

/** Whether {@link installCeph} would have nothing to do. */
export function isCephInstalled(machine: Machine = thisMachine): boolean {
  return Object.keys(packages).every((path) => machine.exists(path));
}

/**
 * Installs what of Ceph is missing, on Debian as root.
 * @throws Error of one sentence where that cannot be done
 */
export function installCeph(machine: Machine = thisMachine): void {
  installMissing('A Ceph gateway runs on Debian only', packages, machine);
}

/**
 * Installs the Debian packages whose files are missing.
 * @param onlyThere why nothing can be done on another system
 * @param owners what is needed, and the package that holds it
 * @throws Error of one sentence where that cannot be done
 */
export function installMissing(
  onlyThere: string,
  owners: Readonly<Record<string, string>>,
  machine: Machine = thisMachine,
): void {
  const missing = new Set(Object.keys(owners).flatMap((path) => (machine.exists(path) ? [] : (owners[path] ?? []))));
  if (missing.size === 0) return;
  const names = [...missing];
  const wanted = names.join(', ');
  if (machine.platform !== 'linux' || !machine.exists('/etc/debian_version')) {
    throw new Error(`${onlyThere}: ${wanted} cannot be installed here.`);
  }
  if (!machine.isRoot)
    throw new Error(`Installing ${wanted} needs root: run this again with sudo, or install them first.`);
  machine.say(`Installing ${wanted}…`);
  // Another apt on a fresh machine (its first update) may hold the lock for minutes.
  const patient = ['-o', 'DPkg::Lock::Timeout=300'];
  if (!machine.run('apt-get', [...patient, 'update'])) throw new Error('apt-get update failed: is there a network?');
  if (!machine.run('apt-get', [...patient, 'install', '-y', '--no-install-recommends', ...names])) {
    throw new Error(`apt-get could not install ${wanted}.`);
  }
}
