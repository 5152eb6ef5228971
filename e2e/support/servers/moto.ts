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
    noOwner: '200',
    lifecycleNoon: '200',
    lifecycleNoAction: '200',
    lifecycleAbortBySize: '200',
    abortDate: [],
    completionOfOtherSize: '200',
    completionIfOtherMatch: '200',
    completionIfAbsentMatch: '200',
    checksums: 'unknown',
    convention: rawConvention(undefined),
    wrongKeys: { secret: '200', key: '200', clock: '200' },
    wrongOwner: '200',
    listed: { initiator: true, storageClass: true, initiated: false },
    repeatedAbort: '404 NoSuchUpload',
    abortWhenCompleted: '404 NoSuchUpload',
    oddKeys: { newline: 'refused: 404' },
    latePart: { told: 'clear', aborts: 'once', answer: '500', completion: '500' },
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
      { check: 'is answered again as it was, and says where the object is', instead: '.s3.amazonaws.com/k' },
      // The second page begins anew.
      {
        check: 'is listed with others in pages, or all at once, as the store does',
        instead: 'met: [2,["ready","',
      },
      {
        check: 'lifecycle rules that cannot be are refused, as far as the store looks',
        instead:
          'met: {"days":"200","id":"200","noon":"200","noAction":"200","noFilter":"400 MalformedXML","abortDays":"200","abortByTag":"200","abortBySize":"200","twice":"200"}',
      },
      {
        check: 'of an upload that never was is an error',
        instead: 'Error: @aws-sdk XML parse error: mismatched tags <html> and </title>.',
      },
      {
        check: 'from a list that cannot be is refused, and the upload stays',
        instead: 'Error: @aws-sdk XML parse error: mismatched tags <html> and </title>.',
      },
      {
        check: 'CRC32 COMPOSITE',
        instead:
          'met: {"made":["CRC32","COMPOSITE"],"parts":[null,null,null],"upload":["CRC32","COMPOSITE"],"completed":[null,null],"object":["oNXHnA==","COMPOSITE"]}',
      },
      {
        check: 'CRC32 FULL_OBJECT',
        instead:
          'met: {"made":["CRC32","FULL_OBJECT"],"parts":[null,null,null],"upload":["CRC32","FULL_OBJECT"],"completed":[null,null],"object":["/sUwqQ==","FULL_OBJECT"]}',
      },
      {
        check: 'CRC32C COMPOSITE',
        instead:
          'met: {"made":["CRC32C","COMPOSITE"],"parts":[null,null,null],"upload":["CRC32C","COMPOSITE"],"completed":[null,null],"object":["oNXHnA==","COMPOSITE"]}',
      },
      {
        check: 'CRC32C FULL_OBJECT',
        instead:
          'met: {"made":["CRC32C","FULL_OBJECT"],"parts":[null,null,null],"upload":["CRC32C","FULL_OBJECT"],"completed":[null,null],"object":["/sUwqQ==","FULL_OBJECT"]}',
      },
      {
        check: 'CRC64NVME FULL_OBJECT',
        instead:
          'met: {"made":["CRC64NVME","FULL_OBJECT"],"parts":[null,null,null],"upload":["CRC64NVME","FULL_OBJECT"],"completed":[null,null],"object":["/sUwqQ==","FULL_OBJECT"]}',
      },
      {
        check: 'SHA1 COMPOSITE',
        instead:
          'met: {"made":["SHA1","COMPOSITE"],"parts":[null,null,null],"upload":["SHA1","COMPOSITE"],"completed":[null,null],"object":["bXChFg43D0j0SRyvqAZ7MUAl0sM=","COMPOSITE"]}',
      },
      {
        check: 'SHA256 COMPOSITE',
        instead:
          'met: {"made":["SHA256","COMPOSITE"],"parts":[null,null,null],"upload":["SHA256","COMPOSITE"],"completed":[null,null],"object":["xO7IXrZrebj1n/dql9XZeqwbXsqMZnW06Yil3up4blM=","COMPOSITE"]}',
      },
      {
        check: 'goes on behind an upload of its own alone, or behind any text, as the store does',
        instead: 'met: ["a","b"]',
      },
      {
        check: 'is put, found, read, conditionally too, and deleted',
        instead: 'met: ["200","304 Unknown","412 Unknown","412 PreconditionFailed","200","200"]',
      },
      {
        check: 'is listed with others, in both versions, by prefix and delimiter',
        instead: 'met: [["y","x/","z/"],false,null]',
      },
      { check: 'of one’s own may be made again, one of an odd name never', instead: 'met: "200"' },
      {
        check: 'of more than a page of uploads with + and spaces in their keys is exactly that',
        instead: 'expected 1 to be greater than or equal to 2',
      },
      { check: 'goes on after key and upload ID, within a key too', instead: 'expected 1 to be 3' },
      { check: 'after a key alone leaves that key out, or not, as the store does', instead: '["a","b","c"]' },
      { check: 'says how it writes keys, or not, as the store does', instead: '["a+b c",null,null]' },
      { check: 'that never was', instead: 'XML parse error' },
      { check: 'with a part in flight during its abort ends empty when aborted again', instead: 'XML parse error' },
    ],
  },
};
