import type { KnipConfig } from 'knip';

/**
 * What nobody uses: files, exports, dependencies. `npm run unused` looks twice. First at everything: an export that no other
 * file imports is none. Then (`--production`) at what ships alone: an export that only tests keep alive belongs to them.
 *
 * Types may be exported for the signatures of their own file.
 */
const ofProduction = process.argv.includes('--production');

/** What ships, by where it begins. The practice store is a product and a double: what it passes on is for tests too. */
const ships = [
  'electron/main.ts!',
  'electron/preload.ts!',
  'electron/browser/serve.ts!',
  // As npx.cjs finds it once built.
  'electron/browser/lean-allocator.ts!',
  'electron/engine/index/worker.ts!',
  'electron/engine/store/s3/answer-worker.ts!',
  'electron/engine/history/plan-file-worker.ts!',
  // Cores that the engine is about to carry.
  'electron/engine/{pricing,clients,access-logs,commands,source-files}/*.ts!',
  ...(ofProduction ? ['electron/practice/cli.ts!', 'electron/practice/store.ts!'] : []),
];

const config: KnipConfig = {
  entry: [
    ...ships,
    'build/{build,dev,start,states,make-manifests}.ts',
    // Read as it stands by Nodes that understand no bundle.
    'electron/browser/npx.cjs',
    // A step of release.yml, among other commands.
    'e2e/try-update.ts',
    'e2e/bench/*-{bench,process}.ts',
    'e2e/proofs/durability/engine-process.ts',
    'e2e/proofs/hostile/{store-process,heartbeat,run}.ts',
    // Ceph's own, which vitest.store.config.ts takes where the store is Ceph.
    'e2e/proofs/{store-checks,durability}/*.checks.ts',
    'e2e/proofs/store-checks/moto/*.checks.ts',
    'e2e/proofs/secrets/tap-process.ts',
    'electron/engine/index/testing/make-earlier-files.ts',
    // The release workflow runs it under xvfb-run, which knip does not look through.
    'e2e/try-update.ts',
    // The page of the double loads them by their addresses.
    'renderer/testing/{no-answers,open-state}.ts',
    // It stands for the whole module `electron`, whoever asks for what.
    'e2e/support/desktop-double/electron.ts',
    'e2e/support/desktop-double/launch.ts',
  ],
  project: [
    '{electron,renderer,shared}/**/*.{ts,tsx}!',
    '{e2e,build}/**/*.{ts,cjs}',
    '!**/*.test.{ts,tsx}!',
    '!**/testing/**!',
  ],
  ignoreExportsUsedInFile: ofProduction ? true : { interface: true, type: true },
  vitest: {
    config: [
      'build/vitest.config.ts',
      'e2e/proofs/durability/vitest.config.ts',
      'e2e/proofs/hostile/vitest.config.ts',
      'e2e/proofs/store-checks/vitest.store.config.ts',
      'e2e/proofs/store-checks/clients/vitest.clients.config.ts',
      'e2e/proofs/mutants/vitest.mutants.config.ts',
    ],
  },
  playwright: { config: ['e2e/playwright.config.ts'] },
  vite: { config: ['build/vite.*.config.ts'] },
  // Debian's own, of its coreutils and mount.
  ignoreBinaries: ['mkfifo', 'umount'],
  ignoreDependencies: [
    // A program and its plugin, run by their names (e2e/proofs/mutants/run.ts).
    '@stryker-mutator/core',
    '@stryker-mutator/vitest-runner',
    // electron-builder's own reader of its configuration, which its test runs as it comes with it.
    'app-builder-lib',
  ],
};

export default config;
