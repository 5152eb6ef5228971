import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PracticeStore, startPracticeStore } from '../../../electron/practice/store.ts';
import { draftOf, OpenEngine } from '../../support/engine/open-engine.ts';
import { noteSecret } from './collection.ts';
import { issuedIn } from './issued.ts';
import { literalSecrets, secretsIn, tooShort } from './literals.ts';
import { NeedleSearch } from './needles.ts';
import { provePlanted } from './prove-planted.ts';
import { searchFile } from './search-files.ts';
import { isInput, needlesFor, sweep } from './sweep.ts';

// Not `loose-parts-…`: what is planted here must not be kept for the sweep of this very run.
const root = mkdtempSync(join(tmpdir(), 'planted-loose-parts-'));
const now = Date.UTC(2026, 4, 6);
/** With every character that anything escapes. */
const secret = { name: 'the secret', value: 'wJ/alr+XUtn "FEMI" <K7>&\'MD=ü%' };
const needles = needlesFor([secret], now);
let practice: PracticeStore;

beforeAll(async () => {
  practice = await startPracticeStore({ scenario: 'empty' });
});
afterAll(async () => {
  await practice.close();
  rmSync(root, { recursive: true, force: true });
});

function scratch(name: string): { kept: string; messages: string } {
  const folders = { kept: join(root, name, 'kept'), messages: join(root, name, 'messages') };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  return folders;
}

/** A data folder as the engine leaves it after a clean-up. */
async function realRun(dataDir: string): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  const engine = await OpenEngine.open(dataDir);
  const connection = await engine.client.connections.save(draftOf(practice));
  practice.createBucket('attic');
  practice.seedUpload({ bucket: 'attic', key: 'left over', initiatedAt: Date.now() - 9 * 86_400_000 });
  await engine.scan(connection, 'attic');
  await engine.finished((await engine.start(await engine.planAll(connection, 'attic'))).id);
  await engine.close();
}

describe('planted in the copy of a real run', () => {
  test('every form of a secret is found in every kind of place, and the run itself is clean', async () => {
    const { kept, messages } = scratch('real');
    await realRun(join(kept, 'run'));
    const forRun = needlesFor([secret, { name: 'the store’s key', value: practice.secretAccessKey }], now);
    const clean = await sweep({ kept, messages }, forRun);
    expect(clean.hits).toEqual([]);
    expect(clean).toMatchObject({ databases: 1, damaged: 0 });
    expect(clean.cells).toBeGreaterThan(20);

    const proof = await provePlanted(kept, join(root, 'copy'), forRun);
    expect(proof.missed).toEqual([]);
    expect(proof.planted).toBe(4 * forRun.length);
    expect(forRun.length).toBeGreaterThan(40);
  });

  test('a run that leaked is told before anything is planted', async () => {
    const { kept } = scratch('real');
    const leaked = needlesFor([{ name: 'another', value: 'another-secret-value' }], now);
    cpSync(kept, join(root, 'leaked'), { recursive: true });
    writeFileSync(join(root, 'leaked', 'run', 'connections.json'), '{"note":"another-secret-value"}');
    const proof = await provePlanted(join(root, 'leaked'), join(root, 'copy'), leaked);
    expect(proof.missed).toEqual(['run held a secret before any was planted.']);
  });

  test('and without a data folder nothing is proved', async () => {
    const { kept } = scratch('nothing');
    expect(await provePlanted(kept, join(root, 'copy'), needles)).toMatchObject({
      planted: 0,
      missed: [expect.any(String)],
    });
  });
});

