import { join } from 'node:path';
import { checksumTypeAlone } from './deviations.ts';
import { awsFacts } from './facts.ts';
import { awsHabits, rawConvention } from './habits.ts';
import { folderOf, installPackage, isInstalled, type Package } from './packages.ts';
import type { StoreServer } from './server.ts';
import { startServer } from './start-server.ts';

const version = 'v1.2.0';
const program: Package = {
  from: 'go',
  folder: `gofakes3-${version}`,
  program: 'github.com/johannesboyne/gofakes3/cmd/gofakes3',
  version,
};

/** gofakes3: S3 imitated in memory, without looking at signatures. */
export const gofakes3: StoreServer = {
  name: 'gofakes3',
  title: 'gofakes3',
  version,
  installing: 'seconds',
  quick: true,
  flows: false,
  isInstalled: () => isInstalled(program),
  install: () => installPackage(program),
  start: () =>
    startServer('gofakes3', ({ port }) => ({
      command: join(folderOf(program), 'gofakes3'),
      args: ['-backend', 'memory', '-host', `127.0.0.1:${port}`],
    })),
  habits: {
    ...awsHabits,
    noOwner: '404 NoSuchUpload',
    lifecycleNoon: '409 BucketAlreadyExists',
    lifecycleNoAction: '409 BucketAlreadyExists',
    lifecycleAbortBySize: '409 BucketAlreadyExists',
    abortDate: [],
    completionOfOtherSize: '200',
    completionIfOtherMatch: '200',
    completionIfAbsentMatch: '200',
    checksums: 'unknown',
    bucketPages: 'ignored',
    convention: rawConvention(undefined),
    keyMarkerAlone: 'inclusive',
    wrongKeys: { secret: '200', key: '200', clock: '403 RequestTimeTooSkewed' },
    // A bucket that never had an upload has no listing of them.
    wrongOwner: '404 NoSuchUpload',
    noLifecycle: '200',
    listed: { initiator: false, storageClass: true, initiated: true },
    repeatedAbort: '404 NoSuchUpload',
    abortWhenCompleted: '404 NoSuchUpload',
    // It lists them with U+FFFD, under which nothing is found.
    unwritableKeys: {
      'a control character': 'unreachable; listed, with parts left',
      'a noncharacter': 'unreachable; listed, with parts left',
    },
    facts: {
      ...awsFacts,
      partsByTwo: '1 2, 0 2',
      listingOfNone: '404 NoSuchUpload',
      encodedKey: 'a+b c%é',
      encodedMarker: 'a+b c%é',
      encodingType: 'none',
      inventedMarker: '200',
      people: 'none',
      checksums: 'no algorithm; not told',
      wrongChecksum: '200',
      repeatedComplete: '404 NoSuchUpload',
      conditionalComplete: '200',
    },
    deviations: [
      // The object's ETag is another than the completion told.
      {
        check: 'is answered again as it was, and says where the object is',
        instead: '/k","\\"73ad9750e8d5fcf7936433620b4baa21-1\\""]',
      },
      // It takes PutBucketLifecycleConfiguration for CreateBucket.
      {
        check: 'lifecycle rules that cannot be are refused, as far as the store looks',
        instead: '"days":"409 BucketAlreadyExists","id":"409 BucketAlreadyExists"',
      },
      {
        check: 'the abort date and its rule are told where the store tells them',
        instead: 'BucketAlreadyExists: UnknownError',
      },
      {
        check: 'from a list that cannot be is refused, and the upload stays',
        instead:
          'met: {"none":"200","noEtag":"404 NoSuchUpload","zero":"404 NoSuchUpload","beyond":"404 NoSuchUpload","absent":"404 NoSuchUpload"}',
      },
      ...checksumTypeAlone,
      {
        check: 'goes on behind an upload of its own alone, or behind any text, as the store does',
        instead: 'met: ["a","b"]',
      },
      {
        check: 'is asked for more than a page may hold: the page says what it holds',
        instead: 'NoSuchUpload: NoSuchUpload',
      },
      {
        check: 'is put, found, read, conditionally too, and deleted',
        instead: 'met: ["200","304 Unknown","200","412 PreconditionFailed","400 InvalidDigest","400 BadDigest"]',
      },
      { check: 'of one’s own may be made again, one of an odd name never', instead: 'met: "409 BucketAlreadyExists"' },
      { check: 'of more than 1,000 parts pages, and its pages parse', instead: 'deeply equal' },
      {
        check: 'gives odd keys back whole, so that they can be looked into and aborted',
        instead: 'control/line�break.dat',
      },
      { check: 'says how it writes keys, or not, as the store does', instead: '["a+b c","d",null]' },
    ],
  },
};
