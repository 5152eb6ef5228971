import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { AwsProfile } from '../../../shared/model.ts';
import { type ConfigSection, ConfigSyntaxError, parseConfigFile } from './profile-file.ts';

/** The environment, as far as the shared files go. */
export type ProfileEnvironment = Readonly<Record<string, string | undefined>>;

export interface SharedFiles {
  config: string;
  credentials: string;
}

/** Where the shared files are: AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, or `~/.aws`. */
export function sharedFiles(environment: ProfileEnvironment): SharedFiles {
  const home = environment.HOME || environment.USERPROFILE || homedir();
  return {
    config: inHome(environment.AWS_CONFIG_FILE, home) ?? join(home, '.aws', 'config'),
    credentials: inHome(environment.AWS_SHARED_CREDENTIALS_FILE, home) ?? join(home, '.aws', 'credentials'),
  };
}

function inHome(path: string | undefined, home: string): string | null {
  if (!path) return null;
  return path.startsWith('~/') || path.startsWith('~\\') ? join(home, path.slice(2)) : path;
}

/**
 * The AWS profiles in the shared files, by name; none where there are no files. The endpoint is the profile's one for
 * S3 (`services`) or, without that, its general one.
 *
 * @throws AppError PROFILE_INVALID naming the file that cannot be read, and the line
 */
export async function listProfiles(environment: ProfileEnvironment): Promise<AwsProfile[]> {
  const files = sharedFiles(environment);
  const config = await readSections(files.config, false);
  const credentials = await readSections(files.credentials, true);
  const services = new Map(
    config.flatMap((section) => (section.kind === 'services' ? [[section.name, section] as const] : [])),
  );

  const profiles = new Map<string, AwsProfile>();
  // The credentials file wins where both say something.
  for (const { kind, name, values, nested } of [...config, ...credentials]) {
    if (kind !== 'profile' || name === '') continue;
    const before = profiles.get(name);
    const service = services.get(values.get('services') ?? '');
    const endpointUrl =
      service?.nested.get('s3')?.get('endpoint_url') ??
      nested.get('s3')?.get('endpoint_url') ??
      values.get('endpoint_url');
    profiles.set(name, {
      name,
      region: values.get('region') || before?.region || null,
      endpointUrl: endpointUrl || before?.endpointUrl || null,
      way: 'unknown',
    });
  }
  return [...profiles.values()].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en'));
}

/** `default` first. */
function rank({ name }: AwsProfile): number {
  return name === 'default' ? 0 : 1;
}

async function readSections(file: string, bareNames: boolean): Promise<ConfigSection[]> {
  try {
    return parseConfigFile(await readFile(file, 'utf8'), bareNames);
  } catch (error) {
    if (error instanceof ConfigSyntaxError) {
      throw new AppError('PROFILE_INVALID', `${file} has, in line ${error.line}, ${error.message}.`);
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw new AppError('PROFILE_INVALID', `${file} cannot be read (${code || 'unknown'}).`);
  }
}
