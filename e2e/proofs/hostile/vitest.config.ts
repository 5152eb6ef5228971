import { defineConfig } from 'vitest/config';

/** Hostile stores against the built app: `npm run test:hostile`, apart from the unit tests because it takes its time. */
export default defineConfig({
  root: new URL('../../..', import.meta.url).pathname,
  test: {
    include: ['e2e/proofs/hostile/*.hostile.ts'],
    environment: 'node',
    // Most of them wait for time-outs.
    maxConcurrency: 32,
    // A guard against what never ends, and no measure.
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
});
