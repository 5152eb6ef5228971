import { X509Certificate } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import type { ConnectionDraft } from '../../../shared/schema/model.ts';
import { inTheirWords } from '../../../shared/schema/saying.ts';
import { defaultSettings } from '../../../shared/values/connection-defaults.ts';
import type { Log, Secrets, Vault } from '../ports/ports.ts';
import { authorityFile, testCertificate } from '../store/transport/testing/certificates/read.ts';
import { openConnectionBook } from './connection-book.ts';

let dataDir: string;
let kept: Map<string, Secrets>;
let warnings: string[];
let vaultFails: boolean;

const vault: Vault = {
  protection: { kind: 'memory' },
  store: async (id, secret) => {
    if (vaultFails) throw new AppError('VAULT_UNAVAILABLE', inTheirWords('no'));
    kept.set(id, secret);
  },
  read: async (id) => kept.get(id) ?? null,
  remove: async (id) => {
    kept.delete(id);
  },
};
const log: Log = { info: () => {}, warn: (message) => warnings.push(message), error: () => {} };
const open = () => openConnectionBook({ dataDir, vault, log, clock: { now: () => 0 } });
const onDisk = () => readFile(join(dataDir, 'connections.json'), 'utf8');

const draft: ConnectionDraft = {
  name: 'Prod',
  endpointUrl: 'https://s3.example.com',
  region: 'us-east-1',
  pathStyle: true,
  activeWindowMs: 1,
  quietIntervalMs: 2,
  credentials: { kind: 'static', accessKeyId: 'A', secretAccessKey: 'top-secret', sessionToken: 'tok-secret' },
};
const staticKeys = (changes: object): ConnectionDraft => ({
  ...draft,
  credentials: { kind: 'static', accessKeyId: 'A', ...changes },
});

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'loose-parts-book-'));
  kept = new Map();
  warnings = [];
  vaultFails = false;
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe('saving', () => {
  it('writes the connection to disk and its secret to the vault only', async () => {
    const book = await open();
    const saved = await book.save(draft);
    expect(saved).toEqual({
      ...draft,
      ...defaultSettings,
      bucketSettings: {},
      id: expect.any(String),
      practice: false,
      credentials: { kind: 'static', accessKeyId: 'A', hasSessionToken: true },
    });
    expect(kept.get(saved.id)).toEqual({ secretAccessKey: 'top-secret', sessionToken: 'tok-secret' });
    expect(await onDisk()).not.toMatch(/top-secret|tok-secret/);
    expect((await open()).list()).toEqual([saved]);
    if (process.platform !== 'win32') expect((await stat(join(dataDir, 'connections.json'))).mode & 0o077).toBe(0);
    expect((await readdir(dataDir)).toSorted()).toEqual(['connections.copy.json', 'connections.json']);
  });

  it('refuses a new connection with static keys and no secret', async () => {
    const book = await open();
    await expect(book.save(staticKeys({}))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { issues: [{ path: 'credentials.secretAccessKey' }] },
    });
    expect(book.list()).toEqual([]);
  });

  it('keeps the stored secret on an edit that sends none', async () => {
    const book = await open();
    const { id } = await book.save(draft);
    const edited = await book.save({ ...staticKeys({}), id, name: 'Renamed' });
    expect(edited).toMatchObject({ id, name: 'Renamed', credentials: { hasSessionToken: true } });
    expect(kept.get(id)).toEqual({ secretAccessKey: 'top-secret', sessionToken: 'tok-secret' });
    await book.save({ ...staticKeys({ sessionToken: '' }), id });
    expect(kept.get(id)).toEqual({ secretAccessKey: 'top-secret' });
    expect(book.list()).toHaveLength(1);
  });

  it('asks for the secret of another access key', async () => {
    const book = await open();
    const { id } = await book.save(draft);
    await expect(book.save({ ...staticKeys({ accessKeyId: 'B' }), id })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('forgets the secret of a connection that turns to a profile', async () => {
    const book = await open();
    const { id } = await book.save(draft);
    await book.save({ ...draft, id, credentials: { kind: 'profile', profile: 'p' } });
    expect(kept.size).toBe(0);
    expect(book.get(id).credentials).toEqual({ kind: 'profile', profile: 'p' });
  });

  it('writes nothing where the vault refuses', async () => {
    const book = await open();
    vaultFails = true;
    await expect(book.save(draft)).rejects.toMatchObject({ code: 'VAULT_UNAVAILABLE' });
    expect(book.list()).toEqual([]);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('leaves vault and book as they were where the disk refuses', async () => {
    const book = await open();
    const { id } = await book.save(draft);
    // A folder in the way of the new file fails for every user, root included.
    await rm(dataDir, { recursive: true });
    await expect(book.save({ ...staticKeys({ secretAccessKey: 'new-secret-key' }), id })).rejects.toMatchObject({
      code: 'DATA_FOLDER_UNWRITABLE',
    });
    await expect(book.save(draft)).rejects.toMatchObject({ code: 'DATA_FOLDER_UNWRITABLE' });
    expect([...kept.values()]).toEqual([{ secretAccessKey: 'top-secret', sessionToken: 'tok-secret' }]);
    expect(book.list()).toHaveLength(1);
  });

  it('loses none of several saves at once', async () => {
    const book = await open();
    await Promise.all(['a', 'b', 'c'].map((name) => book.save({ ...draft, name })));
    expect((await open()).list().map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('refuses an endpoint that holds a password', async () => {
    const book = await open();
    for (const endpointUrl of ['https://me:pw@s3.example.com', 'https://s3.example.com/?token=x']) {
      await expect(book.save({ ...draft, endpointUrl })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });

  it('refuses an edit of what is not there', async () => {
    await expect((await open()).save({ ...draft, id: 'gone' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the proxy’s password', () => {
  const proxied = (changes: object = {}): ConnectionDraft => ({
    ...draft,
    proxy: { kind: 'manual', url: 'http://proxy.example.com:3128', username: 'me' },
    proxyPassword: 'proxy-secret',
    ...changes,
  });
  const { proxyPassword: _, ...withoutPassword } = proxied();

  it('goes to the vault only', async () => {
    const book = await open();
    const saved = await book.save(proxied());
    expect(saved).not.toHaveProperty('proxyPassword');
    expect(kept.get(saved.id)).toMatchObject({ secretAccessKey: 'top-secret', proxyPassword: 'proxy-secret' });
    expect(await onDisk()).not.toContain('proxy-secret');
    expect(await book.readProxyPassword(saved.id)).toBe('proxy-secret');
    expect(await book.readSecret(saved.id)).toEqual({ secretAccessKey: 'top-secret', sessionToken: 'tok-secret' });
  });

  it('is kept with a connection that has no other secret, and on an edit that sends none', async () => {
    const book = await open();
    const credentials = { kind: 'profile', profile: 'p' } as const;
    const { id } = await book.save(proxied({ credentials }));
    await book.save({ ...withoutPassword, credentials, id, name: 'Renamed' });
    expect(kept.get(id)).toEqual({ proxyPassword: 'proxy-secret' });
    expect(await book.resolve({ ...withoutPassword, credentials, id })).toMatchObject({
      proxyPassword: 'proxy-secret',
    });
  });

  it.each([
    ['the proxy is no longer set by hand', { proxy: { kind: 'system' } }],
    ['it has no user any more', { proxy: { kind: 'manual', url: 'http://proxy.example.com:3128', username: null } }],
    ['it is emptied', { proxyPassword: '' }],
  ])('is forgotten where %s', async (_, changes) => {
    const book = await open();
    const { id } = await book.save(proxied());
    await book.save({ ...withoutPassword, id, ...changes } as ConnectionDraft);
    expect(kept.get(id)).toEqual({ secretAccessKey: 'top-secret', sessionToken: 'tok-secret' });
  });

  it.each([
    { url: 'http://other.example.com:3128', username: 'me' },
    { url: 'http://proxy.example.com:3128', username: 'you' },
  ])('is not told to another proxy or for another user: %o', async (proxy) => {
    const book = await open();
    const { id } = await book.save(proxied());
    const edited = { ...withoutPassword, id, proxy: { kind: 'manual', ...proxy } } as const;
    await expect(book.save(edited)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { issues: [{ path: 'proxyPassword' }] },
    });
    await book.save({ ...edited, proxyPassword: 'new-secret' });
    expect(kept.get(id)).toMatchObject({ proxyPassword: 'new-secret' });
  });

  it.each([
    ['http://me:pw-secret@proxy.example.com:3128', /no user name or password/],
    ['http://proxy.example.com:3128/path', /nothing after them/],
    ['http://proxy.example.com:3128/?x', /nothing after them/],
    ['http://proxy.example.com:0', /no address of a proxy/],
  ])('and a proxy at %s are refused in words', async (url, words) => {
    const book = await open();
    const error = await book.save(proxied({ proxy: { kind: 'manual', url, username: null } })).catch((e) => e);
    expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { issues: [{ path: 'proxy.url' }] } });
    expect(error.message).toMatch(words);
    expect(error.message).not.toContain('pw-secret');
  });
});

describe('certificates to trust', () => {
  const saveWith = async (tls: ConnectionDraft['tls']) => (await open()).save({ ...draft, tls });
  const file = async (text: string) => {
    const path = join(dataDir, 'authorities.pem');
    await writeFile(path, text);
    return path;
  };

  it('are taken from a PEM file with one, whatever else is in it', async () => {
    expect((await saveWith({ caFile: authorityFile, pinned: null })).tls.caFile).toBe(authorityFile);
    const { cert } = testCertificate('good');
    await saveWith({ caFile: await file(`Bag Attributes\n${cert}\n# another\n${cert}`), pinned: null });
  });

  it.each([
    ['that is missing', null, /\/nowhere\.pem does not exist/],
    ['that is empty', '', /is not a PEM file/],
    ['that is not PEM', '\0\x01binary', /is not a PEM file/],
    ['with a key only', testCertificate('good').key, /holds no certificate/],
    ['with a broken one', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', /that cannot be read/],
  ])('are refused in words that name a file %s', async (_, text, words) => {
    const caFile = text === null ? '/nowhere.pem' : await file(text);
    const error = await saveWith({ caFile, pinned: null }).catch((e) => e);
    expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { file: caFile, issues: [{ path: 'tls.caFile' }] } });
    expect(error.message).toMatch(words);
    expect(error.message).toContain(caFile);
  });

  it('are refused where a folder is named', async () => {
    const error = await saveWith({ caFile: dataDir, pinned: null }).catch((e) => e);
    expect(error).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('cannot be read') });
  });

  it('must be what their fingerprint says', async () => {
    const { cert } = testCertificate('self-signed');
    const pinned = { fingerprint256: 'AA:BB', subject: '', issuer: '', validFrom: 0, validTo: 0, hosts: [], pem: cert };
    await expect(saveWith({ caFile: null, pinned })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { issues: [{ path: 'tls.pinned' }] },
    });
    await expect(saveWith({ caFile: null, pinned: { ...pinned, pem: 'x' } })).rejects.toThrow(/cannot be read/);
    const { fingerprint256 } = new X509Certificate(cert);
    expect((await saveWith({ caFile: null, pinned: { ...pinned, fingerprint256 } })).tls.pinned).not.toBeNull();
  });
});

it('adds connections that came without secrets', async () => {
  const book = await open();
  const saved = await book.save(draft);
  await book.add([{ ...saved, id: 'new' }]);
  expect((await open()).list().map(({ id }) => id)).toEqual([saved.id, 'new']);
  expect(await book.readSecret('new')).toBeNull();
});

it('removes a connection with its secret', async () => {
  const book = await open();
  const { id } = await book.save(draft);
  await book.remove(id);
  await book.remove(id);
  expect([book.list(), kept.size, (await open()).list()]).toEqual([[], 0, []]);
  expect(() => book.get(id)).toThrow(AppError);
});

it('resolves a draft without saving it', async () => {
  const book = await open();
  expect(await book.resolve(draft)).toMatchObject({
    secret: { secretAccessKey: 'top-secret' },
    connection: { name: 'Prod' },
  });
  expect([book.list(), kept.size, await readdir(dataDir)]).toEqual([[], 0, []]);
});

it('keeps the practice connection in memory', async () => {
  const book = await open();
  const endpoint = {
    endpointUrl: 'http://127.0.0.1:1',
    region: 'r',
    accessKeyId: 'P',
    secretAccessKey: 'practice-book-secret',
  };
  const practice = book.addPractice(endpoint);
  await book.save(draft);
  expect(practice).toMatchObject({ practice: true, pathStyle: true, endpointUrl: endpoint.endpointUrl });
  expect(book.list().map((connection) => connection.practice)).toEqual([false, true]);
  expect(await book.readSecret(practice.id)).toEqual({ secretAccessKey: 'practice-book-secret', sessionToken: null });
  expect(await onDisk()).not.toContain('127.0.0.1');
  await expect(book.save({ ...draft, id: practice.id })).rejects.toMatchObject({ code: 'CONFLICT' });
  book.addPractice(endpoint);
  expect(book.list()).toHaveLength(2);
  await book.remove(practice.id);
  expect(await book.readSecret(practice.id)).toBeNull();
});

it.each(['not json', '{"version":2,"connections":[]}', '{"version":1,"connections":[{"id":""}]}', ''])(
  'sets a broken file aside and says so: %j',
  async (text) => {
    await writeFile(join(dataDir, 'connections.json'), text);
    const book = await open();
    const [aside = ''] = await readdir(dataDir);
    expect(aside).toMatch(/^connections\.json\.broken-/);
    expect(await readFile(join(dataDir, aside), 'utf8')).toBe(text);
    expect(book.warning).toEqual({ what: 'connections unreadable', aside: join(dataDir, aside), hasCopy: false });
    expect(warnings).toEqual([expect.stringContaining(aside)]);
    await book.save(draft);
    expect((await open()).warning).toBeNull();
    expect((await readdir(dataDir)).toSorted()).toEqual(['connections.copy.json', 'connections.json', aside]);
  },
);

it.each([
  ['a folder', (path: string) => mkdir(join(path, 'within'), { recursive: true })],
  // As somebody's cleaning program may leave it.
  ['zeros', (path: string) => writeFile(path, Buffer.alloc(300))],
])('sets %s in the place of the file aside, and says so', async (_, damage) => {
  await damage(join(dataDir, 'connections.json'));
  const book = await open();
  const [aside = ''] = await readdir(dataDir);
  expect(aside).toMatch(/^connections\.json\.broken-/);
  expect(book.warning).toMatchObject({ aside: join(dataDir, aside) });
  await book.save(draft);
  expect((await open()).list().map(({ name }) => name)).toEqual([draft.name]);
});

describe('the copy of the connections', () => {
  const path = () => join(dataDir, 'connections.json');
  const copy = () => join(dataDir, 'connections.copy.json');

  it.each([
    ['gone', () => rm(path())],
    ['half-written', async () => writeFile(path(), (await onDisk()).slice(0, 40))],
    ['emptied', () => writeFile(path(), '')],
    ['zeros', () => writeFile(path(), Buffer.alloc(300))],
  ])('is read where the file is %s, and the person is told', async (_, damage) => {
    const before = await (await open()).save(draft);
    await damage();
    const book = await open();
    expect(book.list()).toEqual([before]);
    expect(book.warning).toMatchObject({ what: 'connections unreadable', hasCopy: true });
    const again = await open();
    expect([again.warning, again.list()]).toEqual([null, [before]]);
  });

  it('that is damaged or gone is made anew without a word', async () => {
    await (await open()).save(draft);
    for (const damage of [() => rm(copy()), () => writeFile(copy(), '{')]) {
      await damage();
      expect((await open()).warning).toBeNull();
      expect(await readFile(copy(), 'utf8')).toBe(await onDisk());
    }
  });

  it('that is damaged too is told', async () => {
    await (await open()).save(draft);
    await writeFile(copy(), '{');
    await rm(path());
    expect((await open()).warning).toEqual({ what: 'connections unreadable', aside: null, hasCopy: false });
  });

  it('forgets a connection that was removed', async () => {
    const book = await open();
    await book.save(draft);
    await book.remove((await book.save({ ...draft, name: 'another' })).id);
    await rm(path());
    expect((await open()).list().map(({ name }) => name)).toEqual([draft.name]);
  });
});

it('does not take a file that cannot be read for none', async () => {
  await rm(dataDir, { recursive: true });
  await writeFile(dataDir, 'a file in place of the folder');
  await expect(open()).rejects.toMatchObject({ code: 'DATA_FOLDER_UNWRITABLE' });
  await chmod(dataDir, 0o600);
});
