import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { memoryOfTree } from './process-memory.ts';

const mib = 1024 * 1024;

test.skipIf(process.platform !== 'linux')('a process counts with what it started, and with that alone', async () => {
  const hold = `const held = Buffer.alloc(${64 * mib}, 1); process.stdout.write('held'); setInterval(() => held.length, 60_000);`;
  const start = `const child = require('node:child_process').spawn(process.execPath, ['-e', process.argv[1]], { stdio: ['pipe', 'inherit', 'inherit'] }); process.on('SIGTERM', () => child.kill()); child.on('exit', () => process.exit());`;
  const parent = spawn(process.execPath, ['-e', start, hold], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(parent, 'exit');
  try {
    await once(parent.stdout, 'data');
    const all = memoryOfTree(parent.pid ?? 0);
    // The child's 64 MiB, and the parent's own.
    expect(all).toBeGreaterThan(64 * mib);
    expect(all).toBeLessThan(512 * mib);
    expect(memoryOfTree(process.pid)).toBeGreaterThan(all ?? Number.POSITIVE_INFINITY);
  } finally {
    parent.kill();
    await exit;
  }
});

test('of a process that is not there nothing is known', () => {
  expect(memoryOfTree(2 ** 30)).toBeNull();
});
