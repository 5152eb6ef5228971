import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsHabits } from '../../../support/servers/habits.ts';
import { clientOf, create, isGone, listAll, partsOf, putPart, type UploadPlace } from '../store-under-test.ts';
import { ClientRun, findClients, type StoreKeys, sentenceOfAbsent } from './clients.ts';

// Other people's clients on `npm run practice`, those that this computer has. What is not here is said, by name.

const clients = findClients();
const pathsOf = (name: string) => clients.find((client) => client.name === name)?.paths ?? [];
const patience = { timeout: 180_000 };
const mib = 1024 * 1024;

let folder: string;
let practice: ChildProcess;
let keys: StoreKeys;
let sdk: S3Client;
let run: ClientRun;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-clients-'));
  writeFileSync(join(folder, 'large.bin'), Buffer.alloc(12 * mib, 'twelve megabytes '));
  writeFileSync(join(folder, 'small.txt'), 'small');
  // The AWS CLI would sign URLs with SigV2, which S3 has given up in newer regions, and practice storage everywhere.
  mkdirSync(join(folder, '.aws'));
  writeFileSync(join(folder, '.aws/config'), '[default]\ns3 =\n  signature_version = s3v4\n');
  practice = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../../../electron/practice/cli.ts'), '--scenario', 'empty'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  keys = await keysSaidBy(practice);
  sdk = clientOf({ ...keys, close: async () => {} });
  run = new ClientRun(keys, folder);
});
afterAll(async () => {
  sdk?.destroy();
  if (practice?.exitCode === null) {
    practice.kill('SIGINT');
    await once(practice, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

/** An upload of two parts, begun by somebody else, that the client is to find. */
async function leftover(bucket: string, key: string): Promise<UploadPlace> {
  const place = await create(sdk, bucket, key);
  for (const number of [1, 2]) await putPart(sdk, place, number, 'x'.repeat(number));
  return place;
}

const open = async (bucket: string) => (await listAll(sdk, bucket, awsHabits.convention)).places.map(({ key }) => key);

test('which clients are here', (context) => {
  for (const { name, paths } of clients) for (const path of paths) context.annotate(`${name}: ${path}`);
  const absent = sentenceOfAbsent(clients);
  if (absent !== null) context.skip(absent);
});

describe.each(pathsOf('aws cli'))('%s', (aws) => {
  const bucket = `aws-${pathsOf('aws cli').indexOf(aws)}`;
  const s3 = (...args: string[]) => run.run(aws, '--endpoint-url', keys.endpointUrl, 's3', ...args);
  const api = async (name: string, ...args: string[]) => {
    const output = await run.run(
      aws,
      '--endpoint-url',
      keys.endpointUrl,
      '--output',
      'json',
      's3api',
      name,
      '--bucket',
      bucket,
      ...args,
    );
    return output === '' ? null : JSON.parse(output);
  };

  test('makes a bucket, sends files, shows what is there', patience, async () => {
    await s3('mb', `s3://${bucket}`);
    await s3('cp', 'large.bin', `s3://${bucket}/folder/large.bin`, '--no-progress');
    await s3('cp', 'small.txt', `s3://${bucket}/small.txt`, '--no-progress');
    expect((await s3('ls', `s3://${bucket}/`)).split('\n').map((line) => line.replace(/^.{0,19} +/, ''))).toEqual([
      'PRE folder/',
      '5 small.txt',
      '',
    ]);
    expect(await api('head-object', '--key', 'folder/large.bin')).toMatchObject({
      ContentLength: 12 * mib,
      ETag: expect.stringMatching(/-2"$/),
    });
    expect(await s3('cp', `s3://${bucket}/small.txt`, '-')).toBe('small');
    const url = (await s3('presign', `s3://${bucket}/small.txt`)).trim();
    expect(await (await fetch(url)).text()).toBe('small');
    const large = ['s3', 'cp', `s3://${bucket}/folder/large.bin`, '-'];
    expect(await run.failure(aws, '--endpoint-url', keys.endpointUrl, ...large)).toContain(
      'Practice storage keeps the bytes',
    );
  });

  test('is told what would not come about: open to all, tagged, under a key of its own, copied', patience, async () => {
    const refused = (...args: string[]) => run.failure(aws, '--endpoint-url', keys.endpointUrl, ...args);
    const copy = ['s3', 'cp', 'small.txt', `s3://${bucket}/promised`, '--no-progress'];
    const put = ['s3api', 'put-object', '--bucket', bucket, '--key', 'promised', '--body', 'small.txt'];
    for (const args of [
      [...copy, '--acl', 'public-read'],
      [...copy, '--sse', 'aws:kms'],
      [...put, '--tagging', 'team=films'],
      ['s3', 'cp', `s3://${bucket}/small.txt`, `s3://${bucket}/promised`],
    ]) {
      expect(await refused(...args)).toContain('NotImplemented');
    }
    expect(await s3('ls', `s3://${bucket}/`)).not.toContain('promised');
  });

  test('begins uploads, lists them and their parts page by page, aborts and completes', patience, async () => {
    const { UploadId } = await api('create-multipart-upload', '--key', 'own');
    const part = await api(
      'upload-part',
      '--key',
      'own',
      '--upload-id',
      UploadId,
      '--part-number',
      '1',
      '--body',
      'small.txt',
    );
    const theirs = await leftover(bucket, 'theirs +1');
    const { Uploads } = await api('list-multipart-uploads', '--page-size', '1');
    expect(Uploads.map(({ Key }: { Key: string }) => Key)).toEqual(['own', 'theirs +1']);
    const at = ['--key', theirs.key, '--upload-id', theirs.uploadId];
    const { Parts } = await api('list-parts', ...at, '--page-size', '1');
    expect(Parts.map(({ Size }: { Size: number }) => Size)).toEqual([1, 2]);
    await api('abort-multipart-upload', ...at);
    const list = JSON.stringify({ Parts: [{ PartNumber: 1, ETag: part.ETag }] });
    const own = ['--key', 'own', '--upload-id', UploadId];
    const completed = await api('complete-multipart-upload', ...own, '--multipart-upload', list);
    expect([completed.Location, await open(bucket)]).toEqual([`${keys.endpointUrl}/${bucket}/own`, []]);
  });

  test('keeps lifecycle rules, and clears the bucket away', patience, async () => {
    const Rules = [
      {
        ID: 'r',
        Status: 'Enabled',
        Filter: { Prefix: '' },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      },
    ];
    await api('put-bucket-lifecycle-configuration', '--lifecycle-configuration', JSON.stringify({ Rules }));
    expect((await api('get-bucket-lifecycle-configuration')).Rules).toEqual(Rules);
    await api('delete-bucket-lifecycle');
    await s3('rb', `s3://${bucket}`, '--force');
    expect(await s3('ls')).not.toContain(bucket);
  });
});

describe.each(pathsOf('boto3'))('boto3 of %s', (python) => {
  test('does all of it', patience, async () => {
    const bucket = `boto3-${pathsOf('boto3').indexOf(python)}`;
    const script = join(import.meta.dirname, 'boto3_client.py');
    const seen = JSON.parse(await run.run(python, script, keys.endpointUrl, bucket, 'large.bin'));
    const hasChecksums = Number(/^1\.(\d+)/.exec(seen.version)?.[1]) >= 36;
    expect(seen).toEqual({
      version: expect.any(String),
      uploads: [0, 1, 2, 3, 4].map((n) => `uploads/${n}+.bin`),
      parts: [
        [1, 1],
        [2, 2],
      ],
      abort: ['204', '204'],
      'parts when aborted': '404 NoSuchUpload',
      complete: ['200', '200'],
      head: [12 * mib, '-3"', { who: 'me' }],
      // Since 1.36 it asks for CRC32 by itself.
      checksum: hasChecksums ? [expect.stringMatching(/==-3$/), 'COMPOSITE'] : [null, null],
      get: 'small',
      'get large': '501 NotImplemented',
      all: ['folder/large.bin', 'small.txt', 'uploads/1+.bin'],
      ls: [['small.txt'], ['folder/', 'uploads/']],
      presigned: expect.stringContaining(`${keys.endpointUrl}/${bucket}/small.txt?`),
      lifecycle: '200',
      rules: true,
      'abort rule': 'leftovers',
      'delete bucket': '204',
    });
  });
});

describe.each(pathsOf('rclone'))('%s', (path) => {
  const rclone = (...args: string[]) =>
    run.run(path, '--config', '/dev/null', '--retries', '1', '--low-level-retries', '1', ...args);

  test('sends files, shows what is there, finds uploads and aborts them', patience, async () => {
    await rclone('mkdir', 'practice:rclone');
    await rclone(
      'copyto',
      'large.bin',
      'practice:rclone/folder/large.bin',
      '--s3-upload-cutoff',
      '5M',
      '--s3-chunk-size',
      '5M',
    );
    await rclone('copyto', 'small.txt', 'practice:rclone/small.txt');
    const lines = (output: string) =>
      output
        .trim()
        .split(/\s*\n\s*/)
        .toSorted();
    expect(lines(await rclone('ls', 'practice:rclone'))).toEqual([`${12 * mib} folder/large.bin`, '5 small.txt']);
    expect(lines(await rclone('lsf', 'practice:rclone'))).toEqual(['folder/', 'small.txt']);
    expect(await rclone('cat', 'practice:rclone/small.txt')).toBe('small');
    const place = await leftover('rclone', 'left over +.bin');
    const listed = JSON.parse(await rclone('backend', 'list-multipart-uploads', 'practice:rclone'));
    expect(listed.rclone.map(({ Key, UploadId }: { Key: string; UploadId: string }) => [Key, UploadId])).toEqual([
      [place.key, place.uploadId],
    ]);
    await rclone('backend', 'cleanup', 'practice:rclone', '-o', 'max-age=0s');
    expect([isGone(await partsOf(sdk, place)), await open('rclone')]).toEqual([true, []]);
    await rclone('purge', 'practice:rclone');
    expect(await rclone('lsd', 'practice:')).not.toContain('rclone');
  });
});

describe.each(pathsOf('s3cmd'))('%s', (path) => {
  const s3cmd = (...args: string[]) => {
    const { host } = new URL(keys.endpointUrl);
    const flags = [
      '--config',
      '/dev/null',
      '--host',
      host,
      '--host-bucket',
      host,
      '--no-ssl',
      '--no-progress',
      '--region',
      keys.region,
    ];
    return run.run(path, ...flags, `--access_key=${keys.accessKeyId}`, `--secret_key=${keys.secretAccessKey}`, ...args);
  };
  const words = (output: string) =>
    output
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/).slice(-2));

  test('sends files, shows what is there, finds uploads and aborts them', patience, async () => {
    await s3cmd('mb', 's3://s3cmd');
    await s3cmd('put', 'large.bin', 's3://s3cmd/folder/large.bin', '--multipart-chunk-size-mb=5');
    await s3cmd('put', 'small.txt', 's3://s3cmd/small.txt');
    expect(words(await s3cmd('ls', 's3://s3cmd'))).toEqual([
      ['DIR', 's3://s3cmd/folder/'],
      ['5', 's3://s3cmd/small.txt'],
    ]);
    expect(words(await s3cmd('ls', '--recursive', 's3://s3cmd'))).toEqual([
      [String(12 * mib), 's3://s3cmd/folder/large.bin'],
      ['5', 's3://s3cmd/small.txt'],
    ]);
    expect(await s3cmd('get', 's3://s3cmd/small.txt', '-')).toBe('small');
    const place = await leftover('s3cmd', 'left-over.bin');
    expect(await s3cmd('multipart', 's3://s3cmd')).toContain(`s3://s3cmd/${place.key}\t${place.uploadId}`);
    const parts = await s3cmd('listmp', `s3://s3cmd/${place.key}`, place.uploadId);
    expect(
      parts
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split('\t'))
        .map(([, number, , size]) => [number, size]),
    ).toEqual([
      ['1', '1'],
      ['2', '2'],
    ]);
    await s3cmd('abortmp', `s3://s3cmd/${place.key}`, place.uploadId);
    expect([isGone(await partsOf(sdk, place)), await open('s3cmd')]).toEqual([true, []]);
  });

  test('keeps lifecycle rules, and clears the bucket away', patience, async () => {
    const rule =
      '<LifecycleConfiguration><Rule><ID>r</ID><Prefix></Prefix><Status>Enabled</Status>' +
      '<AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload>' +
      '</Rule></LifecycleConfiguration>';
    writeFileSync(join(folder, 'lifecycle.xml'), rule);
    await s3cmd('setlifecycle', 'lifecycle.xml', 's3://s3cmd');
    expect(await s3cmd('getlifecycle', 's3://s3cmd')).toContain('<DaysAfterInitiation>7</DaysAfterInitiation>');
    await s3cmd('dellifecycle', 's3://s3cmd');
    await s3cmd('del', '--recursive', '--force', 's3://s3cmd');
    await s3cmd('rb', 's3://s3cmd');
    expect(await s3cmd('ls')).not.toContain('s3cmd');
  });
});

/** Waits for what `npm run practice` prints. @throws Error where it ends first */
async function keysSaidBy(child: ChildProcess): Promise<StoreKeys> {
  if (!child.stdout) throw new Error('Practice storage says nothing.');
  const said: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    said.push(line);
    if (!line.includes('Ctrl-C')) continue;
    const find = (pattern: RegExp) => pattern.exec(said.join('\n'))?.[1] ?? '';
    return {
      endpointUrl: find(/ready at (\S+)/),
      region: find(/region +(\S+)/),
      accessKeyId: find(/access key ID +(\S+)/),
      secretAccessKey: find(/secret access key +(\S+)/),
    };
  }
  throw new Error(`Practice storage ended: ${said.join('\n')}`);
}
