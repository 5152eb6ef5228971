import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setInterval } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { S3Client } from '@aws-sdk/client-s3';
import { type ScanState, scanStateSchema } from '../../shared/schema/model.ts';
import { clientOf } from '../proofs/store-checks/store-under-test.ts';
import { draftOf, OpenEngine } from '../support/engine/open-engine.ts';
import { startCeph } from '../support/servers/ceph.ts';
import { installCeph, installMissing } from '../support/servers/install-ceph.ts';

const oneWayMs = 20;
/** How often a scan's end is looked for, ms. */
const pollMs = 5;
const patienceMs = 600_000;
/** A listing of 20,000 uploads as text is some 8 MB. */
const longestOutput = 256 << 20;
const execute = promisify(execFile);

const rivals = {
  '/usr/bin/rclone': 'rclone',
  '/usr/bin/aws': 'awscli',
  '/usr/bin/python3': 'python3',
  '/usr/lib/python3/dist-packages/boto3': 'python3-boto3',
};

/** A way to the gateway that is measured. */
export interface Way {
  /** For the name of a measure: `no delay`. */
  name: string;
  isFar: boolean;
  endpointUrl: string;
}

/** A Ceph gateway, reached straight and through a round trip of 40 ms. */
export interface CephStand extends AsyncDisposable {
  keys: { accessKeyId: string; secretAccessKey: string; region: string };
  /** Straight to the gateway, for preparing and checking. */
  client: S3Client;
  ways: readonly Way[];
}

/** Starts it, with what is missing of it and of the rivals installed from Debian. */
export async function openCephStand(): Promise<CephStand> {
  installCeph();
  installMissing('rclone, aws and boto3 are installed from Debian', rivals);
  const ceph = await startCeph();
  const proxy = spawn(
    process.execPath,
    [join(import.meta.dirname, 'delay-proxy-process.ts'), ceph.endpointUrl, String(oneWayMs)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const { accessKeyId, secretAccessKey } = ceph.main;
  const { endpointUrl, region } = ceph;
  const client = clientOf({ endpointUrl, region, accessKeyId, secretAccessKey, close: async () => {} });
  return {
    keys: { accessKeyId, secretAccessKey, region },
    client,
    ways: [
      { name: 'no delay', isFar: false, endpointUrl },
      { name: '40 ms round trip', isFar: true, endpointUrl: await firstLine(proxy) },
    ],
    async [Symbol.asyncDispose]() {
      client.destroy();
      proxy.stdin?.end();
      await ceph.close();
    },
  };
}

/** Runs `work` with a fresh engine that has a connection that way, and the bucket added. */
export async function withEngine<T>(
  { keys }: Pick<CephStand, 'keys'>,
  { endpointUrl }: Pick<Way, 'endpointUrl'>,
  bucket: string,
  work: (engine: OpenEngine, place: { connectionId: string; bucket: string }, dataDir: string) => Promise<T>,
): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-bench-'));
  const engine = await OpenEngine.open(dataDir);
  try {
    const { id: connectionId } = await engine.client.connections.save(draftOf({ ...keys, endpointUrl }));
    const place = { connectionId, bucket };
    await engine.client.buckets.add(place);
    return await work(engine, place, dataDir);
  } finally {
    await engine.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/**
 * Scans a bucket until its state in the index file is one of these, read from the file itself: the live feed tells it up to
 * a tenth of a second later, which is for pages and not for stop-watches.
 *
 * @returns how long it took, ms
 * @throws Error where the scan fails or is stopped
 */
export async function timeScan(
  engine: OpenEngine,
  place: { connectionId: string; bucket: string },
  dataDir: string,
  ends: readonly ScanState['status'][],
): Promise<number> {
  const index = new DatabaseSync(join(dataDir, 'index.sqlite'), { readOnly: true });
  try {
    const read = index.prepare('SELECT scan FROM bucket WHERE connection_id = ? AND name = ?');
    const from = performance.now();
    await engine.client.scans.start(place);
    for await (const _ of setInterval(pollMs)) {
      const state = scanStateSchema.parse(JSON.parse(String(read.get(place.connectionId, place.bucket)?.scan)));
      if (state.status === 'failed') throw new Error(`The scan failed: ${state.error.message}`);
      if (state.status === 'stopped') throw new Error('The scan was stopped.');
      if (ends.includes(state.status)) break;
    }
    return performance.now() - from;
  } finally {
    index.close();
  }
}

/** Runs a rival with the keys in its environment. @returns its output, and how long it took from start to end, ms */
export async function runRival(
  { keys }: CephStand,
  command: string,
  args: string[],
): Promise<{ output: string; ms: number }> {
  const environment = [
    `AWS_ACCESS_KEY_ID=${keys.accessKeyId}`,
    `AWS_SECRET_ACCESS_KEY=${keys.secretAccessKey}`,
    `AWS_DEFAULT_REGION=${keys.region}`,
    'AWS_EC2_METADATA_DISABLED=true',
    'AWS_CONFIG_FILE=/dev/null',
  ];
  // rclone refuses to start over a certificate bundle that it cannot use.
  const unset = ['-u', 'AWS_CA_BUNDLE', '-u', 'REQUESTS_CA_BUNDLE'];
  const from = performance.now();
  const { stdout } = await execute('env', [...unset, ...environment, command, ...args], {
    timeout: patienceMs,
    maxBuffer: longestOutput,
  });
  return { output: stdout, ms: performance.now() - from };
}

/** The middle one of some figures. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('Nothing was measured');
  return middle;
}

/** The first line that a child process says. */
export async function firstLine(process: ChildProcess): Promise<string> {
  if (!process.stdout) throw new Error('The process says nothing');
  const [line] = await once(createInterface(process.stdout), 'line');
  return String(line);
}
