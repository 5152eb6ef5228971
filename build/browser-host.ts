import { pathToFileURL } from 'node:url';
import { endWithNpm } from './orphan.ts';

/**
 * The browser host as `npm start` runs it: in this process, so that nothing can be left behind. It reads the same command line
 * and answers Ctrl-C by itself.
 */
endWithNpm();
await import(pathToFileURL(`${import.meta.dirname}/../dist/electron/serve.js`).href);
