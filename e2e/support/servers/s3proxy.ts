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
  quick: true,
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
    convention: percentConvention,
    wrongOwner: '200',
    repeatedAbort: '404 NoSuchUpload',
    facts: {
      ...awsFacts,
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
