import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import { type AwsProfile, awsProfileSchema } from '../../../../shared/schema/model.ts';
import { planProfile } from './profile-plan.ts';
import { listProfiles } from './profiles.ts';
import { readSharedConfig } from './shared-config.ts';
import { CredentialStand } from './testing/open-credentials.ts';

let stand: CredentialStand;
beforeEach(async () => {
  stand = await CredentialStand.start();
});
afterEach(() => stand.close());

/** ms of our own time for one file, whatever else the machine does; a hang takes minutes. */
const limitMs = 10_000;

/**
 * Reads files as the app does, and every profile in them.
 * @returns what became of the files. Fails on anything but profiles or a sentence that names the file
 */
async function read(config: string, credentials: string): Promise<'profiles' | 'refused'> {
  await stand.write(config, credentials);
  const before = process.cpuUsage();
  const failures: unknown[] = [];
  let profiles: AwsProfile[] | null = null;
  try {
    profiles = await listProfiles(stand.environment);
    const shared = await readSharedConfig(stand.environment);
    for (const { name } of profiles) {
      try {
        planProfile(shared, name, 'us-east-1');
      } catch (error) {
        failures.push(error);
      }
    }
  } catch (error) {
    failures.push(error);
  }
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(limitMs);
  for (const failure of failures.slice(0, 100)) expectSentence(failure);
  if (profiles) awsProfileSchema.array().parse(profiles);
  return profiles ? 'profiles' : 'refused';
}

function expectSentence(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
  expect(['PROFILE_INVALID', 'CREDENTIALS_MISSING']).toContain(error.code);
  expect(error.details.file).toContain(stand.home);
  expect(error.message).toContain(stand.home);
  expect(error.message.endsWith('.')).toBe(true);
  expect(error.message).not.toContain('hunter2');
}

const long = 300_000;
const role = (name: string) => `role_arn = arn:aws:iam::111122223333:role/${name}`;

describe('a hostile config file', () => {
  it.each([
    ['a binary', '\u0000\u0001\u0002\uffff'.repeat(500), 'refused'],
    ['an ELF head', '\u007fELF\u0002\u0001\u0001', 'refused'],
    ['a BOM', '\ufeff[profile a]\nregion = x\n', 'profiles'],
    ['two BOMs', '\ufeff\ufeff[profile a]\n', 'profiles'],
    ['UTF-16', '[\u0000p\u0000r\u0000o\u0000]\u0000', 'refused'],
    ['CRLF', '[profile a]\r\nregion = x\r\n\r\n', 'profiles'],
    ['CR alone', '[profile a]\rregion = x\r', 'refused'],
    ['NULs in a name', '[profile a\u0000b]\nregion = x\n', 'profiles'],
    ['an unclosed bracket', '[profile a\nregion = x\n', 'refused'],
    ['a stray bracket', '[profile a]]\nregion = x\n', 'refused'],
    ['nested brackets', `${'['.repeat(long)}${']'.repeat(long)}`, 'refused'],
    ['an empty name', '[]\n[profile ]\n[profile]\n', 'profiles'],
    [
      'names of the language',
      '[profile __proto__]\n[profile constructor]\n[profile toString]\n__proto__ = x\n',
      'profiles',
    ],
    ['a huge line', `[profile a]\nregion = ${'x'.repeat(4_000_000)}`, 'profiles'],
    ['a huge name', `[profile ${'x'.repeat(long)}]\n`, 'profiles'],
    ['a huge gap', `[profile${' '.repeat(long)}a${' '.repeat(long)}b]\n`, 'profiles'],
    ['blanks without end', `[profile a]\n${' '.repeat(long)}x${' '.repeat(long)}\n`, 'refused'],
    ['remarks without end', `[profile a]\nregion = x${' #'.repeat(long)}\u2028\n`, 'profiles'],
    ['many lines', `[profile a]\n${'k = v\n'.repeat(long)}`, 'profiles'],
    ['many profiles', Array.from({ length: 20_000 }, (_, n) => `[profile p${n}]\n`).join(''), 'profiles'],
    ['settings below settings', `[profile a]\ns3 =\n${'  deeper =\n'.repeat(10_000)}`, 'profiles'],
    ['only equals signs', `[profile a]\n${'='.repeat(long)}\n`, 'refused'],
    ['no section', 'region = hunter2\n', 'refused'],
    ['far too much', `[profile a]\n${'#'.repeat(9 * 1024 * 1024)}`, 'refused'],
    [
      'a chain of 3,000 roles without an end',
      Array.from(
        { length: 3_000 },
        (_, n) => `[profile p${n}]\n${role('r')}\nsource_profile = p${(n + 1) % 3_000}\n`,
      ).join(''),
      'profiles',
    ],
  ] as const)('is read or refused, and quickly: %s', { timeout: 60_000 }, async (_, config, expected) => {
    expect(await read(config, '')).toBe(expected);
  });

  it('is the credentials file as well', async () => {
    expect(await read('', '[a\u0000]\naws_access_key_id = A\n')).toBe('profiles');
    expect(await read('', 'hunter2')).toBe('refused');
  });
});

it('reads or refuses 300 files that are put together at random', { timeout: 120_000 }, async () => {
  const name = fc.constantFrom('a', 'b', 'c', 'default', '__proto__', 'sso-session', 'x y', '"q', 'ü', '\u0000', ']');
  const key = fc.constantFrom(
    'role_arn',
    'source_profile',
    'credential_source',
    'aws_access_key_id',
    'aws_secret_access_key',
    'sso_session',
    'sso_start_url',
    'sso_region',
    'sso_account_id',
    'sso_role_name',
    'credential_process',
    'web_identity_token_file',
    'duration_seconds',
    'region',
    'services',
    's3',
    'login_session',
    'mfa_serial',
    '__proto__',
  );
  const value = fc.oneof(
    name,
    fc.constantFrom(
      '',
      'arn:aws:iam::111122223333:role/r',
      'Environment',
      '-1',
      'https://x.test',
      '1e99',
      '[',
      '= =',
      '# hunter2',
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  const line = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(key, value).map(([k, v]) => `${k} = ${v}`) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom('profile ', '', 'sso-session ', 'services '), name)
        .map(([kind, n]) => `[${kind}${n}]`),
    },
    { weight: 1, arbitrary: fc.tuple(key, value).map(([k, v]) => `  ${k} = ${v}`) },
    { weight: 1, arbitrary: fc.constantFrom('', '#', ';', '\t', '[', ']', '=', '\u0000', '\ufeff') },
  );
  const file = fc
    .tuple(
      fc.constantFrom('', '\ufeff', '[profile a]\n'),
      fc.array(line, { maxLength: 30 }),
      fc.constantFrom('\n', '\r\n', '\r'),
    )
    .map(([head, lines, end]) => head + lines.join(end));
  const became = { profiles: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(file, fc.oneof(fc.constant(''), file), async (config, credentials) => {
      became[await read(config, credentials)] += 1;
    }),
    { numRuns: 300, seed: 5 },
  );
  // Both ways are met, or this proves nothing.
  expect(Math.min(became.profiles, became.refused)).toBeGreaterThan(30);
});
