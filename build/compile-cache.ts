import { join } from 'node:path';

/**
 * Where Node keeps what it compiled, for the processes and threads that tests start by the hundred: the value of
 * NODE_COMPILE_CACHE, or a folder beside the installed packages. Compiling was a third of what starting an engine takes.
 */
export const compileCache =
  process.env.NODE_COMPILE_CACHE ?? join(import.meta.dirname, '../node_modules/.cache/compiled');
