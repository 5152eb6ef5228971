import { defineConfig } from 'vitest/config';

/** Other people's clients on practice storage: `npm run test:clients`. */
export default defineConfig({
  root: new URL('../../..', import.meta.url).pathname,
  test: {
    include: ['e2e/store-checks/clients/practice.clients.ts'],
    setupFiles: ['e2e/secrets/collect-in-vitest.ts'],
    environment: 'node',
    testTimeout: 180_000,
    reporters: ['verbose'],
  },
});
