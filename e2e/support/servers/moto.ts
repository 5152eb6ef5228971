import { awsFacts } from './facts.ts';
import { awsHabits, rawConvention } from './habits.ts';
import { folderOf, installPackage, isInstalled, type Package } from './packages.ts';
import type { StoreServer } from './server.ts';
import { startServer } from './start-server.ts';

const version = '5.2.5';
const wheel: Package = {
  from: 'pypi',
  folder: `moto-${version}`,
  requirements: [`moto[s3]==${version}`, 'flask==3.1.3', 'flask-cors==6.0.5'],
};

/** moto's server: AWS imitated in memory, without looking at signatures. */
export const moto: StoreServer = {
  name: 'moto',
  title: 'moto',
  version,
  installing: 'seconds',
  quick: false,
  flows: false,
  isInstalled: () => isInstalled(wheel),
  install: () => installPackage(wheel),
  start: () =>
    startServer('moto', ({ port }) => ({
      command: 'python3',
      args: ['-m', 'moto.server', '--host', '127.0.0.1', '--port', String(port)],
      env: { ...process.env, PYTHONPATH: folderOf(wheel) },
    })),
  habits: {
    ...awsHabits,
    convention: rawConvention(undefined),
    wrongKeys: { secret: '200', key: '200', clock: '200' },
    wrongOwner: '200',
    listed: { initiator: true, storageClass: true, initiated: false },
    repeatedAbort: '404 NoSuchUpload',
    abortWhenCompleted: '404 NoSuchUpload',
    // Its ListParts is no ListPartsResult (the root is ListPartsResponse): every look fails, so nothing is aborted.
    oddKeys: { newline: 'refused: 404', 'every other': 'waiting; listed, with parts left' },
    unwritableKeys: { 'every other': 'waiting; listed, with parts left' },
    latePart: { told: 'waiting', aborts: 'never', answer: '200', completion: 'not tried' },
    facts: {
      ...awsFacts,
      encodedKey: 'a+b c%é',
      encodedMarker: 'none',
      encodingType: 'none',
      order: 'otherwise',
      delimiter: 'folder/x y, prefixes: none',
      pageOfTwo: '5; none',
      walkByTwo: '5 of 5 in 1 pages',
      inventedMarker: '200',
      partsUnderOtherKey: '200 with 1 parts',
      abortUnderOtherKey: '204; gone by that',
      checksums: 'CRC32; not told',
      wrongChecksum: '200',
    },
    deviations: [
      {
        check: 'of more than a page of uploads with + and spaces in their keys is exactly that',
        instead: 'expected 1 to be greater than or equal to 2',
      },
      { check: 'goes on after key and upload ID, within a key too', instead: 'expected 1 to be 3' },
      { check: 'after a key alone leaves that key out, or not, as the store does', instead: '["a","b","c"]' },
      { check: 'says how it writes keys, or not, as the store does', instead: '["a+b c",null,null]' },
      { check: 'that never was', instead: 'XML parse error' },
      { check: 'with a part in flight during its abort ends empty when aborted again', instead: 'XML parse error' },
      { check: 'from a connection to clear, and nothing else is touched', instead: '"failed"' },
    ],
  },
};
