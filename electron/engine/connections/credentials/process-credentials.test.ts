import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../../../../shared/schema/errors.ts';
import { processCredentials } from './process-credentials.ts';
import { isRunning } from './testing/is-running.ts';
import { CredentialStand } from './testing/open-credentials.ts';

let stand: CredentialStand;
beforeEach(async () => {
  stand = await CredentialStand.start();
});
afterEach(() => stand.close());

/** A profile whose credential_process is this script. */
async function profile(script: string, args = ''): Promise<string> {
  const file = await stand.file('process.cjs', script);
  const command = `"${process.execPath}" "${file}" ${args}`;
  await stand.write(`[profile p]\ncredential_process = ${command}\n`);
  return command;
}
const fetchBy = () => stand.credentials().sourceFor(stand.byProfile('p'))();
const failure = async (call: Promise<unknown>): Promise<AppError> => {
  const error = await call.then(() => null).catch((caught: unknown) => caught);
  if (!(error instanceof AppError)) throw new Error('It succeeded, or broke');
  return error;
};
const printing = (value: unknown) => `console.log(${JSON.stringify(JSON.stringify(value))})`;
const keys = { Version: 1, AccessKeyId: 'AKIAPROC', SecretAccessKey: 'secret-proc' };

it('takes what the command prints, with its token and its end', async () => {
  const end = new Date(Date.now() + 3_600_000).toISOString();
  await profile(printing({ ...keys, SessionToken: 'token-proc', Expiration: end }));
  expect(await fetchBy()).toMatchObject({
    accessKeyId: 'AKIAPROC',
    secretAccessKey: 'secret-proc',
    sessionToken: 'token-proc',
  });
  expect(stand.state()).toMatchObject({ source: 'credential_process', expiresAt: Date.parse(end), error: null });
});

it('is given the environment, and nobody to ask', async () => {
  stand.environment.FOR_THE_PROCESS = 'AKIAENVIRON';
  await profile(
    `process.stdin.on('end', () => console.log(JSON.stringify({ ...${JSON.stringify(keys)}, AccessKeyId: process.env.FOR_THE_PROCESS }))).resume()`,
  );
  expect(await fetchBy()).toMatchObject({ accessKeyId: 'AKIAENVIRON' });
});

it.each([
  ['fails', 'process.exit(3)', 'exit code 3', 'CREDENTIALS_MISSING'],
  ['names what is not there', 'process.exit(127)', 'names a command that was not found', 'CREDENTIALS_MISSING'],
  ['prints nothing', '', 'did not print credentials', 'CREDENTIALS_MISSING'],
  ['prints rubbish', 'console.log("\\u0000{[hunter2")', 'did not print credentials', 'CREDENTIALS_MISSING'],
  ['prints another version', printing({ ...keys, Version: 2 }), 'did not print credentials', 'CREDENTIALS_MISSING'],
  ['prints no key', printing({ Version: 1 }), 'did not print credentials', 'CREDENTIALS_MISSING'],
  ['prints no time', printing({ ...keys, Expiration: 'soon' }), 'Expiration that is no time', 'CREDENTIALS_MISSING'],
  ['prints old keys', printing({ ...keys, Expiration: '2020-01-01T00:00:00Z' }), 'have expired', 'TOKEN_EXPIRED'],
  [
    'prints a secret in its error',
    'console.error("hunter2"); console.log("hunter2"); process.exit(1)',
    'exit code 1',
    'CREDENTIALS_MISSING',
  ],
  [
    'prints without end',
    'for (;;) require("fs").writeSync(1, "hunter2 ".repeat(9999))',
    'far too much',
    'CREDENTIALS_MISSING',
  ],
])('that %s is named by profile and file, and nothing of it is repeated', async (_, script, words, code) => {
  await profile(script, '--password hunter2');
  const error = await failure(fetchBy());
  expect(error).toMatchObject({ code, details: { profile: 'p', file: stand.configFile } });
  expect(error.message).toContain(words);
  expect(error.message).toContain('“p”');
  expect(JSON.stringify([error, error.stack, error.cause, stand.events, stand.warnings])).not.toMatch(
    /hunter2|secret-proc/,
  );
});

it.each([
  ['itself', 'setInterval(() => {}, 1000)'],
  [
    'what it started',
    `require('node:child_process').spawn(process.execPath, [__filename, 'again'], { stdio: 'inherit' }); setInterval(() => {}, 1000)`,
  ],
])('that hangs is ended: %s', async (_, script) => {
  const pids = await stand.file('pids', '');
  const note = `require('node:fs').appendFileSync(${JSON.stringify(pids)}, process.pid + '\\n');`;
  const command = await profile(
    `${note} if (process.argv[2] === 'again') setInterval(() => {}, 1000); else { ${script} }`,
  );
  const plan = { kind: 'process', profile: 'p', file: stand.configFile, command } as const;
  const tools = { environment: stand.environment, now: Date.now, limitMs: 3000 };
  expect((await failure(processCredentials(plan, tools))).message).toContain('did not end within');
  const started = readFileSync(pids, 'utf8').trim().split('\n').map(Number);
  expect(started.length).toBeGreaterThan(0);
  for (const pid of started) await vi.waitFor(() => expect(isRunning(pid)).toBe(false));
});
