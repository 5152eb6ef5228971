import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

/**
 * `npm run states`: the page over a double of the engine, with a link to each state of each screen, among them those that no
 * store brings about on demand. Nothing behind it is real.
 */
const configFile = fileURLToPath(new URL('vite.fake-engine.config.ts', import.meta.url));
const vite = await createServer({ configFile, server: { port: 0, strictPort: false } });
await vite.listen();
console.log(`The states of every screen: ${vite.resolvedUrls?.local[0]}states`);
