import { defineConfig } from 'vitest/config';

/** What only Ceph can be asked: two accounts, policies, and the engine's own facts of it. */
const onCeph = ['e2e/proofs/store-checks/*.checks.ts', 'e2e/proofs/durability/ceph.checks.ts'];

/** What only moto can be asked: it serves CloudWatch, too. */
const onMoto = ['e2e/proofs/store-checks/moto/*.checks.ts'];

/** The checks of one real store, which STORE names: `npm run test:stores`, and `npm run test:ceph` with Ceph's own. */
export default defineConfig({
  root: new URL('../../..', import.meta.url).pathname,
  test: {
    include: [
      'e2e/proofs/store-checks/every-store/*.checks.ts',
      ...(process.env.STORE === 'ceph' ? onCeph : []),
      ...(process.env.STORE === 'moto' ? onMoto : []),
    ],
    globalSetup: ['e2e/proofs/store-checks/start-store.ts'],
    // They share one store, and two stores are checked side by side.
    fileParallelism: false,
    setupFiles: ['e2e/proofs/secrets/collect-in-vitest.ts'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 180_000,
    reporters: ['verbose'],
  },
});
