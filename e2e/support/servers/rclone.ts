import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { checksumTypeAlone } from './deviations.ts';
import { awsFacts } from './facts.ts';
import { awsHabits, rawConvention } from './habits.ts';
import { folderOf, installPackage, isInstalled, type Package } from './packages.ts';
import type { StoreServer } from './server.ts';
import { keys, startServer } from './start-server.ts';

// Debian 12's rclone is 1.60; `serve s3` came with 1.65.
const version = 'v1.75.0';
const program: Package = { from: 'go', folder: `rclone-${version}`, program: 'github.com/rclone/rclone', version };

/** rclone's `serve s3`, on a folder of plain files. */
export const rclone: StoreServer = {
  name: 'rclone',
  title: 'rclone serve s3',
  version,
  installing: 'minutes',
  quick: true,
  flows: true,
  isInstalled: () => isInstalled(program),
  install: () => installPackage(program),
  start: () =>
    startServer('rclone', ({ folder, port }) => {
      const data = join(folder, 'data');
      mkdirSync(data);
      const login = `${keys.accessKeyId},${keys.secretAccessKey}`;
      const own = ['--config', join(folder, 'rclone.conf'), '--cache-dir', join(folder, 'cache')];
      const args = ['serve', 's3', '--addr', `127.0.0.1:${port}`, '--auth-key', login, ...own, data];
      return { command: join(folderOf(program), 'rclone'), args };
    }),
  habits: {
    ...awsHabits,
    noOwner: '404 NoSuchUpload',
    lifecycleNoon: '409 BucketAlreadyExists',
    lifecycleNoAction: '409 BucketAlreadyExists',
    lifecycleAbortBySize: '409 BucketAlreadyExists',
    abortDate: [],
    completionOfFewerParts: '400 InvalidPart',
    completionOfOtherSize: '200',
    completionIfOtherMatch: '200',
    completionIfAbsentMatch: '200',
    checksums: 'unknown',
    bucketPages: 'ignored',
    convention: rawConvention(undefined),
    keyMarkerAlone: 'inclusive',
    // A bucket that never had an upload has no listing of them.
    wrongOwner: '404 NoSuchUpload',
    noLifecycle: '200',
    listed: { initiator: false, storageClass: true, initiated: true },
    repeatedAbort: '404 NoSuchUpload',
    abortWhenCompleted: '404 NoSuchUpload',
    oddKeys: {
      dot: 'refused: 400 InvalidArgument',
      dots: 'refused: 400 InvalidArgument',
      'dots inside': 'refused: 400 InvalidArgument',
      'slash first': 'refused: 400 InvalidArgument',
      'two slashes': 'refused: 400 InvalidArgument',
    },
    // It lists them with U+FFFD, under which nothing is found.
    unwritableKeys: { 'a noncharacter': 'unreachable; listed, with parts left' },
    // The handler of a part whose upload is gone ends in a panic.
    latePart: { ...awsHabits.latePart, answer: 'none: socket hang up' },
    facts: {
      ...awsFacts,
      // It leaves out what is false.
      lastPages: 'missing and missing',
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
      // It takes PutBucketLifecycleConfiguration for CreateBucket.
      {
        check: 'lifecycle rules that cannot be are refused, as far as the store looks',
        instead: '"days":"409 BucketAlreadyExists","id":"409 BucketAlreadyExists"',
      },
      {
        check: 'the abort date and its rule are told where the store tells them',
        instead: 'BucketAlreadyExists: BucketAlreadyExists',
      },
      {
        check: 'is answered again as it was, and says where the object is',
        instead: 'met: ["","\\"73ad9750e8d5fcf7936433620b4baa21-1\\""]',
      },
      {
        check: 'from a list that cannot be is refused, and the upload stays',
        instead:
          'met: {"none":"400 InvalidPart","noEtag":"404 NoSuchUpload","zero":"404 NoSuchUpload","beyond":"404 NoSuchUpload","absent":"404 NoSuchUpload"}',
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
        instead: 'met: ["200","304 Unknown","200","200","400 InvalidDigest","400 BadDigest"]',
      },
      {
        check: 'is listed with others, in both versions, by prefix and delimiter',
        instead: 'met: [["x/","z/"],true,"z/"]',
      },
      {
        check: 'is deleted once it holds no object, uploads or not',
        instead: 'met: ["409 BucketNotEmpty","409 BucketNotEmpty"]',
      },
      { check: 'of one’s own may be made again, one of an odd name never', instead: 'met: "409 BucketAlreadyExists"' },
      {
        check: 'completed is an object, and its abort says nothing of that',
        instead: "expected '404 NoSuchUpload' to be '200'",
      },
      { check: 'with a part in flight during its abort ends empty when aborted again', instead: 'socket hang up' },
      {
        check: 'gives odd keys back whole, so that they can be looked into and aborted',
        instead: 'unsupported characters',
      },
      { check: 'says how it writes keys, or not, as the store does', instead: '["a+b c","d",null]' },
    ],
  },
};