describe('a secret hides', () => {
  test('in a cell over several pages, where the file alone does not show it', async () => {
    const { kept, messages } = scratch('cells');
    const path = join(kept, 'any.sqlite');
    const long = 'x'.repeat(3000) + 'ab-cd-ef'.repeat(400);
    const database = new DatabaseSync(path);
    database.exec('CREATE TABLE t (cell TEXT)');
    database.prepare('INSERT INTO t VALUES (?)').run(long);
    database.close();
    const [whole, ...derived] = needlesFor([{ name: 'a long one', value: long.slice(2000) }], now);
    expect(derived.length).toBeGreaterThan(0);
    if (!whole) throw new Error('There is no needle');
    expect(searchFile(path, new NeedleSearch([whole])).found.size).toBe(0);
    const { hits } = await sweep({ kept, messages }, [whole]);
    expect(hits).toEqual([{ place: 'any.sqlite, column t.cell', needle: whole }]);
  });

  test('where two pieces of a big file meet', () => {
    const { kept } = scratch('pieces');
    const path = join(kept, 'big.log');
    for (const at of [4 * 1024 * 1024 - 5, 4 * 1024 * 1024 + 3, 8 * 1024 * 1024 - 40]) {
      const bytes = Buffer.alloc(12 * 1024 * 1024, '.');
      bytes.write(secret.value, at);
      writeFileSync(path, bytes);
      const { found, bytes: size } = searchFile(path, new NeedleSearch(needles));
      expect([...found].map(({ form }) => form)).toContain('as it is');
      expect(size).toBe(bytes.length);
    }
  });

  test('in what was base64-encoded as a whole, at any byte', () => {
    const search = new NeedleSearch(needles);
    for (const before of ['', 'a', 'ab', 'abc', 'user:']) {
      for (const encoding of ['base64', 'base64url'] as const) {
        const text = Buffer.from(`${before}${secret.value}:after`).toString(encoding);
        expect(search.in(Buffer.from(text)).size, `${before} ${encoding}`).toBeGreaterThan(0);
      }
    }
  });

  test('in the name of a file', async () => {
    const { kept, messages } = scratch('names');
    writeFileSync(join(kept, 'export of plain-secret-name.csv'), '');
    const { hits } = await sweep({ kept, messages }, needlesFor([{ name: 'n', value: 'plain-secret-name' }], now));
    expect(hits.map(({ place }) => place)).toEqual(['export of plain-secret-name.csv, in its name']);
  });

  test('as a signature that nobody noted', async () => {
    const { kept, messages } = scratch('signatures');
    writeFileSync(join(kept, 'a.log'), 'Authorization: AWS4-HMAC-SHA256 Credential=AKID/20260506/r/s3/aws4_request');
    writeFileSync(join(kept, 'b.log'), 'AWS4-HMAC-SHA256 [removed]');
    const { hits } = await sweep({ kept, messages }, needles);
    expect(hits.map(({ place, needle }) => [place, needle.secret])).toEqual([['a.log', 'a signature']]);
  });
});

const message = (kind: string, of: string, body: string) =>
  `${JSON.stringify({ kind, of, stream: kind + of, base64: Buffer.from(body).toString('base64') })}\n`;

describe('messages', () => {
  test('carry a secret only from the page, in the calls that are for it', async () => {
    const { kept, messages } = scratch('carriers');
    const plain = { name: 'plain', value: 'plain-secret-key' };
    const path = join(messages, '1.jsonl');
    writeFileSync(
      path,
      message('page to engine', '/rpc/connections/save', plain.value) +
        message('page to engine', '/rpc/scans/start', plain.value) +
        message('engine to page', '/rpc/connections/save', plain.value),
    );
    const { hits, carried, messages: counts } = await sweep({ kept, messages }, needlesFor([plain], now));
    expect(carried).toBe(1);
    expect([...new Set(hits.map(({ place }) => place))]).toEqual([
      'page to engine: /rpc/scans/start',
      'engine to page: /rpc/connections/save',
    ]);
    expect(counts.get('page to engine')).toBe(2);
  });
});

describe('secrets in the sources', () => {
  const sources = join(import.meta.dirname, '../../..');

  test('are found as they are written, and are all long enough to be recognised', () => {
    const found = literalSecrets(sources);
    expect(found.map(({ value }) => value)).toEqual(
      expect.arrayContaining(['practice-secret-access-key', 'main-secret-access-key', 'this-hours-token']),
    );
    expect(tooShort(found)).toEqual([]);
  });

  test.each([
    [`{ secretAccessKey: 'abc' }`, ['abc']],
    [`const { secretAccessKey = 'abc' } = options;`, ['abc']],
    [`{ SECRET_ACCESS_KEY: "abc", 'sessionToken': 'def' }`, ['abc', 'def']],
    [`const proxySecret = 'abc';`, ['abc']],
    ['<SecretAccessKey>abc</SecretAccessKey>', ['abc']],
    [String.raw`'[p]\naws_secret_access_key = abc\naws_session_token=def\n'`, ['abc', 'def']],
    [`secretAccessKey: z.string(), sessionToken: '', secretAccessKey: practice.secretAccessKey`, []],
    [`{ secretAccessKey: 'Secret access key', sessionToken: 'Enter the token.' }`, []],
  ])('%s', (text, values) => {
    expect(secretsIn(text, 'a.ts').map(({ value }) => value)).toEqual(values);
  });

  test('that are too short are told with their place', () => {
    expect(tooShort(secretsIn(`\n{ secretAccessKey: 'abc' }`, 'a.ts'))).toEqual([
      'secretAccessKey of a.ts:2 has fewer than 8 characters',
    ]);
  });
});

