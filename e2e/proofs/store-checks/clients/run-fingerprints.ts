import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { startCeph } from '../../../support/servers/ceph.ts';
import { cephHabits } from '../../../support/servers/habits.ts';
import { installCeph, installMissing } from '../../../support/servers/install-ceph.ts';
import { cacheFolder } from '../../../support/servers/packages.ts';
import { onStore } from '../engine-on-store.ts';
import { clientOf, listAll, makeBucket, partsOf, type UploadPlace } from '../store-under-test.ts';
import { ClientRun, debianPackages, type StoreKeys } from './clients.ts';
import { type LeakingClient, leakingClients } from './leaking-clients.ts';

// `npm run test:fingerprints`: real clients are killed in mid-upload on Ceph, and the app says which client began each. A
// table tells what it took whom for. Fails where the true client is not among the likely, or where one that is configured
// otherwise is taken for anything as good as sure.
//
// restic is not among them: its packs are at most 128 MiB, and it sends in parts from 200 MiB on, so it leaves nothing.

const mib = 1024 * 1024;
const bucket = 'leftovers';
/** Longest that a client may take to get to its parts, ms. */
const patienceMs = 120_000;
/** A client that is configured otherwise should not be named with more certainty than this. */
const mostOfAWrongName = 0.5;
const modules = ['@aws-sdk/client-s3@3.1169.0', '@aws-sdk/lib-storage@3.1169.0', 'minio@8.0.7'];

interface Row {
  client: string;
  parts: string;
  likeliest: string;
  others: string;
  unknown: number;
  verdict: 'right' | 'among the likely' | 'rightly unsure' | 'WRONG' | 'not here';
}

installCeph();
try {
  installMissing('These clients are installed from Debian', { ...debianPackages, '/usr/bin/s3fs': 's3fs' });
} catch (error) {
  console.warn(error instanceof Error ? error.message : String(error));
}
const npmFolder = installFromNpm();
const folder = mkdtempSync(join(tmpdir(), 'loose-parts-fingerprints-'));
const ceph = await startCeph();
const store: StoreKeys = { endpointUrl: ceph.endpointUrl, region: ceph.region, ...ceph.main };
const sdk = clientOf({ ...store, close: async () => {} });
const rows: Row[] = [];
try {
  await makeBucket(sdk, bucket);
  const run = new ClientRun(store, folder, patienceMs);
  const made: { client: LeakingClient; place: UploadPlace }[] = [];
  for (const [n, client] of leakingClients(npmFolder).entries()) {
    const place = await leave(client, n, run);
    if (place === null) rows.push(absent(client));
    else made.push({ client, place });
  }
  await onStore(store, async (engine, connection) => {
    await engine.scanOnly(connection, bucket);
    for (const { client, place } of made) {
      const origin = await engine.client.leaks.upload({ connectionId: connection.id, ...place });
      if (!origin) throw new Error(`The scan did not find what ${client.name} left.`);
      const sizes = await partsOf(sdk, place);
      rows.push(rowOf(client, origin, typeof sizes === 'string' ? sizes : shapeOf(sizes)));
    }
  });
} finally {
  sdk.destroy();
  await ceph.close();
  rmSync(folder, { recursive: true, force: true });
}
console.table(rows);
const wrong = rows.filter(({ verdict }) => verdict === 'WRONG');
const tried = rows.filter(({ verdict }) => verdict !== 'not here');
console.log(`${tried.length} clients on Ceph ${ceph.version}, ${wrong.length} taken for somebody else.`);
process.exit(wrong.length > 0 || tried.length === 0 ? 1 : 0);

/** Runs a client until it has sent some parts, and kills it. @returns what it left; null: it is not here */
async function leave(client: LeakingClient, n: number, run: ClientRun): Promise<UploadPlace | null> {
  const key = `take-${n}/film.bin`;
  const file = join(folder, `film-${n}.bin`);
  const mount = join(folder, `mount-${n}`);
  const command = client.command({ store, bucket, key, file, mount });
  if (command === null) return null;
  mkdirSync(mount);
  writeFileSync(file, '');
  truncateSync(file, client.fileMiB * mib);
  const child = run.start(command, { NODE_PATH: join(npmFolder, 'node_modules') });
  const exited = once(child, 'exit');
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${client.name} did not start.`);
  try {
    return await untilParts(client, key, () => child.exitCode !== null);
  } finally {
    // The whole group: a launcher is not the client itself.
    if (child.exitCode === null) process.kill(-pid, 'SIGKILL');
    await exited;
    spawnSync('umount', ['-l', mount], { stdio: 'ignore' });
    rmSync(file, { force: true });
  }
}

/** @throws Error where the client ended before it could be killed, or got nowhere */
async function untilParts({ name, parts }: LeakingClient, key: string, hasEnded: () => boolean): Promise<UploadPlace> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const ended = hasEnded();
    const place = await uploadOf(sdk, key);
    const there = place ? await partsOf(sdk, place) : [];
    if (place && typeof there !== 'string' && there.length >= parts) return place;
    if (ended) throw new Error(`${name} ended before it had sent ${parts} parts of an upload.`);
    if (Date.now() > deadline) throw new Error(`${name} sent no ${parts} parts in ${patienceMs / 1000} s.`);
  }
}

async function uploadOf(client: S3Client, key: string): Promise<UploadPlace | null> {
  const { places } = await listAll(client, bucket, cephHabits.convention, { prefix: key });
  return places[0] ?? null;
}

function rowOf(client: LeakingClient, origin: Parameters<typeof verdictOf>[1], parts: string): Row {
  const [first, ...others] = origin.guesses.map(({ name, odds }) => `${name} ${Math.round(odds * 100)} %`);
  return {
    client: client.name,
    parts,
    likeliest: first ?? '–',
    others: others.slice(0, 3).join(', '),
    unknown: Math.round(origin.unknown * 100) / 100,
    verdict: verdictOf(client, origin),
  };
}

function verdictOf(
  { calledBy }: LeakingClient,
  { guesses }: { guesses: { name: string; odds: number }[]; unknown: number },
): Row['verdict'] {
  if (calledBy === null) return (guesses[0]?.odds ?? 0) <= mostOfAWrongName ? 'rightly unsure' : 'WRONG';
  const place = guesses.findIndex(({ name }) => name === calledBy);
  return place === 0 ? 'right' : place > 0 ? 'among the likely' : 'WRONG';
}

function shapeOf(parts: readonly { PartNumber?: number | undefined; Size?: number | undefined }[]): string {
  const sizes = parts.map(({ Size = 0 }) => Size);
  const largest = Math.max(...sizes);
  const gaps = (parts.at(-1)?.PartNumber ?? 0) - parts.length;
  return `${parts.length} of ${largest / mib} MiB${gaps > 0 ? `, ${gaps} missing` : ''}`;
}

function absent({ name }: LeakingClient): Row {
  return { client: name, parts: '–', likeliest: '–', others: '', unknown: 1, verdict: 'not here' };
}

/** The clients that npm has, in a folder of their own that lasts from run to run. */
function installFromNpm(): string {
  const into = join(cacheFolder(), `npm-clients-${modules.map((one) => one.split('@').at(-1)).join('-')}`);
  if (existsSync(join(into, 'done'))) return into;
  mkdirSync(into, { recursive: true });
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', into, ...modules], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(join(into, 'done'), '');
  return into;
}
