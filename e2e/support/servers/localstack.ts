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
