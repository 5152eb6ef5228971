import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FetchOptions, fetchElectron, findElectron } from './electron-binary.ts';

let root: string;
let server: Server | null = null;
const asked: string[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'loose-parts-electron-'));
  const folder = join(root, 'node_modules/electron');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"version":"45.4.1"}');
  writeFileSync(join(folder, 'checksums.json'), `{"electron-v45.4.1-linux-x64.zip":"${'0'.repeat(64)}"}`);
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']) vi.stubEnv(name, undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  server?.close();
  server?.closeAllConnections();
  server = null;
  asked.length = 0;
  rmSync(root, { recursive: true });
});

async function serve(listener: RequestListener): Promise<void> {
  const made = createServer((request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  });
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  const address = made.address();
  vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
}
const fetchIt = (options: Partial<FetchOptions> = {}) =>
  fetchElectron({
    root,
    // Longer than a busy computer takes: tests of a silence name their own.
    stallMs: 60_000,
    onProgress: () => {},
    cacheRoot: join(root, 'cache'),
    platform: 'linux',
    ...options,
  });

test('a server that never answers is given up', async () => {
  await serve(() => {});
  expect(await fetchIt({ stallMs: 3_000 })).toBe('nothing arrived for 3 s');
  expect(asked).toHaveLength(1);
});

test('one that stops in the middle is given up; one that is merely slow is not', async () => {
  const progress: number[] = [];
  await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    let sent = 0;
    const timer = setInterval(() => {
      // Slower over all than the limit allows for one silence.
      if (sent++ < 5) response.write('x'.repeat(10));
      else clearInterval(timer);
    }, 500);
  });
  const startedAt = performance.now();
  const stallMs = 2_000;
  const onProgress = (received: number) => void progress.push(received);
  expect(await fetchIt({ stallMs, onProgress })).toContain('nothing arrived');
  expect(progress.at(-1)).toBe(50);
  expect(performance.now() - startedAt).toBeGreaterThan(2 * stallMs);
});

test.each([
  ['refuses', 404],
  ['fails', 500],
])('a server that %s is told', async (_name, status) => {
  await serve((_request, response) => {
    response.writeHead(status).end();
  });
  expect(await fetchIt()).toContain(String(status));
});

test('what is not the right file is not installed', async () => {
  await serve((_request, response) => {
    response.end('not Electron');
  });
  expect(await fetchIt()).toMatch(/checksum/i);
  expect(findElectron(root, {})).toBeNull();
});

test('a closed network is told by its code', async () => {
  await serve(() => {});
  server?.close();
  expect(await fetchIt()).toBe('ECONNREFUSED');
});

test('is found where its installer put it, or where the environment says', () => {
  expect(findElectron(root, {})).toBeNull();
  const folder = join(root, 'node_modules/electron');
  writeFileSync(join(folder, 'path.txt'), 'electron');
  expect(findElectron(root, {})).toBeNull();
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist/electron'), '');
  expect(findElectron(root, {})).toBe(join(folder, 'dist/electron'));
  const other = join(root, 'other');
  expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: other })).toBeNull();
  mkdirSync(other);
  writeFileSync(join(other, 'electron'), '');
  expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: other })).toBe(join(other, 'electron'));
});
