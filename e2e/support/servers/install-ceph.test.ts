import { describe, expect, test } from 'vitest';
import { installCeph, type Machine } from './install-ceph.ts';

function machineWith(overrides: Partial<Machine> & { present?: string[]; failing?: string }) {
  const commands: string[] = [];
  const { present = [], failing, ...rest } = overrides;
  const machine: Machine = {
    platform: 'linux',
    isRoot: true,
    exists: (path) => path === '/etc/debian_version' || present.includes(path),
    run: (command, args) => {
      commands.push([command, ...args].join(' '));
      return failing === undefined || !args.includes(failing);
    },
    say: () => {},
    ...rest,
  };
  return { machine, commands };
}

const all = ['ceph-mon', 'monmaptool', 'ceph', 'ceph-osd', 'radosgw', 'radosgw-admin'].map(
  (name) => `/usr/bin/${name}`,
);

describe('installing Ceph', () => {
  test('does nothing where all of it is there', () => {
    const { machine, commands } = machineWith({ present: all, isRoot: false });
    installCeph(machine);
    expect(commands).toEqual([]);
  });

  test('updates first, waits for the lock, and installs what is missing, each once', () => {
    const { machine, commands } = machineWith({ present: ['/usr/bin/ceph-mon'] });
    installCeph(machine);
    expect(commands).toEqual([
      'apt-get -o DPkg::Lock::Timeout=300 update',
      'apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends ceph-base ceph-common ceph-osd radosgw',
    ]);
  });

  test.each([
    [{ platform: 'darwin' as const }, /^A Ceph gateway runs on Debian only: .*radosgw cannot be installed here\.$/],
    [{ exists: () => false }, /^A Ceph gateway runs on Debian only/],
    [{ isRoot: false }, /^Installing .* needs root/],
    [{ failing: 'update' }, /^apt-get update failed/],
    [{ failing: 'install' }, /^apt-get could not install/],
  ])('says in one sentence why it cannot: %j', (overrides, sentence) => {
    const { machine } = machineWith(overrides);
    expect(() => installCeph(machine)).toThrow(sentence);
  });
});
