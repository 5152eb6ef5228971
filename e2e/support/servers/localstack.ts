import { join } from 'node:path';
import { awsFacts } from './facts.ts';
import { awsHabits, rawConvention } from './habits.ts';
import { folderOf, installPackage, isInstalled, type Package } from './packages.ts';
import type { StoreServer } from './server.ts';
import { startServer } from './start-server.ts';

// The newest that Debian 12's Python 3.11 can read: 4.14 uses syntax of 3.12, whatever its metadata say.
const version = '4.13.1';
const wheel: Package = {
  from: 'pypi',
  folder: `localstack-${version}`,
  requirements: [
    `localstack-core[base-runtime]==${version}`,
    // Later ones lack what this version imports from them.
    'cbor2==5.7.1',
    'pyopenssl==25.3.0',
  ],
};

/** LocalStack's S3 alone, without Docker and without an account. */
export const localstack: StoreServer = {
  name: 'localstack',
  title: 'LocalStack',
  version,
  installing: 'minutes',
  quick: false,
  flows: false,
  isInstalled: () => isInstalled(wheel),
  install: () => installPackage(wheel),
  start: () =>
    startServer('localstack', ({ folder, port }) => ({
      command: 'python3',
      args: ['-m', 'localstack.runtime.main'],
      env: {
        ...process.env,
        PYTHONPATH: folderOf(wheel),
        RUNTIME_COMPONENTS: 'aws',
        // The default, Twisted, needs a module that base-runtime does not bring.
        GATEWAY_SERVER: 'hypercorn',
        GATEWAY_LISTEN: `127.0.0.1:${port}`,
        SERVICES: 's3',
        EAGER_SERVICE_LOADING: '1',
        FILESYSTEM_ROOT: join(folder, 'files'),
        TMPDIR: folder,
        // Neither a DNS server of its own, nor a certificate or news from its makers, nor reports to them.
        DNS_ADDRESS: '0',
        SKIP_SSL_CERT_DOWNLOAD: '1',
        DISABLE_EVENTS: '1',
      },
    })),
  habits: {
    ...awsHabits,
    noOwner: '200',
    lifecycleNoAction: '200',
    lifecycleAbortBySize: '200',
    abortDate: [],
    completionOfOddNumber: '400 InvalidPart',
    convention: rawConvention('url'),
    wrongKeys: { secret: '200', key: '200', clock: '200' },
    wrongOwner: '200',
    repeatedAbort: '404 NoSuchUpload',
    abortWhenCompleted: '404 NoSuchUpload',
    latePart: { ...awsHabits.latePart, answer: '500 InternalError' },
    facts: {
      ...awsFacts,
      encodedKey: 'a+b c%é',
      encodedMarker: 'a+b c%é',
      repeatedComplete: '404 NoSuchUpload',
    },
    deviations: [
      {
        check: 'lifecycle rules that cannot be are refused, as far as the store looks',
        instead: '{"days":"200","id":"200","noon":"400 InvalidArgument","noAction":"200","noFilter":"400 MalformedXML"',
      },
      {
        check: 'is answered again as it was, and says where the object is',
        instead: '.s3.localhost.localstack.cloud:',
      },
      {
        check: 'from a list that cannot be is refused, and the upload stays',
        instead:
          'met: {"none":"400 InvalidRequest","noEtag":"500 InternalError","zero":"400 InvalidPart","beyond":"400 InvalidPart","absent":"400 InvalidPart"}',
      },
      { check: 'CRC32 COMPOSITE', instead: 'met: ["200","404 NoSuchUpload"]' },
      {
        check: 'CRC32 FULL_OBJECT',
        instead: 'BadDigest: The crc32 you specified did not match the calculated checksum.',
      },
      { check: 'CRC32C COMPOSITE', instead: 'met: ["200","404 NoSuchUpload"]' },
      {
        check: 'CRC32C FULL_OBJECT',
        instead: 'BadDigest: The crc32c you specified did not match the calculated checksum.',
      },
      {
        check: 'CRC64NVME FULL_OBJECT',
        instead: 'BadDigest: The crc64nvme you specified did not match the calculated checksum.',
      },
      { check: 'SHA1 COMPOSITE', instead: 'met: ["200","404 NoSuchUpload"]' },
      { check: 'SHA256 COMPOSITE', instead: 'met: ["200","404 NoSuchUpload"]' },
      { check: 'is asked for more than a page may hold: the page says what it holds', instead: 'met: 1343235' },
      { check: 'of one’s own may be made again, one of an odd name never', instead: 'met: "200"' },
      // Its own markers, where a key holds a plus or a percent sign.
      {
        check: 'of more than a page of uploads with + and spaces in their keys is exactly that',
        instead: 'Invalid uploadId marker',
      },
      {
        check: 'gives odd keys back whole, so that they can be looked into and aborted',
        instead: 'Invalid uploadId marker',
      },
      { check: 'with a part in flight during its abort ends empty when aborted again', instead: '500 InternalError' },
    ],
  },
};
