/**
 * The house's dependency rules (design, "The house"). `npm run deps` fails on any import that breaks one; what each rule
 * catches is planted in dependency-rules.test.ts.
 */

/**
 * Every folder below electron/, from the ground up. A file imports from its own folder and from those that stand before
 * it here, never from one that stands behind: so no two folders know each other. A new folder needs its place in the list.
 */
const electronFloors = [
  'electron/engine/ports',
  'electron/engine/knowledge',
  'electron/engine/store',
  'electron/engine/store/transport',
  'electron/engine/store/s3',
  'electron/engine/records',
  'electron/engine/source-files',
  'electron/engine/commands',
  'electron/engine/pricing',
  'electron/engine/clients',
  'electron/engine/lens',
  'electron/engine/access-logs',
  'electron/engine/lifecycle',
  'electron/engine/index/migrations',
  'electron/engine/index',
  'electron/engine/connections/credentials',
  'electron/engine/connections',
  'electron/engine/costs',
  'electron/engine/leaks',
  'electron/engine/cloudwatch',
  'electron/engine/log-readings',
  'electron/engine/buckets',
  'electron/engine/sizing',
  'electron/engine/listing',
  'electron/engine/probe',
  'electron/engine/lifecycle-editor',
  'electron/engine/lens-import',
  'electron/engine/cleanup/judging',
  'electron/engine/cleanup/recording',
  'electron/engine/cleanup/looking',
  'electron/engine/cleanup/running',
  'electron/engine/cleanup/watching',
  'electron/engine/cleanup',
  'electron/engine/history',
  'electron/engine/openings',
  'electron/engine/exports',
  'electron/engine/deletion',
  'electron/engine',
  'electron/practice/protocol',
  'electron/practice/checksums',
  'electron/practice/signing',
  'electron/practice/behaviour',
  'electron/practice/objects',
  'electron/practice/lifecycle',
  'electron/practice/uploads',
  'electron/practice/buckets',
  'electron/practice/operations',
  'electron/practice',
  'electron/host',
  'electron/browser',
  'electron/desktop',
  'electron',
];

/** The same for the features of the page. */
const featureFloors = [
  'renderer/features/sign-in',
  'renderer/features/endpoint',
  'renderer/features/bucket-settings',
  'renderer/features/permissions',
  'renderer/features/deletion',
  'renderer/features/lifecycle',
  'renderer/features/lens',
  'renderer/features/cloudwatch',
  'renderer/features/connections',
  'renderer/features/sidebar',
  'renderer/features/costs',
  'renderer/features/leaks',
  'renderer/features/access-logs',
  'renderer/features/pictures',
  'renderer/features/cleanup',
  'renderer/features/rescue',
  'renderer/features/activity',
  'renderer/features/overview',
  'renderer/features/notices',
  'renderer/features/history',
  'renderer/features/parts',
  'renderer/features/uploads',
  'renderer/features/openings',
];

const test = '\\.test\\.tsx?$';
const double = '/testing/';

/** Files that lie in a folder itself, not in one below it. */
const filesOf = (folder) => `^${folder}/[^/]+$`;

/** One rule a floor, all of one name: nothing in it imports from a floor above. Tests and doubles may. */
const pointDown = (floors) =>
  floors.slice(0, -1).map((floor, place) => ({
    name: 'arrows-point-down',
    comment: 'A file imports from its own folder and from those before it in the list of floors.',
    severity: 'error',
    from: { path: filesOf(floor), pathNot: [test, double] },
    to: { path: floors.slice(place + 1).map(filesOf) },
  }));

const onlyOnFloors = (below, floors) => ({
  name: 'every-folder-has-its-floor',
  comment: 'A folder that is on no floor would be under no order: give it a place in the list.',
  severity: 'error',
  from: { path: `^${below}/`, pathNot: [...floors.map(filesOf), test, double] },
  to: { path: '' },
});

