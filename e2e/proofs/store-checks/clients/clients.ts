import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { TestContext } from 'vitest';
import type { StoreUnderTest } from '../store-under-test.ts';

const execute = promisify(execFile);

/** One client may start slowly on a busy machine, ms. */
const patienceMs = 60_000;

/** A client of other people's, and the Debian package that brings it. */
export interface Client {
  name: string;
  debianPackage: string;
  /** Every executable of it on this computer; none: it is not installed. */
  paths: readonly string[];
}

/** A way in to a store. */
export type StoreKeys = Omit<StoreUnderTest, 'close'>;

/** Debian's file of each client, and the package that brings it. */
export const debianPackages: Readonly<Record<string, string>> = {
  '/usr/bin/aws': 'awscli',
  '/usr/lib/python3/dist-packages/boto3': 'python3-boto3',
  '/usr/bin/rclone': 'rclone',
  '/usr/bin/s3cmd': 's3cmd',
};

/** Looks for every client that is tried. */
export function findClients(): readonly Client[] {
  return [
    { name: 'aws cli', debianPackage: 'awscli', paths: findExecutables('aws') },
    { name: 'boto3', debianPackage: 'python3-boto3', paths: findExecutables('python3').filter(hasBoto3) },
    { name: 'rclone', debianPackage: 'rclone', paths: findExecutables('rclone') },
    { name: 's3cmd', debianPackage: 's3cmd', paths: findExecutables('s3cmd') },
  ];
}

/** For a check that runs the AWS CLI: where it is not installed, the check is skipped, and says so. */
export function needsAwsCli(context: TestContext): void {
  if (findExecutables('aws').length === 0) context.skip('The AWS CLI is not installed here (Debian: awscli).');
}

/** Says which clients are not on this computer; null where all are. */
export function sentenceOfAbsent(clients: readonly Client[]): string | null {
  const absent = clients.filter(({ paths }) => paths.length === 0);
  if (absent.length === 0) return null;
  return `Not installed here, so not tried: ${absent.map(({ name, debianPackage }) => `${name} (Debian: ${debianPackage})`).join(', ')}.`;
}

/** Every executable of that name on the path, and where Debian puts it. Links to one file are one. */
export function findExecutables(name: string): string[] {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  const found = folders.map((folder) => join(folder, name)).filter(isExecutable);
  return [...new Map(found.map((path) => [realpathSync(path), path])).values()];
}

/** Runs a client in an environment that holds the keys, and nothing of this computer's own configuration. */
export class ClientRun {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #folder: string;

  readonly #patienceMs: number;

  /** @param folder is its home, and where it stands. @param mostMs is how long one run of it may take, ms */
  constructor(
    { endpointUrl, region, accessKeyId, secretAccessKey }: StoreKeys,
    folder: string,
    mostMs: number = patienceMs,
  ) {
    this.#folder = folder;
    this.#patienceMs = mostMs;
    this.#environment = {
      PATH: process.env.PATH,
      // Where a version manager's launchers look for what they launch.
      PYENV_ROOT: process.env.PYENV_ROOT ?? (process.env.HOME && join(process.env.HOME, '.pyenv')),
      HOME: folder,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_DEFAULT_REGION: region,
      AWS_EC2_METADATA_DISABLED: 'true',
      RCLONE_CONFIG_PRACTICE_TYPE: 's3',
      RCLONE_CONFIG_PRACTICE_PROVIDER: 'Other',
      RCLONE_CONFIG_PRACTICE_ENDPOINT: endpointUrl,
      RCLONE_CONFIG_PRACTICE_ACCESS_KEY_ID: accessKeyId,
      RCLONE_CONFIG_PRACTICE_SECRET_ACCESS_KEY: secretAccessKey,
      RCLONE_CONFIG_PRACTICE_REGION: region,
    };
  }

  /** @returns what it said @throws Error with what it said where it fails */
  async run(command: string, ...args: string[]): Promise<string> {
    const { stdout } = await execute(command, args, {
      cwd: this.#folder,
      env: this.#environment,
      timeout: this.#patienceMs,
      maxBuffer: 16 << 20,
    });
    return stdout;
  }

  /** Starts it in a process group of its own, so that all of it can be ended at once. What it says is not kept. */
  start(command: readonly string[], environment: NodeJS.ProcessEnv): ChildProcess {
    const [program = '', ...args] = command;
    const env = { ...this.#environment, ...environment };
    return spawn(program, args, { cwd: this.#folder, env, detached: true, stdio: 'ignore' });
  }

  /** What it says where it fails. @throws Error where it does not */
  async failure(command: string, ...args: string[]): Promise<string> {
    const error: unknown = await this.run(command, ...args).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (error instanceof Error && 'stderr' in error) return String(error.stderr);
    throw new Error(`${command} ${args.join(' ')} did not fail`);
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function hasBoto3(python: string): boolean {
  return spawnSync(python, ['-c', 'import boto3']).status === 0;
}
