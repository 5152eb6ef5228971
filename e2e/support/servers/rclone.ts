import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
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
