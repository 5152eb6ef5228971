import './lean-heap.ts';
import { fileURLToPath } from 'node:url';
import { openEngine } from '../host/open-engine.ts';
import { forgetLean } from './lean-allocator.ts';
import { runBrowserHost } from './run.ts';

/**
 * The browser host's entry: `node electron/browser/serve.ts [flags]`, or dist/electron/serve.js once built.
 * The first Ctrl-C ends it in order, a second one at once.
 */
const stopped = new Promise<void>((resolve) => {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(130);
      asked = true;
      resolve();
    });
  }
});

// Beside the bundle, or, from source, where the build puts it.
const pageRoot = import.meta.url.endsWith('.ts') ? '../../dist/renderer' : '../renderer';

// What this process starts (a web browser, a credential process) is told no token, and keeps memory as it likes.
forgetLean(process.env);
const env = { ...process.env };
delete process.env.LOOSE_PARTS_DEV_TOKEN;

const code = await runBrowserHost({
  args: process.argv.slice(2),
  env,
  pageRoot: fileURLToPath(new URL(pageRoot, import.meta.url)),
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  openEngine,
  stopped,
});
process.exit(code);
