import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import { clientOf, create, forEach, listAll, makeBucket, putPart } from '../proofs/store-checks/store-under-test.ts';
import { draftOf, OpenEngine } from '../support/engine/open-engine.ts';
import { type CephServer, startCeph } from '../support/servers/ceph.ts';
import { cephHabits } from '../support/servers/habits.ts';
import { installCeph, installMissing } from '../support/servers/install-ceph.ts';
import { run } from '../support/servers/processes.ts';
import { type BenchGroup, ratioOf, seconds } from './report.ts';

/** How many uploads; fewer for a quick try. */
const uploads = Number(process.env.BENCH_UPLOADS ?? 2000);
const oneWayMs = 20;
const patienceMs = 600_000;
const goal = 5;

const rivals = {
  '/usr/bin/rclone': 'rclone',
  '/usr/bin/python3': 'python3',
  '/usr/lib/python3/dist-packages/boto3': 'python3-boto3',
};

/** A Ceph gateway 40 ms away. */
interface Stand {
  ceph: CephServer;
  /** Straight to the gateway, for preparing and checking. */
  client: S3Client;
  /** Through the delay. */
  farUrl: string;
}

/**
 * Aborting 2,000 uploads over a round trip of 40 ms. The rivals abort once and look at nothing. Ours looks before each
 * abort and twice after it; the quiet interval between those two looks, which is waiting and not work, is zero here.
 */
export const cleanupGroup: BenchGroup = {
  name: 'cleanup',
  async run() {
    installCeph();
    installMissing('rclone and boto3 are installed from Debian', rivals);
    const ceph = await startCeph();
    let proxy: ChildProcess | null = null;
    try {
      proxy = spawn(
        process.execPath,
        [join(import.meta.dirname, 'delay-proxy-process.ts'), ceph.endpointUrl, String(oneWayMs)],
        { stdio: ['pipe', 'pipe', 'inherit'] },
      );
      const farUrl = await firstLine(proxy);
      const keys = { ...ceph.main, endpointUrl: ceph.endpointUrl, region: ceph.region, close: async () => {} };
      const stand: Stand = { ceph, client: clientOf(keys), farUrl };
      const ours = await measureOurs(stand);
      const boto3 = await measureRival(stand, 'boto3', abortWithBoto3);
      const rclone = await measureRival(stand, 'rclone', abortWithRclone);
      stand.client.destroy();
      const ratio = ratioOf(rclone, ours.ms);
      const measure = `abort ${uploads} uploads, 40 ms round trip`;
      return [
        {
          measure: `${measure}, each looked at before and twice after`,
          ours: seconds(ours.ms),
          rival: seconds(rclone),
          rivalName: 'rclone cleanup (no look)',
          unit: 's',
          ratio,
          goal: `at least ${goal} times as fast`,
          reached: ratio >= goal,
        },
        {
          measure: `${measure}, the same`,
          ours: seconds(ours.ms),
          rival: seconds(boto3),
          rivalName: 'boto3, 32 threads (no look)',
          unit: 's',
          ratio: ratioOf(boto3, ours.ms),
          goal: null,
          reached: null,
        },
        {
          measure: 'requests for it',
          ours: ours.requests,
          rival: uploads + Math.ceil(uploads / 1000),
          rivalName: 'one abort each, and the listing',
          unit: 'requests',
          ratio: null,
          goal: null,
          reached: null,
        },
      ];
    } finally {
      proxy?.stdin?.end();
      await ceph.close();
    }
  },
};

/** A bucket of uploads, each with one part. */
async function fill({ client }: Stand, bucket: string): Promise<void> {
  await makeBucket(client, bucket);
  await forEach(Array.from({ length: uploads }).keys(), async (number) => {
    const place = await create(client, bucket, `backup/2026/part-${String(number).padStart(5, '0')}.tar`);
    await putPart(client, place, 1, 'x'.repeat(100));
  });
}

