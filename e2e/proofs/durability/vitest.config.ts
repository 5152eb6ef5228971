import { defineConfig } from 'vitest/config';

/** Kill −9 in a real process: `npm run test:durability`, apart from the unit tests because it takes its time. */
export default defineConfig({
  root: new URL('../../..', import.meta.url).pathname,
  test: {
    include: ['e2e/proofs/durability/*.durability.ts'],
    setupFiles: ['e2e/proofs/secrets/collect-in-vitest.ts'],
    environment: 'node',
    testTimeout: 30_000,
  },
});
