import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { awsFacts } from './facts.ts';
import { awsHabits, rawConvention } from './habits.ts';
import { folderOf, installPackage, isInstalled, type Package } from './packages.ts';
import type { StoreServer } from './server.ts';
import { keys, startServer } from './start-server.ts';

const version = 'v1.8.0';
const program: Package = {
  from: 'go',
  folder: `versitygw-${version}`,
  program: 'github.com/versity/versitygw/cmd/versitygw',
  version,
};

/** The Versity S3 Gateway, on a folder of plain files. */
export const versitygw: StoreServer = {
  name: 'versitygw',
  title: 'versitygw',
  version,
  installing: 'minutes',
  quick: true,
  flows: false,
  isInstalled: () => isInstalled(program),
  install: () => installPackage(program),
  start: () =>
    startServer('versitygw', ({ folder, port }) => {
      const data = join(folder, 'data');
      // What it knows of an object stands beside the data: a temporary folder may lack extended attributes.
      const sidecar = join(folder, 'sidecar');
      for (const each of [data, sidecar]) mkdirSync(each);
      const { region, accessKeyId, secretAccessKey } = keys;
      const account = ['--access', accessKeyId, '--secret', secretAccessKey, '--region', region];
      const args = ['--port', `127.0.0.1:${port}`, ...account, 'posix', '--sidecar', sidecar, data];
      return { command: join(folderOf(program), 'versitygw'), args };
    }),
  habits: {
    ...awsHabits,
    noOwner: '403 AccessDenied',
    lifecycleNoon: '501 NotImplemented',
    lifecycleNoAction: '501 NotImplemented',
    lifecycleAbortBySize: '501 NotImplemented',
    abortDate: [],
    completionOfOtherList: '200',
    convention: rawConvention(undefined),
    wrongKeys: { ...awsHabits.wrongKeys, key: '404 XAdminUserNotFound' },
    noLifecycle: '501 NotImplemented',
    repeatedAbort: '404 NoSuchUpload',
    abortWhenCompleted: '404 NoSuchUpload',
    oddKeys: {
      dots: 'refused: 400 400',
      'slash last': 'refused: 400 DirectoryObjectContainsData',
    },
    // It lists them with U+FFFD, under which nothing is found.
    unwritableKeys: {
      'a control character': 'unreachable; listed, with parts left',
      'a noncharacter': 'unreachable; listed, with parts left',
    },
    // The part lands. Initiated is when the upload's folder changed last, and moves with it.
    latePart: { told: 'clear', aborts: 'again', answer: '200', completion: '404 NoSuchUpload' },
    facts: {
      ...awsFacts,
      encodedKey: 'a+b c%é',
      encodedMarker: 'a+b c%é',
      encodingType: 'none',
      walkByTwo: '2 of 5 in 1 pages, then 400 InvalidArgument',
      initiatedAfterPart: 'another',
    },
    deviations: [
      {
        check: 'lifecycle rules that cannot be are refused, as far as the store looks',
        instead: '"days":"501 NotImplemented","id":"501 NotImplemented"',
      },
      {
        check: 'the abort date and its rule are told where the store tells them',
        instead: 'NotImplemented: A header you provided implies functionality that is not implemented.',
      },
      {
        check: 'from a list that cannot be is refused, and the upload stays',
        instead:
          'met: {"none":"400 MalformedXML","noEtag":"400 MalformedXML","zero":"400 InvalidArgument","beyond":"400 InvalidPart","absent":"400 InvalidPart"}',
      },
      {
        check: 'goes on behind an upload of its own alone, or behind any text, as the store does',
        instead: 'InvalidArgument: Invalid uploadId marker',
      },
      {
        check: 'of one’s own may be made again, one of an odd name never',
        instead: 'met: "409 BucketAlreadyOwnedByYou"',
      },
      {
        check: 'of more than a page of uploads with + and spaces in their keys is exactly that',
        instead: 'Invalid uploadId marker',
      },
      {
        check: 'gives odd keys back whole, so that they can be looked into and aborted',
        instead: 'Invalid uploadId marker',
      },
      { check: 'goes on after key and upload ID, within a key too', instead: 'Invalid uploadId marker' },
    ],
  },
};