test('AWS’s own files are inputs, and nothing of the app is', () => {
  for (const name of [
    '1-loose-parts-flow-a/aws-credentials',
    'x/.aws/sso/cache/a.json',
    '1-loose-parts-profiles-a/c',
  ]) {
    expect([name, isInput(name)]).toEqual([name, true]);
  }
  for (const name of ['a/connections.json', 'a/secrets.json', 'a/credentials.log', 'a/index.sqlite', 'a/config.json']) {
    expect([name, isInput(name)]).toEqual([name, false]);
  }
});

describe('secrets that a server of a test gives out', () => {
  test.each([
    ['<Credentials><SecretAccessKey>abc</SecretAccessKey><SessionToken>def</SessionToken>', ['abc', 'def']],
    ['{"accessToken":"abc","refreshToken" : "def","expiresIn":3600}', ['abc', 'def']],
    ['{"Code":"Success","SecretAccessKey":"abc","Token":"def"}', ['abc', 'def']],
    ['<NextContinuationToken>abc</NextContinuationToken>', []],
  ])('%s', (text, values) => {
    expect(issuedIn(text).map(({ value }) => value)).toEqual(values);
  });
});

test('a code of six digits is found where it stands as one, and nowhere else', () => {
  const search = new NeedleSearch(needlesFor([{ name: 'code', value: '830472' }], now));
  const found = (text: string) => search.in(Buffer.from(text)).size > 0;
  for (const text of ['{"answer":"830472"}', 'Action=AssumeRole&TokenCode=830472&x', '<a>830472</a>']) {
    expect([text, found(text)]).toEqual([text, true]);
  }
  for (const text of ['{"bytes":830472}', '1830472', '"8304721"']) expect([text, found(text)]).toEqual([text, false]);
  expect(() => noteSecret('key', '83047')).toThrow('too short');
  expect(() => noteSecret('key', 'hush')).toThrow('too short');
});

describe('the stage itself', () => {
  const value = 'a-secret-of-the-stage';
  /** A collection as a run leaves it, and what the stage makes of it. */
  async function stage(name: string, output: string) {
    const folder = join(root, name);
    const messages = join(folder, 'messages');
    for (const each of [join(folder, 'kept'), messages]) mkdirSync(each, { recursive: true });
    await realRun(join(folder, 'kept', 'run'));
    writeFileSync(join(folder, 'secrets.jsonl'), `${JSON.stringify({ name: 'key of the stage', value })}\n`);
    const lines = [
      message('page to engine', '/rpc/connections/save', value),
      message('engine to page', '/rpc/connections/save', 'fine'),
      message('host output', 'host', output),
    ];
    writeFileSync(join(messages, '1.jsonl'), lines.join(''));
    return { folder, ...run(folder) };
  }
  function run(folder: string) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(import.meta.dirname, 'run-sweep.ts'), folder],
      {
        encoding: 'utf8',
      },
    );
    return { status, stdout, stderr };
  }

  test('passes, tells what it searched and removes it', async () => {
    const { folder, status, stdout, stderr } = await stage('clean', 'Loose Parts is ready');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/\nsecrets: \d+ passed, 0 failed \([\d.]+ s\)\n$/);
    expect(existsSync(folder)).toBe(false);
  });

  test('fails for a secret, which it names and never tells, and keeps what it searched', async () => {
    const { folder, status, stdout, stderr } = await stage('leaking', `The key is ${value}.`);
    expect(status).toBe(1);
    expect(stdout).toContain('passed, 1 failed');
    expect(stderr).toMatch(/^FOUND key of the stage \(secret \d+\), as it is, in host output: host$/m);
    expect(stdout + stderr).not.toContain(value);
    expect(existsSync(folder)).toBe(true);
  });

  test('fails where there was nothing to search', () => {
    const folder = join(root, 'empty');
    for (const each of ['kept', 'messages']) mkdirSync(join(folder, each), { recursive: true });
    const { status, stderr } = run(folder);
    expect(status).toBe(1);
    for (const what of ['files', 'databases', 'messages (engine to page)', 'messages (host output)']) {
      expect(stderr).toContain(`There were no ${what} to search.`);
    }
  });
});
