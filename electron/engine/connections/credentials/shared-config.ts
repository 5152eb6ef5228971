import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { SayingName } from '../../../../shared/words/english/sayings.ts';
import { says } from '../../../../shared/words/says.ts';
import { type ConfigFault, type ConfigSection, ConfigSyntaxError, parseConfigFile } from './profile-file.ts';

/** The environment, as far as credentials go. */
export type ProfileEnvironment = Readonly<Record<string, string | undefined>>;

export interface SharedFiles {
  config: string;
  credentials: string;
  /** Where the AWS CLI keeps the tokens of `aws sso login`. */
  ssoCache: string;
  /** Where it keeps those of `aws login`. */
  loginCache: string;
}

/** A setting of a profile, and the file it stands in. */
export interface ProfileSetting {
  value: string;
  file: string;
}

/** A profile, joined from both files. */
export interface ProfileSection {
  name: string;
  /** The file that names it; the config file where both do. */
  file: string;
  /** Keys in lower case; settings that are empty are left out. */
  values: ReadonlyMap<string, ProfileSetting>;
  /** Of keys with indented keys below, `s3` → `endpoint_url`. */
  nested: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** What both shared files say. */
export interface SharedConfig {
  files: SharedFiles;
  profiles: ReadonlyMap<string, ProfileSection>;
  ssoSessions: ReadonlyMap<string, ConfigSection>;
  services: ReadonlyMap<string, ConfigSection>;
}

/** No shared config file that people write comes near this, bytes. */
const largestFile = 8 * 1024 * 1024;

/** Where the shared files are: AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, or `~/.aws`. */
export function sharedFiles(environment: ProfileEnvironment): SharedFiles {
  const home = environment.HOME || environment.USERPROFILE || homedir();
  const aws = join(home, '.aws');
  return {
    config: inHome(environment.AWS_CONFIG_FILE, home) ?? join(aws, 'config'),
    credentials: inHome(environment.AWS_SHARED_CREDENTIALS_FILE, home) ?? join(aws, 'credentials'),
    ssoCache: join(aws, 'sso', 'cache'),
    loginCache: inHome(environment.AWS_LOGIN_CACHE_DIRECTORY, home) ?? join(aws, 'login', 'cache'),
  };
}

function inHome(path: string | undefined, home: string): string | null {
  if (!path) return null;
  return path.startsWith('~/') || path.startsWith('~\\') ? join(home, path.slice(2)) : path;
}

/**
 * Reads both shared files; there is nothing in a file that does not exist.
 *
 * @throws AppError PROFILE_INVALID naming the file that cannot be read, and the line
 */
export async function readSharedConfig(environment: ProfileEnvironment): Promise<SharedConfig> {
  const files = sharedFiles(environment);
  const config = await readSections(files.config, false);
  const credentials = await readSections(files.credentials, true);
  const profiles = new Map<string, ProfileSection>();
  const join = (file: string, { kind, name, values, nested }: ConfigSection) => {
    if (kind !== 'profile' || name === '') return;
    const before = profiles.get(name);
    const joined = new Map(before?.values);
    // The credentials file wins where both say something.
    for (const [key, value] of values) if (value !== '') joined.set(key, { value, file });
    profiles.set(name, {
      name,
      file: before?.file ?? file,
      values: joined,
      nested: new Map([...(before?.nested ?? []), ...nested]),
    });
  };
  for (const section of config) join(files.config, section);
  for (const section of credentials) join(files.credentials, section);
  const ofKind = (kind: string) =>
    new Map(config.flatMap((section) => (section.kind === kind ? [[section.name, section] as const] : [])));
  return { files, profiles, ssoSessions: ofKind('sso-session'), services: ofKind('services') };
}

async function readSections(file: string, bareNames: boolean): Promise<ConfigSection[]> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw unreadable(file, 'EISDIR');
    // The usual way to say that there is no such file. A pipe or another device might never end.
    if (found.isCharacterDevice() && /^\/dev\/null$/.test(file)) return [];
    if (!found.isFile()) throw new AppError('PROFILE_INVALID', says('profileFileIrregular', { file }), { file });
    if (found.size > largestFile)
      throw new AppError('PROFILE_INVALID', says('profileFileTooLarge', { file }), { file });
    return parseConfigFile(await readFile(file, 'utf8'), bareNames);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof ConfigSyntaxError) {
      const { line, fault } = error;
      throw new AppError('PROFILE_INVALID', says(faultSayings[fault], { file, line }), { file });
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw unreadable(file, code);
  }
}

const faultSayings = {
  'section without its bracket': 'profileFileSection',
  'setting before a section': 'profileFileSetting',
  'no setting': 'profileFileLine',
} as const satisfies Record<ConfigFault, SayingName>;

function unreadable(file: string, code: string): AppError {
  return new AppError('PROFILE_INVALID', says('profileFileUnreadable', { file, code: code || '?' }), { file });
}
