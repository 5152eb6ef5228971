import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { abortScript, type UploadToAbort } from './abort-commands.ts';
import type { CliTarget } from './cli-target.ts';

const target: CliTarget = { endpointUrl: null, region: null, profile: null };
const keys = [
  'plain',
  'it\'s "here"',
  'new\nline\r\n',
  `$(touch pwned) \`id\` \${HOME}`,
  '--endpoint-url',
  '-',
  'file:///etc/passwd',
  '😀 ‘curly’',
  ' blanks ',
  '\\\\',
  '\u0001',
];
const uploads = (list: readonly string[]): UploadToAbort[] =>
  list.map((key, index) => ({ bucket: 'b-1', key, uploadId: `2~id'${index}` }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commands-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a script with an `aws` that writes down what it was given. */
function run(script: string): string[][] {
  const record = join(folder, 'calls');
  writeFileSync(record, '');
  const aws = join(folder, 'aws');
  writeFileSync(aws, `#!/bin/sh\nprintf '%s\\0' "$@" >> '${record}'\nprintf '\\0' >> '${record}'\n`, { mode: 0o755 });
  writeFileSync(join(folder, 'script.sh'), script);
  execFileSync('sh', [join(folder, 'script.sh')], { cwd: folder, env: { PATH: `${folder}:/usr/bin:/bin` } });
  const calls = readFileSync(record, 'utf8').split('\0\0').slice(0, -1);
  return calls.map((call) => call.split('\0'));
}

describe('for sh', () => {
  it('names exactly the uploads, whatever their keys', () => {
    const calls = run([...abortScript(uploads(keys), target, 'sh')].join(''));
    expect(calls.map((call) => call.slice(0, 3))).toEqual(
      keys.map(() => ['s3api', 'abort-multipart-upload', '--cli-input-json']),
    );
    expect(calls.map((call) => JSON.parse(call[3] ?? ''))).toEqual(
      keys.map((key, index) => ({ Bucket: 'b-1', Key: key, UploadId: `2~id'${index}` })),
    );
    expect(calls.every((call) => call.length === 4)).toBe(true);
  });

  it('reaches the store that it is for', () => {
    const reach: CliTarget = { endpointUrl: "https://s3.example/it's", region: 'eu-west-1', profile: 'my profile' };
    const [call] = run([...abortScript(uploads(['k']), reach, 'sh')].join(''));
    expect(call?.slice(2, 8)).toEqual([
      '--endpoint-url',
      "https://s3.example/it's",
      '--region',
      'eu-west-1',
      '--profile',
      'my profile',
    ]);
  });

  it('says who pays, and who must own the bucket, as the app’s own calls do', () => {
    const terms = { RequestPayer: 'requester', ExpectedBucketOwner: '111122223333' } as const;
    const [call] = run([...abortScript(uploads(['k']), { ...target, terms }, 'sh')].join(''));
    expect(JSON.parse(call?.[3] ?? '')).toEqual({ Bucket: 'b-1', Key: 'k', UploadId: "2~id'0", ...terms });
    const script = [...abortScript(uploads(['k']), { ...target, terms }, 'powershell')].join('');
    expect(script).toContain('"RequestPayer":"requester","ExpectedBucketOwner":"111122223333"}\'');
  });

  it('is one line of ASCII for each upload', () => {
    const lines = [...abortScript(uploads(keys), target, 'sh')];
    expect(lines).toHaveLength(keys.length);
    for (const line of lines) expect(line).toMatch(/^[\x20-\x7e]+\n$/);
  });
});

describe('for PowerShell', () => {
  it('gives each upload as JSON through a file', () => {
    const script = [...abortScript(uploads(keys), { ...target, region: 'eu-west-1' }, 'powershell')].join('');
    const lines = script.split('\r\n');
    expect(script).toMatch(/^[\x20-\x7e\r\n]+$/);
    expect(lines).toContain(
      `    aws s3api abort-multipart-upload --region 'eu-west-1' --cli-input-json "file://$file"`,
    );
    const calls = lines.filter((line) => line.startsWith('Stop-Upload '));
    expect(calls.map((line) => JSON.parse(/^Stop-Upload '([^']*)'$/.exec(line)?.[1] ?? '').Key)).toEqual(keys);
  });
});

it.each([
  ['key', { key: '' }],
  ['bucket', { bucket: '' }],
  ['upload ID', { uploadId: '' }],
])('an empty %s is refused', (_, part) => {
  const [upload] = uploads(['k']);
  if (!upload) throw new Error('none');
  expect(() => [...abortScript([{ ...upload, ...part }], target, 'sh')]).toThrow(RangeError);
});
