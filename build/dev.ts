import { spawn } from 'node:child_process';
import { createServer as createTcpServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { callPrefix, createToken } from '../electron/browser/request-guard.ts';
import { exitCodes } from '../electron/host/exit.ts';
import { parseFlags, usage } from '../electron/host/flags.ts';
import { endWithNpm } from './orphan.ts';

/**
 * `npm run dev`: the page from Vite, which replaces changed modules in place, and the browser host from source, which
 * `node --watch` restarts when the engine changes. Vite passes calls on to the host; one token lasts over all restarts.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const parsed = parseFlags(process.argv.slice(2));
if (parsed.kind === 'help') {
  console.log(usage.replace('npm start', 'npm run dev'));
  process.exit(exitCodes.done);
}
if (parsed.kind === 'wrong') {
  console.error(parsed.message);
  process.exit(exitCodes.usage);
}
const { flags } = parsed;
const token = createToken();
const hostPort = await freePort();
const hostOrigin = `http://127.0.0.1:${hostPort}`;

const vite = await createServer({
  configFile: `${root}build/vite.renderer.config.ts`,
  clearScreen: false,
  server: {
    host: '127.0.0.1',
    port: flags.port ?? (await freePort()),
    strictPort: true,
    proxy: {
      [callPrefix]: {
        target: hostOrigin,
        changeOrigin: true,
        configure(proxy) {
          // The host only lets its own origin in. A call of the page that Vite serves gets that name; any other keeps its own.
          proxy.on('proxyReq', (out, request) => {
            if (request.headers.origin === pageOrigin) out.setHeader('origin', hostOrigin);
          });
          // The engine is restarting: the page tries again by itself.
          proxy.on('error', () => {});
        },
      },
    },
  },
});
await vite.listen();
const pageOrigin = vite.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? '';

const hostArgs = [
  '--watch',
  '--watch-preserve-output',
  'electron/browser/serve.ts',
  '--no-open',
  '--port',
  String(hostPort),
];
if (flags.dataDir !== null) hostArgs.push('--data-dir', flags.dataDir);
if (flags.practice) hostArgs.push('--practice');
const host = spawn(process.execPath, hostArgs, {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, LOOSE_PARTS_DEV_TOKEN: token },
});
let told = false;
host.stdout.setEncoding('utf8').on('data', (text: string) => {
  if (!text.includes('Loose Parts is ready at')) return;
  console.log(told ? 'The engine is back.' : `Loose Parts is ready at ${pageOrigin}/#token=${token}`);
  told = true;
});

let stops = 0;
async function stop(code: number): Promise<void> {
  if (stops++ > 0) {
    host.kill('SIGKILL');
    process.exit(130);
  }
  const ended = new Promise((resolve) => host.once('exit', resolve));
  if (host.exitCode === null && host.signalCode === null) {
    host.kill('SIGTERM');
    await ended;
  }
  await vite.close();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(exitCodes.done));
endWithNpm();
host.once('exit', () => {
  if (stops === 0) void stop(exitCodes.failed);
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createTcpServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
