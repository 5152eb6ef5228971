import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { createElectron } from './electron.ts';
import { fromScreenSchema } from './messages.ts';
import { worldSchema } from './world.ts';

/*
 * `node launch.ts [the app's arguments]`: runs the built main.js in this process as Electron would, with the double as its
 * `electron`, and a parent at the other end of Node's IPC as its screen. What to run and in which world stands in the
 * environment, as JSON, because the command line is the app's.
 */
const { main, world } = z
  .object({ main: z.string(), world: worldSchema })
  .parse(JSON.parse(process.env.DESKTOP_DOUBLE ?? '{}'));

const electron = createElectron({
  world,
  args: process.argv.slice(2),
  tell: (message) => process.connected && process.send?.(message),
  // What was said before must be out.
  exit: (code) => setImmediate(() => process.exit(code)),
});
// By this everybody tells that they run in Electron.
Object.defineProperty(process.versions, 'electron', { value: '0.0.0-double', enumerable: true });
process.on('message', (message) => electron.hear(fromScreenSchema.parse(message)));
// As Electron: a signal quits in order. A screen that is gone has nobody in front of it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => electron.app.quit());
process.on('disconnect', () => process.exit(1));

/** Names become exports of the module that stands in for `electron`; what is not there is an error of the importer. */
Reflect.set(globalThis, Symbol.for('desktop double'), electron.module);
const names = Object.keys(electron.module);
const source = `const double = globalThis[Symbol.for('desktop double')];\nexport const { ${names.join(', ')} } = double;\n`;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: `data:text/javascript,${encodeURIComponent(source)}`, format: 'module', shortCircuit: true }
      : next(specifier, context),
});
await import(pathToFileURL(main).href);
// As Electron (lib/browser/init.ts): ready comes once the main module has run.
setImmediate(() => electron.app.becomeReady());
