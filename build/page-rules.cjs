/**
 * What the page loads. Apart from the other dependency rules, because these tell `import type` from `import`: only swc
 * does, and it cannot read the `using` of tests.
 */

const test = '\\.test\\.tsx?$';
/** What holds zod. */
const schemas = ['^shared/schema/', '^shared/contract\\.ts$', '^node_modules/zod/'];

module.exports = {
  forbidden: [
    {
      name: 'page-carries-no-schemas',
      comment: 'The page loads no zod: schemas give it their types alone.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: [test, '/testing/'] },
      to: { path: schemas, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'schemas-keep-to-their-room',
      comment: 'Values, words and formats are what the page loads: schemas give them their types alone.',
      severity: 'error',
      from: { path: '^shared/(values|words|format)/', pathNot: test },
      to: { path: schemas, dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: ['node_modules', '^electron/'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
