import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openIndexInWorker } from './client.ts';
import { openDatabase, transaction } from './database.ts';
import { migrations } from './migrations.ts';
import { openIndexHere } from './testing/open-index-here.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-index-'));
  path = join(folder, 'index.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('openDatabase', () => {
  it('brings a new file to the newest schema and survives being opened again', () => {
    openDatabase(path).close();
    const database = openDatabase(path);
    expect(database.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: migrations.length });
    expect(database.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
    expect(database.prepare('PRAGMA synchronous').get()).toMatchObject({ synchronous: 2 });
    database.close();
  });

  it('refuses a file of a newer version in words', () => {
    const database = openDatabase(path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => openDatabase(path)).toThrow(/newer version of Loose Parts/);
  });

  it('says that the disk is full where SQLite has rolled back by itself', () => {
    const database = openDatabase(path);
    const pages = Number(database.prepare('PRAGMA page_count').get()?.page_count);
    database.exec(`PRAGMA max_page_count = ${pages}`);
    const fill = database.prepare(`INSERT INTO bucket (connection_id, name, origin) VALUES ('c', ?, 'added')`);
    expect(() => transaction(database, () => fill.run('x'.repeat(100_000)))).toThrow(/disk is full/);
    database.close();
  });

  it('rolls a failed transaction back', () => {
    const database = openDatabase(path);
    const insert = () => database.exec(`INSERT INTO bucket (connection_id, name, origin) VALUES ('c', 'b', 'added')`);
    expect(() =>
      transaction(database, () => {
        insert();
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(database.prepare('SELECT count(*) AS n FROM bucket').get()).toMatchObject({ n: 0 });
    database.close();
  });
});

describe.each([
  ['in a worker thread', openIndexInWorker],
  ['on this thread', async (file: string) => openIndexHere(file)],
])('the index %s', (_, open) => {
  it('answers, keeps what was written, and carries errors across', async () => {
    const first = await open(path);
    await first.index.addBucket('c', 'b');
    expect(await first.index.beginScan('c', 'b')).toBe(1);
    await expect(first.index.beginScan('c', 'unknown')).rejects.toThrow('no bucket unknown');
    await first.close();

    const second = await open(path);
    expect((await second.index.buckets('c', 0)).map((bucket) => bucket.name)).toEqual(['b']);
    await second.close();
  });

  it('fails to open what is not a database', async () => {
    await expect(open(folder)).rejects.toThrow();
  });
});

it('a closed index refuses calls instead of hanging', async () => {
  const { index, close } = await openIndexInWorker(path);
  await close();
  await expect(index.buckets('c', 0)).rejects.toThrow('closed');
});
