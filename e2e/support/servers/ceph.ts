import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cephConfiguration } from './ceph-configuration.ts';
import { freePort } from './free-port.ts';
import { Daemon, run } from './processes.ts';

/** Keys of one user of the gateway. */
export interface CephUser {
  uid: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** A one-node Ceph with its S3 gateway, all of it on 127.0.0.1 and in memory. */
export interface CephServer {
  endpointUrl: string;
  region: string;
  main: CephUser;
  /** Another account: what `main` owns, it may not touch. */
  second: CephUser;
  /** For example `16.2.15`. */
  version: string;
  /** Works through the lifecycle of every bucket now, all shards of it. */
  processLifecycle(): Promise<void>;
  /** Ends its own processes and removes its folder. Harmless when called again. */
  close(): Promise<void>;
}

const main: CephUser = { uid: 'main', accessKeyId: 'MAINACCESSKEY', secretAccessKey: 'main-secret-access-key' };
/** The second account of every gateway that is started. */
export const second: CephUser = {
  uid: 'second',
  accessKeyId: 'SECONDACCESSKEY',
  secretAccessKey: 'second-secret-access-key',
};

/** How long any one step of the start may take. */
const stepTimeoutMs = 60_000;

/**
 * Starts Ceph: one monitor, one OSD in memory, one RADOS Gateway; no manager.
 * @throws Error that names the step and holds the end of the log where something does not start
 */
export async function startCeph(): Promise<CephServer> {
  const folder = mkdtempSync(join(tmpdir(), 'loose-parts-ceph-'));
  const daemons: Daemon[] = [];
  // The last resort, when this process ends without close(): nothing of ours may stay behind.
  const endNow = () => {
    for (const daemon of daemons) daemon.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  const endOnSignal = () => process.exit(1);
  process.once('exit', endNow).once('SIGINT', endOnSignal).once('SIGTERM', endOnSignal);
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= (async () => {
      // The gateway first: it talks to the others while it ends.
      for (const daemon of daemons.toReversed()) await daemon.end();
      process.off('exit', endNow).off('SIGINT', endOnSignal).off('SIGTERM', endOnSignal);
      rmSync(folder, { recursive: true, force: true });
    })();
    return closing;
  };

  try {
    const [monitorPort, gatewayPort] = [await freePort(), await freePort()];
    const fsid = randomUUID();
    const conf = join(folder, 'ceph.conf');
    writeFileSync(conf, cephConfiguration({ folder, fsid, monitorPort, gatewayPort }));
    for (const name of ['mon', 'osd', 'rgw', 'run']) mkdirSync(join(folder, name));
    const start = (name: string, command: string, args: string[]) => {
      const daemon = new Daemon(name, command, ['-c', conf, '-f', ...args], join(folder, `${name}.out`));
      daemons.push(daemon);
      return daemon;
    };
    const ceph = (...args: string[]) => run('ceph', ['-c', conf, '--connect-timeout', '30', ...args], stepTimeoutMs);

    const monmap = join(folder, 'monmap');
    const address = `[v2:127.0.0.1:${monitorPort}]`;
    await run('monmaptool', ['--create', '--fsid', fsid, '--addv', 'a', address, monmap], stepTimeoutMs);
    await run('ceph-mon', ['-c', conf, '--mkfs', '-i', 'a', '--monmap', monmap], stepTimeoutMs);
    const monitor = start('mon', 'ceph-mon', ['-i', 'a']);
    const osdId = randomUUID();
    await monitor.whileRunning(ceph('osd', 'new', osdId));
    await run('ceph-osd', ['-c', conf, '-i', '0', '--mkfs', '--osd-uuid', osdId], stepTimeoutMs);
    const osd = start('osd', 'ceph-osd', ['-i', '0']);
    for (const user of [main, second]) await osd.whileRunning(createUser(conf, user));
    const gateway = start('rgw', 'radosgw', ['-n', 'client.rgw']);
    const endpointUrl = `http://127.0.0.1:${gatewayPort}`;
    await gateway.whileRunning(untilAnswers(endpointUrl));
    const version = /version (\S+)/.exec(await run('radosgw', ['--version'], stepTimeoutMs))?.[1] ?? 'unknown';
    const processLifecycle = async () => {
      await run('radosgw-admin', ['-c', conf, '-n', 'client.rgw', 'lc', 'process'], stepTimeoutMs);
    };
    return { endpointUrl, region: 'us-east-1', main, second, version, processLifecycle, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function createUser(conf: string, { uid, accessKeyId, secretAccessKey }: CephUser): Promise<string> {
  const keys = ['--access-key', accessKeyId, '--secret-key', secretAccessKey];
  const args = ['-c', conf, '-n', 'client.rgw', 'user', 'create', '--uid', uid, '--display-name', uid, ...keys];
  return run('radosgw-admin', args, stepTimeoutMs);
}

const pollMs = 50;

/** Waits until something answers HTTP there. @throws Error after {@link stepTimeoutMs} */
async function untilAnswers(url: string): Promise<void> {
  const deadline = Date.now() + stepTimeoutMs;
  for (;;) {
    try {
      await (await fetch(url)).arrayBuffer();
      return;
    } catch (error) {
      if (Date.now() > deadline)
        throw new Error(`${url} did not answer in ${stepTimeoutMs / 1000} s`, { cause: error });
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