/** @throws Error where anything is left: a figure for half the work would be worthless */
async function expectNothingLeft({ client }: Stand, bucket: string): Promise<void> {
  const { places } = await listAll(client, bucket, cephHabits.convention);
  if (places.length > 0) throw new Error(`${places.length} uploads are left in ${bucket}`);
}

async function measureOurs(stand: Stand): Promise<{ ms: number; requests: number }> {
  const bucket = 'bench-ours';
  await fill(stand, bucket);
  const dataDir = mkdtempSync(join(tmpdir(), 'loose-parts-bench-'));
  const engine = await OpenEngine.open(dataDir);
  try {
    const { ceph, farUrl } = stand;
    const connection = await engine.client.connections.save(
      draftOf({ ...ceph.main, endpointUrl: farUrl, region: ceph.region }, { activeWindowMs: 0, quietIntervalMs: 0 }),
    );
    // The server's Date has second precision: a moment later nothing counts as active.
    await wait(2000);
    await engine.scan(connection, bucket);
    const plan = await engine.planAll(connection, bucket);
    if (plan.items.length !== uploads) throw new Error(`The plan holds ${plan.items.length} uploads, not ${uploads}`);
    const cpuBefore = process.cpuUsage();
    const from = performance.now();
    const { id } = await engine.start(plan);
    const job = await engine.finished(id);
    const ms = performance.now() - from;
    const cpu = process.cpuUsage(cpuBefore);
    if (job.counts.clear !== uploads) throw new Error(`Not all are clear: ${JSON.stringify(job.counts)}`);
    const calls = new Set<string>();
    for (const { ref } of plan.items) {
      for (const { callId } of await engine.client.uploads.evidence(ref)) calls.add(callId);
    }
    const requests = calls.size;
    await expectNothingLeft(stand, bucket);
    const cpuSeconds = seconds((cpu.user + cpu.system) / 1000);
    console.log(
      `  ours: ${seconds(ms)} s, ${requests} requests (${Math.round(requests / (ms / 1000))} a second), ${cpuSeconds} s of CPU`,
    );
    return { ms, requests };
  } finally {
    await engine.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Rival = (stand: Stand, bucket: string) => Promise<unknown>;

async function measureRival(stand: Stand, name: string, abortAll: Rival): Promise<number> {
  const bucket = `bench-${name}`;
  await fill(stand, bucket);
  // rclone leaves what is younger than a second.
  await wait(2000);
  const from = performance.now();
  await abortAll(stand, bucket);
  const ms = performance.now() - from;
  await expectNothingLeft(stand, bucket);
  console.log(`  ${name}: ${seconds(ms)} s`);
  return ms;
}

function abortWithRclone({ ceph, farUrl }: Stand, bucket: string): Promise<string> {
  const { accessKeyId, secretAccessKey } = ceph.main;
  const remote = `:s3,provider=Ceph,endpoint="${farUrl}",access_key_id=${accessKeyId},secret_access_key=${secretAccessKey}:`;
  return withoutBundles('rclone', [
    '--config',
    '/dev/null',
    'backend',
    'cleanup',
    `${remote}${bucket}`,
    '-o',
    'max-age=1s',
  ]);
}

function abortWithBoto3({ ceph, farUrl }: Stand, bucket: string): Promise<string> {
  const { accessKeyId, secretAccessKey } = ceph.main;
  const script = join(import.meta.dirname, 'abort-with-boto3.py');
  return withoutBundles('env', [
    `AWS_ACCESS_KEY_ID=${accessKeyId}`,
    `AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
    '/usr/bin/python3',
    script,
    farUrl,
    bucket,
  ]);
}

/** Runs a command without certificate bundles of the environment: rclone refuses to start over one that it cannot use. */
function withoutBundles(command: string, args: string[]): Promise<string> {
  return run('env', ['-u', 'AWS_CA_BUNDLE', '-u', 'REQUESTS_CA_BUNDLE', command, ...args], patienceMs);
}

async function firstLine(process: ChildProcess): Promise<string> {
  if (!process.stdout) throw new Error('The delay proxy says nothing');
  const [line] = await once(createInterface(process.stdout), 'line');
  return String(line);
}
