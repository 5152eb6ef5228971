import { defineConfig } from 'vitest/config';

/** Files of tests, as globs of one text: those that are to notice a mutant of what is being mutated. Set by run.ts. */
const tests = process.env.MUTANT_TESTS ?? '';

/** The tests that a mutant is tried on, in the sandbox that Stryker makes. */
export default defineConfig({
  test: {
    include: tests.split(' ').filter((glob) => glob !== ''),
    environment: 'node',
    // One worker for all files of a mutant, and another for the next mutant: to begin one takes longer than most tests.
    isolate: false,
    // A guard against what never ends, and no measure: Stryker's own limit comes first.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // A busy machine may need longer than the second that is the default.
    expect: { poll: { timeout: 20_000 } },
    restoreMocks: true,
  },
});
