import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compileCache } from './compile-cache.ts';

process.env.NODE_COMPILE_CACHE = compileCache;

/** Unit tests stand beside the code they test; flows are Playwright's (e2e/). */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [react()],
  test: {
    include: ['{electron,renderer,shared,build,e2e}/**/*.test.{ts,tsx}'],
    setupFiles: ['e2e/proofs/secrets/collect-in-vitest.ts'],
    exclude: ['e2e/flows/**', '**/node_modules/**', '**/dist/**'],
    environment: 'node',
    // Vitest leaves a processor free; nobody else works while the suite runs.
    maxWorkers: '100%',
    // A guard against what never ends, and no measure: several may share two cores with this run.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // A busy machine may need longer than the second that is the default; a wait that is in vain ends before its test does.
    expect: { poll: { timeout: 60_000 } },
    restoreMocks: true,
  },
});
