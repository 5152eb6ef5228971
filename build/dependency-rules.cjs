/** The house's dependency rules (design, "The house"). `npm run deps` fails on any import that breaks one. */
module.exports = {
  forbidden: [
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
      comment: 'Only tests of the engine may start the practice store.',
      severity: 'error',
      from: { path: '^electron/engine/', pathNot: '\\.test\\.ts$' },
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
      from: { path: '^(electron|renderer|shared)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: ['\\.test\\.tsx?$', '^e2e/'] },
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
