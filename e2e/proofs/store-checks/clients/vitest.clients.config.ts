import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Other people's clients on practice storage: `npm run test:clients`. */
export default defineConfig({
  root: fileURLToPath(new URL('../../../..', import.meta.url)),
  test: {
    include: ['e2e/proofs/store-checks/clients/practice.clients.ts'],
    setupFiles: ['e2e/proofs/secrets/collect-in-vitest.ts'],
    environment: 'node',
    testTimeout: 180_000,
    reporters: ['verbose'],
  },
});
