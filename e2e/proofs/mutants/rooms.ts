/** Sources that mutants are planted in, and the tests that are to notice them. */
export interface Room {
  /** As a command line names it: `judging`. */
  name: string;
  /** Globs of sources, from the root. Tests among them are left out. */
  sources: readonly string[];
  /** Globs of tests, from the root. */
  tests: readonly string[];
  /**
   * Whether texts count: in a table of codes they are what is tested. Elsewhere they are members of unions, which
   * TypeScript holds, or sentences, which have tests of their own.
   */
  ofTexts: boolean;
}

const engine = 'electron/engine';

/** Where a fault of one character could cost somebody data, or prove what is not so. */
export const rooms: readonly Room[] = [
  {
    name: 'judging',
    sources: [`${engine}/cleanup/judging/*.ts`],
    // The diagram's test walks the machine at random for seconds, and holds no rule.
    tests: [`${engine}/cleanup/judging/!(diagram).test.ts`],
    ofTexts: false,
  },
  {
    name: 'looking',
    sources: [`${engine}/cleanup/looking/*.ts`],
    tests: [`${engine}/cleanup/looking/*.test.ts`],
    ofTexts: false,
  },
  {
    name: 'listing',
    sources: [`${engine}/listing/!(scan|scan-counts|scan-resume|scan-run|range-walk).ts`],
    tests: [
      `${engine}/listing/{key-space,marker-check,page-writer,unlisted,walk}.test.ts`,
      `${engine}/listing/{range,range-evidence,range-list,range-split}.test.ts`,
    ],
    ofTexts: false,
  },
  {
    name: 'ranges',
    sources: [`${engine}/listing/range-walk.ts`],
    // Any keys and practice storage are too slow for a walk of each mutant, and hold nothing that these do not.
    tests: [`${engine}/listing/range-walk{,-answers}.test.ts`],
    ofTexts: false,
  },
  {
    name: 'scanning',
    sources: [`${engine}/listing/{scan,scan-counts,scan-resume,scan-run}.ts`],
    // Those without a server and an index: a scan on practice storage takes seconds, which each mutant would.
    tests: [`${engine}/listing/{scan-counts,scan-joining,scan-resume,scan-run}.test.ts`],
    ofTexts: false,
  },
  {
    name: 'spelling',
    sources: [
      `${engine}/store/{encoding,key-spelling,key-bytes,key-order,marker-writing,odd-keys,page-places,readings}.ts`,
    ],
    tests: [
      `${engine}/store/{encoding,key-bytes,key-order,key-spelling,marker-writing,odd-keys,page-places,readings}.test.ts`,
      `${engine}/store/s3/store-encoding.test.ts`,
    ],
    ofTexts: false,
  },
  {
    name: 'waiting',
    sources: [`${engine}/store/{backoff,retry,paging-guard,server-time}.ts`, `${engine}/store/s3/retry-after.ts`],
    tests: [
      `${engine}/store/{retry,server-time,backoff,paging-guard}.test.ts`,
      `${engine}/store/s3/retry-after.test.ts`,
    ],
    ofTexts: false,
  },
  {
    name: 'answers',
    sources: [`${engine}/store/s3/{list-end,answer-numbers,told-time,left-out,repeated-question}.ts`],
    tests: [`${engine}/store/s3/{list-end,answer-numbers,told-time,left-out,repeated-question}.test.ts`],
    ofTexts: false,
  },
  {
    name: 'troubles',
    sources: [`${engine}/store/trouble-table.ts`],
    tests: [`${engine}/store/s3/{trouble-rows,mended-endpoint}.test.ts`],
    ofTexts: true,
  },
  {
    name: 'failures',
    sources: [
      `${engine}/store/s3/{answer-errors,call-context,failure-codes,failure-details,store-answer,transport-errors}.ts`,
    ],
    tests: [
      `${engine}/store/s3/{answer-errors,failure-codes,failure-details,store-answer,transport-errors}.test.ts`,
      `${engine}/store/s3/trouble-rows.test.ts`,
    ],
    ofTexts: true,
  },
];

/**
 * Files that have reached the goal. A change to one of them that its tests do not notice enough of fails the run over what
 * changed; to another it is told, and the run over everything fails on it.
 */
export const filesAtGoal: readonly string[] = [
  ...[
    ...['changed', 'completion-machine', 'machine-moves', 'machine-state', 'meeting', 'object-evidence', 'plans'],
    ...['proving-absence', 'refused-look', 'rules', 'store-trouble', 'verdict-machine', 'verification', 'watch-rules'],
  ].map((name) => `${engine}/cleanup/judging/${name}.ts`),
  ...[
    ...['backoff', 'encoding', 'key-order', 'key-spelling', 'marker-writing', 'odd-keys', 'paging-guard', 'retry'],
    ...['key-bytes', 'page-places', 'readings', 'server-time', 'trouble-table'],
  ].map((name) => `${engine}/store/${name}.ts`),
  ...['look', 'shared-listing', 'upload-search'].map((name) => `${engine}/cleanup/looking/${name}.ts`),
  ...[
    ...['key-space', 'marker-check', 'page-writer', 'range', 'range-evidence', 'range-list', 'range-split'],
    ...['range-walk', 'scan', 'scan-counts', 'scan-resume', 'scan-run', 'unlisted', 'walk'],
  ].map((name) => `${engine}/listing/${name}.ts`),
  ...[
    ...['answer-errors', 'answer-numbers', 'call-context', 'failure-codes', 'failure-details', 'left-out', 'list-end'],
    ...['repeated-question', 'retry-after', 'store-answer', 'told-time', 'transport-errors'],
  ].map((name) => `${engine}/store/s3/${name}.ts`),
];
