import { spawn } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { exitCodes } from '../electron/host/exit.ts';
import { parseFlags, usage } from '../electron/host/flags.ts';
import { runDesktop, whyNoDesktop } from './desktop.ts';
import { fetchElectron, findElectron } from './electron-binary.ts';
import { isFresh } from './freshness.ts';

/**
 * `npm start`: builds what is not up to date and opens the desktop app, or, where that cannot be, says why in one line
 * and starts the browser host.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
/** No byte for so long, and fetching the Electron binary is given up, ms. Tests shorten it. */
const stallMs = Number(process.env.LOOSE_PARTS_FETCH_STALL_MS) || 15_000;

/** Told of every wish to end: the first, and (forced) those after it. */
let onStop: (force: boolean) => void = () => process.exit(exitCodes.done);
let stops = 0;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const heard = () => onStop(stops++ > 0);
for (const signal of signals) process.on(signal, heard);

const parsed = parseFlags(args);
if (parsed.kind === 'help') {
  console.log(usage);
  process.exit(exitCodes.done);
}
if (parsed.kind === 'wrong') {
  console.error(parsed.message);
  process.exit(exitCodes.usage);
}

if (!isFresh(root)) {
  console.log('Building (some seconds, after a change only) …');
  const code = await build();
  if (code !== 0) {
    console.error('The build failed; what it said is above.');
    process.exit(exitCodes.failed);
  }
}
const why = parsed.flags.browser ? null : await openDesktop();
if (why !== null) console.log(`${why}: Loose Parts runs in your web browser instead.`);
await startBrowserHost();

/** Only returns where the desktop app cannot be: the reason, as the beginning of a sentence. */
async function openDesktop(): Promise<string> {
  const why = whyNoDesktop({ platform: process.platform, env: process.env, uid: process.getuid?.() });
  if (why !== null) return why;
  let binary = findElectron(root);
  if (binary === null) {
    const failure = await fetchBinary();
    binary = findElectron(root);
    if (binary === null) return `The Electron binary could not be fetched (${failure})`;
  }
  const outcome = await runDesktop({
    binary,
    args: [root, ...args],
    signals: {
      on: (listener) => {
        onStop = listener;
      },
    },
    out: (text) => process.stdout.write(text),
  });
  if (outcome.kind === 'ended') process.exit(outcome.code);
  return `The desktop app did not open (${outcome.reason})`;
}

async function fetchBinary(): Promise<string | null> {
  console.log('Fetching the Electron binary, once (about 110 MB; npm start -- --browser does without) …');
  const abort = new AbortController();
  onStop = () => {
    abort.abort();
    process.exit(exitCodes.done);
  };
  let shown = -1;
  const failure = await fetchElectron({
    root,
    stallMs,
    signal: abort.signal,
    onProgress(received, total) {
      const percent = total ? Math.floor((received / total) * 100) : null;
      // A terminal gets one line that counts up, a file a line every tenth.
      const step =
        percent === null
          ? Math.floor(received / 10_000_000)
          : process.stdout.isTTY
            ? percent
            : Math.floor(percent / 10);
      if (step === shown) return;
      shown = step;
      const text = percent === null ? `  ${Math.round(received / 1_000_000)} MB` : `  ${percent} %`;
      process.stdout.write(process.stdout.isTTY ? `\r${text}` : `${text}\n`);
    },
  });
  if (shown >= 0 && process.stdout.isTTY) process.stdout.write('\n');
  return failure;
}

/** In a process of its own: the bundler's memory is free again once the app runs. */
function build(): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('./build.ts', import.meta.url))], {
      stdio: 'inherit',
    });
    onStop = () => {
      child.kill('SIGKILL');
      process.exit(exitCodes.done);
    };
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** In this process: nothing can be left behind. The host reads the same command line and answers Ctrl-C by itself. */
async function startBrowserHost(): Promise<void> {
  for (const signal of signals) process.off(signal, heard);
  await import(pathToFileURL(`${root}dist/electron/serve.js`).href);
}
