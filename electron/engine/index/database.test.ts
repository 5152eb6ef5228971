import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
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
    expect(database.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: BigInt(migrations.length) });
    expect(database.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
    expect(database.prepare('PRAGMA synchronous').get()).toMatchObject({ synchronous: 2n });
    database.close();
  });

  it('calls unknown what an older version took for the activity of parts without times', () => {
    const old = new DatabaseSync(path);
    for (const step of migrations.slice(0, 7)) old.exec(step);
    old.exec(`PRAGMA user_version = 7;
      INSERT INTO bucket (id, connection_id, name, origin) VALUES (1, 'c', 'b', 'added');
      INSERT INTO upload (bucket_id, key, upload_id, initiated_at, activity_at, sizing, parts, bytes, newest_part_at, seen_in)
        VALUES (1, 'untimed', 'u', 5000, 5000, 'sized', 2, 9, NULL, 1), (1, 'epoch', 'u', 5000, 5000, 'sized', 2, 9, 0, 1),
          (1, 'go', 'u', 5000, 5000, 'sized', 2, 9, -62135596800000, 1), (1, 'timed', 'u', 5000, 6000, 'sized', 2, 9, 6000, 1),
          (1, 'empty', 'u', 5000, 5000, 'sized', 0, 0, NULL, 1), (1, 'unsized', 'u', 5000, 5000, 'pending', NULL, NULL, NULL, 1)`);
    old.close();
    const database = openDatabase(path);
    const rows = database.prepare('SELECT key, activity_at FROM upload ORDER BY id').all();
    expect(rows.map(({ key, activity_at }) => [key, Number(activity_at)])).toEqual([
      ['untimed', 0],
      ['epoch', 0],
      ['go', 0],
      ['timed', 6000],
      ['empty', 5000],
      ['unsized', 5000],
    ]);
    database.close();
  });

  it('calls unknown what an older version said was left of uploads that nobody saw, or saw once', () => {
    const old = new DatabaseSync(path);
    for (const step of migrations.slice(0, 15)) old.exec(step);
    // Of each: verdict, parts planned, parts left, whether it was looked at, aborts.
    const items = [
      ['unverified, as planned', 'unverified', 3, 3, 0, 1],
      ['unreachable', 'unreachable', 3, 0, 1, 0],
      ['cancelled after an abort', 'cancelled', 3, 0, 1, 1],
      ['cancelled, abort unanswered', 'cancelled', 0, 0, 0, 1],
      ['gave up after one clean look', 'gave up', null, 0, 1, 0],
      ['clearing', 'clearing', 3, 0, 1, 1],
      ['looked at, no verdict', null, 0, 0, 1, 0],
      ['cancelled, empty, never touched', 'cancelled', 0, 0, 0, 0],
      ['queued, empty', null, 0, 0, 0, 0],
      ['cancelled with parts', 'cancelled', 3, 3, 0, 0],
      ['gave up with parts', 'gave up', 3, 2, 1, 4],
      ['clear', 'clear', 3, 0, 1, 1],
      ['skipped', 'skipped', 3, 3, 1, 0],
    ] as const;
    old.exec(`PRAGMA user_version = 15; INSERT INTO plan (id, connection_id, bucket, created_at) VALUES ('p', 'c', 'b', 1), ('q', 'c', 'b', 1);
      INSERT INTO job (id, plan_id, connection_id, bucket, state, created_at, deadline_at, quiet_interval_ms, active_window_ms)
        VALUES ('j', 'p', 'c', 'b', 'finished', 1, 2, 3, 4);`);
    const planned = old.prepare(
      `INSERT INTO plan_item (plan_id, position, key, upload_id, initiated_at, activity_at, parts, bytes, active)
       VALUES ('p', ?, ?, 'u', 1, 1, ?, ?, 0)`,
    );
    const item = old.prepare(
      `INSERT INTO job_item (job_id, position, key, upload_id, confirmed, rank, state, verdict, last_look, parts_left, bytes_left, updated_at)
       VALUES ('j', ?, ?, 'u', 0, 4, 'done', ?, ?, ?, ?, 1)`,
    );
    const attempt = old.prepare(`INSERT INTO attempt (job_id, position, number, started_at) VALUES ('j', ?, ?, 1)`);
    for (const [position, [name, verdict, parts, left, looked, aborts]] of items.entries()) {
      planned.run(position, name, parts, parts === null ? null : parts * 10);
      item.run(position, name, verdict, looked === 1 ? '{}' : null, left, left * 10);
      for (let number = 1; number <= aborts; number += 1) attempt.run(position, number);
    }
    old.exec(`INSERT INTO job (id, plan_id, connection_id, bucket, kind, state, created_at, deadline_at, quiet_interval_ms, active_window_ms)
        VALUES ('k', 'q', 'c', 'b', 'complete', 'finished', 1, 2, 3, 4);
      INSERT INTO job_item (job_id, position, key, upload_id, confirmed, rank, state, verdict, parts_left, bytes_left, updated_at)
        VALUES ('k', 0, 'completed', 'v', 0, 4, 'done', 'completed', 0, 0, 1), ('k', 1, 'refused, not found', 'v', 0, 4, 'done', 'refused', 0, 0, 1)`);
    old.close();
    const database = openDatabase(path);
    const rows = database.prepare('SELECT key, parts_left, bytes_left FROM job_item ORDER BY job_id, position').all();
    const known = rows.filter(({ parts_left }) => parts_left !== null);
    expect(known.map(({ key, parts_left, bytes_left }) => [key, Number(parts_left), Number(bytes_left)])).toEqual([
      ['cancelled, empty, never touched', 0, 0],
      ['queued, empty', 0, 0],
      ['cancelled with parts', 3, 30],
      ['gave up with parts', 2, 20],
      ['clear', 0, 0],
      ['skipped', 3, 30],
      ['completed', 0, 0],
    ]);
    expect(rows.filter(({ parts_left, bytes_left }) => parts_left === null && bytes_left !== null)).toEqual([]);
    database.close();
  });

  it('refuses a file of a newer version in words', () => {
    const database = openDatabase(path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => openDatabase(path)).toThrow(/newer version of Loose Parts/);
  });

  // Windows has neither modes nor links that anybody may make.
  describe.runIf(process.platform !== 'win32')('whatever the umask', () => {
    let before: number;
    beforeEach(() => {
      before = process.umask(0);
    });
    afterEach(() => void process.umask(before));
    const files = () => [path, `${path}-wal`, `${path}-shm`];
    const modes = () => files().map((file) => statSync(file).mode & 0o777);

    it('keeps the file, its log and its shared memory to their owner', () => {
      const database = openDatabase(path);
      expect(modes()).toEqual([0o600, 0o600, 0o600]);
      database.close();
    });

    it('takes back what an earlier version let others read, after a crash too', () => {
      const crashed = openDatabase(path);
      for (const file of files()) chmodSync(file, 0o644);
      const database = openDatabase(path);
      expect(modes()).toEqual([0o600, 0o600, 0o600]);
      database.close();
      crashed.close();
    });

    it('lifts no lock that is held on the file', () => {
      const held = openDatabase(path);
      held.exec('BEGIN IMMEDIATE');
      openDatabase(path).close();
      // Another process: in this one SQLite would know of the lock by itself.
      const script = `const d = new (require('node:sqlite').DatabaseSync)(${JSON.stringify(path)}); d.exec('BEGIN IMMEDIATE')`;
      const { stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
      expect(stderr).toContain('database is locked');
      held.close();
    });

    it.each(['', '-wal', '-shm', '-journal'])('follows no link in place of index.sqlite%s', (ending) => {
      const elsewhere = join(folder, 'elsewhere');
      if (ending !== '') openDatabase(path).close();
      symlinkSync(elsewhere, `${path}${ending}`);
      expect(() => openDatabase(path)).toThrow(/is a symbolic link, which is not followed\.$/);
      expect(lstatSync(elsewhere, { throwIfNoEntry: false })).toBeUndefined();
      // Nor one to a file that is there.
      writeFileSync(elsewhere, 'theirs');
      chmodSync(elsewhere, 0o644);
      expect(() => openDatabase(path)).toThrow(/is a symbolic link/);
      expect(statSync(elsewhere).mode & 0o777).toBe(0o644);
    });

    it('says so where a folder stands in its place', () => {
      mkdirSync(path);
      expect(() => openDatabase(path)).toThrow(/index\.sqlite is no file\.$/);
    });
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
    expect(database.prepare('SELECT count(*) AS n FROM bucket').get()).toMatchObject({ n: 0n });
    database.close();
  });
});

describe.each([
  ['in a worker thread', async (file: string) => openIndexInWorker(file, 0)],
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
  const { index, close } = await openIndexInWorker(path, 0);
  await close();
  await expect(index.buckets('c', 0)).rejects.toThrow('closed');
});
