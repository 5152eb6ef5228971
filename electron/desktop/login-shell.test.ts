import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isRunning } from '../engine/connections/credentials/testing/is-running.ts';
import type { Log } from '../engine/ports/ports.ts';
import { addTo, parseEnvironment, withLoginShell } from './login-shell.ts';

const mark = '--- loose-parts environment ---';

test('greetings around it, and values over several lines, do not matter', () => {
  const output = `Welcome!\nPATH=/not/this\n${mark}PATH=/a:/b\0AWS_NOTE=one\ntwo=three\0EMPTY=\0${mark}bye`;
  expect(parseEnvironment(output)).toEqual({ PATH: '/a:/b', AWS_NOTE: 'one\ntwo=three', EMPTY: '' });
  expect(() => parseEnvironment('no such command')).toThrow('printed no environment');
});

test('adds PATH, AWS_* and the file of authorities, and nothing else; what the app was started with goes first', () => {
  const own = { PATH: '/usr/bin:/bin', HOME: '/home/jo', AWS_PROFILE: 'mine' };
  const told = {
    PATH: '/opt/homebrew/bin:/usr/bin',
    AWS_PROFILE: 'theirs',
    AWS_REGION: 'eu-west-1',
    EDITOR: 'vi',
    NODE_OPTIONS: '--require=/tmp/x.js',
    NODE_EXTRA_CA_CERTS: '/etc/company.pem',
  };
  expect(addTo(own, told)).toEqual({
    PATH: '/opt/homebrew/bin:/usr/bin:/bin',
    HOME: '/home/jo',
    AWS_PROFILE: 'mine',
    AWS_REGION: 'eu-west-1',
    NODE_EXTRA_CA_CERTS: '/etc/company.pem',
  });
  expect(addTo(own, {})).toEqual(own);
});

describe.skipIf(process.platform === 'win32')('a shell', () => {
  let folder: string;
  let warnings: unknown[];
  let log: Log;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loose-parts-shell-'));
    warnings = [];
    log = { info: vi.fn(), error: vi.fn(), warn: (_, fields) => warnings.push(fields?.reason) };
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const own = { PATH: '/usr/bin:/bin' };
  /** A shell that does this before it does what it is told. */
  function shell(script: string): string {
    const path = join(folder, 'sh');
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }
  const profile = (lines: string) => shell(`${lines}\nshift\neval "$1"`);

  test('is asked once, as a login shell, and tells what its profile sets', async () => {
    const asked = join(folder, 'asked');
    const path = profile(
      `echo "$1" >> ${asked}\necho Good morning\nPATH="$HOME/bin:$PATH"\nexport AWS_CONFIG_FILE=/home/jo/aws`,
    );
    const env = await withLoginShell({ env: { ...own, HOME: '/home/jo', SHELL: path }, log });
    expect(env).toMatchObject({ PATH: '/home/jo/bin:/usr/bin:/bin', AWS_CONFIG_FILE: '/home/jo/aws' });
    expect(readFileSync(asked, 'utf8')).toBe('-ilc\n');
    expect(warnings).toEqual([]);
  });

  test('of the system answers too', async () => {
    const env = await withLoginShell({ env: { ...own, HOME: folder, AWS_REGION: 'here' }, shell: '/bin/sh', log });
    expect(env.AWS_REGION).toBe('here');
    expect(env.PATH).toContain('/usr/bin');
    expect(warnings).toEqual([]);
  });

  test.each([
    ['that fails', 'exit 3', 'exit code 3'],
    ['that knows no such flags', 'echo unknown option >&2; exit 2', 'exit code 2'],
    ['that prints without end', 'exec yes no', 'far too much'],
  ])('%s adds nothing', async (_, script, reason) => {
    expect(await withLoginShell({ env: own, shell: shell(script), log })).toEqual(own);
    expect(warnings).toEqual([expect.stringContaining(reason)]);
  });

  test('that is not there adds nothing', async () => {
    expect(await withLoginShell({ env: own, shell: join(folder, 'none'), log })).toEqual(own);
    expect(warnings).toEqual([expect.stringContaining('ENOENT')]);
  });

  test('that waits for ever is given up, with all that it started', async () => {
    const pids = join(folder, 'pids');
    const script = `echo $$ > ${pids}\nsleep 600 &\necho $! >> ${pids}\nwait`;
    expect(await withLoginShell({ env: own, shell: shell(script), log, limitMs: 500 })).toEqual(own);
    expect(warnings).toEqual(['it did not answer within 500 ms']);
    for (const pid of readFileSync(pids, 'utf8').trim().split('\n').map(Number)) {
      await vi.waitFor(() => expect(isRunning(pid)).toBe(false));
    }
  });

  test('whose background work keeps the pipe open does not hold up the start', async () => {
    const path = profile('sleep 600 &\nexport AWS_REGION=here');
    expect(await withLoginShell({ env: own, shell: path, log, limitMs: 60_000 })).toMatchObject({ AWS_REGION: 'here' });
  });
});
