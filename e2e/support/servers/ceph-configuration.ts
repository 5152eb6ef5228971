import { join } from 'node:path';

const quiet = ['ms', 'rgw', 'osd', 'objecter', 'rados', 'mon', 'monc', 'memstore', 'auth', 'finisher', 'optracker'];

/** The ceph.conf of a one-node Ceph on loopback, small and fast to start. */
export function cephConfiguration(setting: {
  folder: string;
  fsid: string;
  monitorPort: number;
  gatewayPort: number;
}): string {
  const { folder, fsid, monitorPort, gatewayPort } = setting;
  const modes = ['ms cluster', 'ms service', 'ms client', 'ms mon cluster', 'ms mon service', 'ms mon client'];
  return [
    '[global]',
    `fsid = ${fsid}`,
    `mon host = [v2:127.0.0.1:${monitorPort}]`,
    'mon initial members = a',
    'public addr = 127.0.0.1',
    'cluster addr = 127.0.0.1',
    'ms bind msgr1 = false',
    'auth cluster required = none',
    'auth service required = none',
    'auth client required = none',
    // Without auth there is no key for secure mode: radosgw would loop with -13.
    ...modes.map((mode) => `${mode} mode = crc`),
    `run dir = ${join(folder, 'run')}`,
    `admin socket = ${join(folder, 'run')}/$name.asok`,
    `log file = ${folder}/$name.log`,
    'log to stderr = false',
    'err to stderr = true',
    // Ceph gathers debug lines in memory even where it writes none: a quarter of the gateway's time, which shares two
    // cores with the tests and with every client that is measured.
    ...quiet.map((part) => `debug ${part} = 0/0`),
    // One copy on one disk; Ceph wants to be told twice that this is meant.
    'osd pool default size = 1',
    'osd pool default min size = 1',
    'mon allow pool size one = true',
    'mon warn on pool no redundancy = false',
    'osd pool default pg num = 1',
    'osd pool default pgp num = 1',
    'osd pool default pg autoscale mode = off',
    'osd crush chooseleaf type = 0',
    'mon max pg per osd = 1000',
    // Each pool that the gateway makes waits for this.
    'paxos propose interval = 0.05',
    '[mon]',
    `mon data = ${join(folder, 'mon')}`,
    'mon data avail crit = 1',
    'mon data avail warn = 1',
    '[osd]',
    `osd data = ${join(folder, 'osd')}`,
    'osd objectstore = memstore',
    'memstore device bytes = 4294967296',
    '[client.rgw]',
    `rgw data = ${join(folder, 'rgw')}`,
    `rgw frontends = beast endpoint=127.0.0.1:${gatewayPort} tcp_nodelay=1`,
    // A day of a lifecycle rule lasts this many seconds.
    'rgw lc debug interval = 5',
    '',
  ].join('\n');
}
