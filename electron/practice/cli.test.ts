import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { afterEach, expect, test } from 'vitest';
import { checksumAlgorithms } from './checksums/algorithms.ts';
import { practiceOperations } from './protocol/faults.ts';
import { scenarioMeaning } from './scenarios.ts';
import { clientOf, openStore } from './testing/practice-client.ts';

const script = fileURLToPath(new URL('./cli.ts', import.meta.url));
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

function start(...args: string[]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  const ended = once(child, 'close').then(() => child.exitCode);
  return { child, said, ended };
}

test('prints what a client needs, and Ctrl-C ends it', async () => {
  const { child, said, ended } = start('--scenario', 'trouble');
  while (!said.out.includes('Ctrl-C')) await once(child.stdout, 'data');
  const [, endpointUrl = ''] = /ready at (\S+)/.exec(said.out) ?? [];
  const [, region = ''] = /region +(\S+)/.exec(said.out) ?? [];
  const [, accessKeyId = ''] = /access key ID +(\S+)/.exec(said.out) ?? [];
  const [, secretAccessKey = ''] = /secret access key +(\S+)/.exec(said.out) ?? [];
  const client = clientOf({ endpointUrl, region, accessKeyId, secretAccessKey });
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  expect(Buckets.map(({ Name }) => Name)).toContain('cyclic-pages');
  child.kill('SIGINT');
  expect(await ended).toBe(0);
});

test('--help names every flag, scenario and operation, and says what it does not do', async () => {
  const { said, ended } = start('--help');
  expect(await ended).toBe(0);
  const words = ['--port', '--scenario', ...Object.keys(scenarioMeaning), ...practiceOperations, ...checksumAlgorithms];
  for (const word of words.filter((operation) => operation !== 'Unknown')) expect(said.out).toContain(word);
  expect(said.out).toContain('Everything else is 501 NotImplemented');
});

test.each([
  [['--bogus'], /^Unknown option '--bogus'.*--help\n$/],
  [['--scenario', 'nowhere'], /^There is no scenario 'nowhere'\. Choose one of: samples, /],
  [['--port', 'abc'], /^'abc' is not a port/],
  [['--port', '70000'], /^'70000' is not a port/],
])('%j gets one clear sentence', async (args, sentence) => {
  const { said, ended } = start(...args);
  expect(await ended).toBe(1);
  expect(said.err).toMatch(sentence);
  expect(said.err.trim().split('\n')).toHaveLength(1);
});

test('so does a taken port', async () => {
  await using it = await openStore();
  const { port } = new URL(it.store.endpointUrl);
  const { said, ended } = start('--port', port);
  expect(await ended).toBe(1);
  expect(said.err).toBe(`Port ${port} is taken. Choose another with --port.\n`);
});
