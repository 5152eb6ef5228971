import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsFacts } from './facts.ts';
import { awsHabits, percentConvention } from './habits.ts';
import { folderOf, installPackage, isInstalled, type Package } from './packages.ts';
import type { StoreServer } from './server.ts';
import { keys, startServer } from './start-server.ts';

const version = '4.1.1';
const jar: Package = {
  from: 'maven',
  folder: `s3proxy-${version}`,
  artifact: `org.gaul:s3proxy:${version}:jar:jar-with-dependencies`,
};

/** S3Proxy in front of its own store in memory. */
export const s3proxy: StoreServer = {
  name: 's3proxy',
  title: 'S3Proxy',
  version,
  installing: 'seconds',
  quick: false,
  flows: false,
  isInstalled: () => isInstalled(jar),
  install: () => installPackage(jar),
  start: () =>
    startServer('s3proxy', ({ folder, port }) => {
      const properties = join(folder, 's3proxy.properties');
      writeFileSync(
        properties,
        [
          `s3proxy.endpoint=http://127.0.0.1:${port}`,
          's3proxy.authorization=aws-v2-or-v4',
          `s3proxy.identity=${keys.accessKeyId}`,
          `s3proxy.credential=${keys.secretAccessKey}`,
          'jclouds.provider=transient-nio2',
          'jclouds.identity=inside',
          'jclouds.credential=inside',
          '',
        ].join('\n'),
      );
      const file = join(folderOf(jar), `s3proxy-${version}-jar-with-dependencies.jar`);
      return { command: 'java', args: ['-Xmx512m', '-jar', file, '--properties', properties] };
    }),
  habits: {
    ...awsHabits,
    noOwner: '501 NotImplemented',
    lifecycleNoon: '501 NotImplemented',
    lifecycleNoAction: '501 NotImplemented',
    lifecycleAbortBySize: '501 NotImplemented',
    abortDate: [],
    completionOfOddNumber: '400 InvalidPartOrder',
    completionOfOtherSize: '501 NotImplemented',
    convention: percentConvention,
    // Whatever is not supported is refused: the header that names the owner, too.
    wrongOwner: '501 NotImplemented',
    noLifecycle: '501 NotImplemented',
    partsWhenAborted: '200 with 0 parts',
    partsWhenCompleted: '200 with 0 parts',
    partsOfUnknown: '200 with 0 parts',
    abortWhenCompleted: '404 NoSuchUpload',
    oddKeys: {
      'dots inside': 'refused: 500 InternalError',
      dots: 'unverified; nothing left',
      'slash first': 'unverified; nothing left',
    },
    unwritableKeys: { 'a control character': 'refused: 200' },
    // A part that lands after the abort stays: not listed, shown by ListParts, and every abort is told NoSuchUpload.
    latePart: { told: 'hidden for now', aborts: 'again', answer: '200', completion: 'not tried' },
    deviations: [
      {
        check: 'the abort date and its rule are told where the store tells them',
        instead: 'NotImplemented: A header you provided implies functionality that is not implemented.',
      },
      {
        check: 'from a list that cannot be is refused, and the upload stays',
        instead:
          'met: {"none":"400 MalformedXML","noEtag":"500 InternalError","zero":"400 InvalidPartOrder","beyond":"400 InvalidPartOrder","absent":"400 InvalidPart"}',
      },
      { check: 'CRC32 COMPOSITE', instead: 'met: ["400 BadDigest","200"]' },
      { check: 'CRC32 FULL_OBJECT', instead: 'met: ["400 BadDigest","200"]' },
      { check: 'CRC32C COMPOSITE', instead: 'met: ["400 BadDigest","200"]' },
      { check: 'CRC32C FULL_OBJECT', instead: 'met: ["400 BadDigest","200"]' },
      { check: 'CRC64NVME FULL_OBJECT', instead: 'met: ["400 BadDigest","200"]' },
      { check: 'SHA1 COMPOSITE', instead: 'met: ["200","200"]' },
      { check: 'SHA256 COMPOSITE', instead: 'met: ["200","200"]' },
      {
        check: 'is deleted once it holds no object, uploads or not',
        instead: 'met: ["409 BucketNotEmpty","409 BucketNotEmpty"]',
      },
      {
        check: 'of one’s own may be made again, one of an odd name never',
        instead: 'met: "409 BucketAlreadyOwnedByYou"',
      },
      {
        check: 'is answered again as it was, and says where the object is',
        instead: 'http://Example-Bucket.s3.amazonaws.com/k',
      },
      {
        check: 'lifecycle rules that cannot be are refused, as far as the store looks',
        instead: '"days":"501 NotImplemented","id":"501 NotImplemented"',
      },
      // A part of an upload that never was is taken.
      { check: 'that never was', instead: "expected '200' to be '404 NoSuchUpload'" },
      {
        check: 'with a part in flight during its abort ends empty when aborted again',
        instead: 'expected false to be true',
      },
      {
        check: 'gives odd keys back whole, so that they can be looked into and aborted',
        instead: 'XML parse error',
      },
    ],
    repeatedAbort: '404 NoSuchUpload',
    facts: {
      ...awsFacts,
      partsByTwo: '1 2 3 5',
      encodedKey: 'a%2Bb%20c%25%C3%A9',
      encodedMarker: 'a%2Bb%20c%25%C3%A9',
      delimiter: 'folder/x y, prefixes: none',
      inventedMarker: '200',
      partsUnderOtherKey: '200 with 0 parts',
      abortUnderOtherKey: '204; still there',
      checksums: 'no algorithm; not told',
    },
  },
};
