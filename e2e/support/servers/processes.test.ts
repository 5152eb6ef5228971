import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Daemon, run } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'loose-parts-processes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const node = process.execPath;
const never = new Promise<never>(() => {});
let logs = 0;
const start = (script: string) => {
  logs += 1;
  return new Daemon('server', node, ['-e', script], join(folder, `${logs}.out`));
};

describe('a command', () => {
  test('gives its output', async () => {
    expect(await run(node, ['-p', '1 + 1'], 10_000)).toBe('2\n');
  });

  test('that fails says what it said', async () => {
    await expect(run(node, ['-e', 'console.error("no disk"); process.exit(3)'], 10_000)).rejects.toThrow('no disk');
  });

  test('that is ended says so after what it said, and by what', async () => {
    const never = 'console.error("downloading"); setInterval(() => {}, 1000)';
    await expect(run(node, ['-e', never], 1_500)).rejects.toThrow(/it was ended after 1\.5 s$/);
    const itself = 'console.error("downloading"); process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000)';
    await expect(run(node, ['-e', itself], 60_000)).rejects.toThrow(/downloading\s+SIGKILL ended it$/);
  });
});

describe('a server process', () => {
  test('that dies fails what waits for it, with the end of its log', async () => {
    const daemon = start('console.log("port taken"); process.exitCode = 7');
    await expect(daemon.whileRunning(never)).rejects.toThrow(/server ended \(7\)[\s\S]*port taken/);
  });

  test('that cannot be started does too', async () => {
    const daemon = new Daemon('server', '/nonexistent/server', [], join(folder, 'none.out'));
    await expect(daemon.whileRunning(never)).rejects.toThrow('ENOENT');
  });

  test('lets what waits for it finish', async () => {
    const daemon = start('setInterval(() => {}, 1000)');
    expect(await daemon.whileRunning(Promise.resolve('ready'))).toBe('ready');
    await daemon.end();
  });

  test('that ignores TERM is ended all the same', async () => {
    const daemon = start('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up")');
    await daemon.end();
    // Ended already: a second end returns at once.
    await daemon.end();
  });
});
