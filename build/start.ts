import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { becomeLean } from '../electron/browser/lean-allocator.ts';
import { exitCodes } from '../electron/host/exit.ts';
import { parseFlags, usage } from '../electron/host/flags.ts';
import { openDesktop } from './desktop.ts';
import { isFresh } from './freshness.ts';
import { endWithNpm } from './orphan.ts';

/**
 * `npm start`: builds what is not up to date and opens the desktop app, or, where that cannot be, says why in one line
 * and starts the browser host.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
/** No byte for so long, and fetching the Electron binary is given up, ms (design, "Two hosts"). */
const stallMs = 15_000;

/** Told of every wish to end: the first, and (forced) those after it. */
let onStop: (force: boolean) => void = () => process.exit(exitCodes.done);
let stops = 0;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const heard = () => onStop(stops++ > 0);
for (const signal of signals) process.on(signal, heard);
endWithNpm();

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
const why = parsed.flags.browser ? null : await desktopOrWhy();
if (why !== null) console.log(`${why}: Loose Parts runs in your web browser instead.`);
await startBrowserHost();

/** Only returns where the desktop app cannot be: the reason, as the beginning of a sentence. */
async function desktopOrWhy(): Promise<string> {
  const outcome = await openDesktop({
    root,
    args,
    surroundings: { platform: process.platform, env: process.env, uid: process.getuid?.() },
    stallMs,
    onStop: (listener) => {
      onStop = listener;
    },
    out: (text) => process.stdout.write(text),
    terminal: process.stdout.isTTY === true,
  });
  if (outcome.kind === 'ended') process.exit(outcome.code);
  return outcome.reason;
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

/** This process becomes the host, or runs it: nothing can be left behind. */
async function startBrowserHost(): Promise<void> {
  for (const signal of signals) process.off(signal, heard);
  becomeLean([fileURLToPath(new URL('./browser-host.ts', import.meta.url)), ...args]);
  await import('./browser-host.ts');
}