module.exports = {
  forbidden: [
    ...pointDown(electronFloors),
    ...pointDown(featureFloors),
    onlyOnFloors('electron', electronFloors),
    onlyOnFloors('renderer/features', featureFloors),
    {
      name: 'judging-is-pure',
      comment: 'Machines and rules that judge import no clock, no randomness and nothing that reads or writes.',
      severity: 'error',
      from: { path: '^electron/engine/cleanup/judging/', pathNot: test },
      to: {
        pathNot: [
          '^shared/',
          '^electron/engine/cleanup/judging/',
          '^electron/engine/records/',
          '^electron/engine/store/(backoff|odd-keys|trouble-table)\\.ts$',
          '^node_modules/zod/',
        ],
      },
    },
    {
      name: 'records-are-pure',
      comment: 'Shapes and texts of what is kept; the machines that judge may import them, so they are as pure.',
      severity: 'error',
      from: { path: '^electron/engine/records/', pathNot: test },
      to: { pathNot: ['^shared/', '^electron/engine/records/', '^node_modules/zod/'] },
    },
    {
      name: 'engine-is-electron-free',
      comment: 'The engine runs in plain Node: hosts carry it, it never knows them.',
      severity: 'error',
      from: { path: '^electron/(engine|practice|browser|host)/' },
      to: { path: ['^node_modules/electron/', '^electron/desktop/', '^electron$'] },
    },
    {
      name: 'engine-knows-no-host',
      severity: 'error',
      from: { path: '^electron/engine/' },
      to: { path: '^electron/(browser|desktop|host|practice|main|preload)', pathNot: '^electron/practice/' },
    },
    {
      name: 'engine-code-never-uses-practice',
      comment: 'Only tests of the engine, and what they share, may start the practice store.',
      severity: 'error',
      from: { path: '^electron/engine/', pathNot: [test, double] },
      to: { path: '^electron/practice/' },
    },
    {
      name: 'page-never-imports-main',
      comment: 'The page sees the contract, never the engine or a credential.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: ['^electron/', '^node_modules/electron/', '^node_modules/@aws-sdk/', '^electron$', '^node:'] },
    },
    {
      name: 'preload-stands-alone',
      comment: 'A sandboxed preload script is one file that knows Electron and nothing else.',
      severity: 'error',
      from: { path: '^electron/preload\\.ts$' },
      to: { pathNot: ['^node_modules/electron/', '^electron$'] },
    },
    {
      name: 'shared-stands-alone',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(electron|renderer|e2e|build)/' },
    },
    {
      name: 'features-keep-their-inside',
      comment: 'Another feature (or the shell) imports a feature through its index.ts only.',
      severity: 'error',
      from: { path: '^renderer/(?!features/)' },
      to: { path: '^renderer/features/[^/]+/', pathNot: '^renderer/features/[^/]+/index\\.ts$' },
    },
    {
      name: 'features-keep-their-inside-from-each-other',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: {
        path: '^renderer/features/[^/]+/',
        pathNot: ['^renderer/features/$1/', '^renderer/features/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'code-never-imports-tests',
      severity: 'error',
      from: { path: '^(electron|renderer|shared|build)/', pathNot: test },
      to: { path: [test, '^e2e/'] },
    },
    {
      name: 'code-never-imports-tests',
      comment: 'What tests are written with is for tests and doubles.',
      severity: 'error',
      from: { path: '^(electron|renderer|shared|build)/', pathNot: [test, double] },
      to: { path: '^node_modules/(vitest|fast-check|@playwright)/' },
    },
    {
      name: 'code-never-imports-doubles',
      comment: 'Doubles live in testing/ folders, for tests and for one another. The page of states shows the double.',
      severity: 'error',
      from: {
        path: '^(electron|renderer|shared|build)/',
        pathNot: [test, double, '^build/vite\\.fake-engine\\.config\\.ts$'],
      },
      to: { path: double },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^electron$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|^e2e/reports/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
