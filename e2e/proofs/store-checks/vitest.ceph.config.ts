import { defineConfig } from 'vitest/config';

/** The store checks, and the engine's own, on a real Ceph gateway: `npm run test:ceph`. */
export default defineConfig({
  root: new URL('../../..', import.meta.url).pathname,
  test: {
    include: ['e2e/proofs/store-checks/*.checks.ts', 'e2e/proofs/durability/ceph.checks.ts'],
    // Each starts a Ceph of its own.
    fileParallelism: false,
    setupFiles: ['e2e/proofs/secrets/collect-in-vitest.ts'],
    environment: 'node',
    testTimeout: 30_000,
    reporters: ['verbose'],
  },
});
