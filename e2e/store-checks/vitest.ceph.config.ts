import { defineConfig } from 'vitest/config';

/** The store checks on a real Ceph gateway: `npm run test:ceph`. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['e2e/store-checks/ceph.checks.ts'],
    environment: 'node',
    testTimeout: 30_000,
    reporters: ['verbose'],
  },
});
