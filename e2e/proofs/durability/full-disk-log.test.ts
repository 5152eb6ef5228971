import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CleanupChange } from '../../../electron/engine/index/cleanup-operations.ts';
import { longestGrowth, reserveBytes, reservePathOf } from '../../../electron/engine/index/disk-reserve.ts';
import { chainStart } from '../../../electron/engine/index/evidence-chain.ts';
import { type IndexServer, serveIndex } from '../../../electron/engine/index/index-server.ts';
import type { Plan } from '../../../shared/schema/model.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';

// A disk that others have filled to the last byte: the index puts its log away with the space of its reserve, and has both back.

const at = Date.UTC(2030, 0, 1);
const linesAtOnce = 50;

const probe = mountSmallDisk();
probe?.close();
const orWhy = probe ? '' : ' (skipped: mounting a small disk needs root on Linux)';

let disk: SmallDisk;
let path: string;
let server: IndexServer;
let lines: number;

function ask(operation: string, ...args: unknown[]): unknown {
  const reply = server.run({ id: 1, operation, args });
  if (!reply.ok) throw new Error(reply.message);
  return reply.value;
}

const refOf = (number: number) => ({ connectionId: 'c', bucket: 'b', key: `key ${number}`, uploadId: `u${number}` });

function line(number: number): CleanupChange {
  return {
    kind: 'evidence',
    line: {
      chain: 'job/j',
      callId: `call ${number}`,
      kind: 'sent',
      ref: refOf(number),
      at: at + number,
      durationMs: null,
      purpose: 'abort',
      operation: 'AbortMultipartUpload',
      status: null,
      code: 'x'.repeat(2000),
      requestId: null,
      parts: null,
      bytes: null,
      requestCharged: null,
      saw: null,
    },
  };
}

/** Writes evidence, some 200 KB of it. @throws Error in SQLite's words */
function write(): void {
  ask(
    'applyCleanup',
    Array.from({ length: linesAtOnce }, (_, number) => line(lines + number)),
  );
  lines += linesAtOnce;
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
const logBytes = () => sizeOf(`${path}-wal`);

beforeEach(() => {
  if (!probe) return;
  const mounted = mountSmallDisk();
  if (!mounted) throw new Error('It could be mounted a moment ago');
  disk = mounted;
  path = join(disk.path, 'index.sqlite');
  server = serveIndex(path, at);
  lines = 0;
  ask('addBucket', 'c', 'b');
  const item = { initiatedAt: at, activityAt: at, parts: 1, bytes: 1, storageClass: null, active: false };
  const plan: Plan = {
    id: 'p',
    connectionId: 'c',
    bucket: 'b',
    createdAt: at,
    items: [{ ref: refOf(0), ...item }],
    leftOut: [],
  };
  ask('savePlan', plan);
  const times = { createdAt: at, deadlineAt: at * 2, quietIntervalMs: 30_000, activeWindowMs: 86_400_000 };
  ask('startJob', { jobId: 'j', planId: 'p', includeActive: [], ...times });
});
afterEach(() => {
  if (probe) disk.close();
});

describe.skipIf(!probe)(`a disk that others fill${orWhy}`, () => {
  test('leaves the index its reserve, which takes the log out of the way and is there again', () => {
    // As much in the log as is ever there.
    while (!existsSync(reservePathOf(path)) || logBytes() < longestGrowth) write();
    disk.fill();
    const before = { index: sizeOf(path), log: logBytes() };
    write();
    expect(sizeOf(path)).toBeGreaterThan(before.index);
    expect(logBytes()).toBeLessThan(before.log / 4);
    expect(sizeOf(reservePathOf(path))).toBe(reserveBytes);
  });

  test('is full all the same in the end: what cannot be written says so, and nothing that was written is lost', () => {
    while (!existsSync(reservePathOf(path))) write();
    disk.fill();
    expect(() => {
      for (;;) write();
    }).toThrow('database or disk is full');
    expect(ask('evidenceEnd', 'j')).toBe(lines);
    expect(logBytes()).toBe(0);
    disk.free();
    write();
    expect(ask('evidenceEnd', 'j')).toBe(lines);
    expect(sizeOf(reservePathOf(path))).toBe(reserveBytes);
    expect(ask('checkChain', 'j', chainStart, lines + 1)).toMatchObject({ found: { intact: true, lines } });
  });

  test('lets the next start put away the log of the last run', () => {
    while (!existsSync(reservePathOf(path)) || logBytes() < longestGrowth) write();
    disk.fill();
    // As after a kill: nothing was closed, and the log stands there.
    const [left, reserve] = [logBytes(), sizeOf(reservePathOf(path))];
    expect([left > longestGrowth, reserve]).toEqual([true, reserveBytes]);
    server = serveIndex(path, at);
    expect(logBytes()).toBe(0);
    expect(ask('evidenceEnd', 'j')).toBe(lines);
  });

  test('is not taken up by the reserve of an index that is small', () => {
    write();
    expect(existsSync(reservePathOf(path))).toBe(false);
  });
});
