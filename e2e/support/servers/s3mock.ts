import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsFacts } from './facts.ts';
import { awsHabits, percentConvention } from './habits.ts';
import { folderOf, installPackage, isInstalled, type Package } from './packages.ts';
import type { StoreServer } from './server.ts';
import { startServer } from './start-server.ts';

// The last that Java 17 runs.
const version = '4.11.0';
const jar: Package = {
  from: 'maven',
  folder: `s3mock-${version}`,
  artifact: `com.adobe.testing:s3mock:${version}:jar:exec`,
};

/** Its port without TLS listens on every interface, and no setting of its own narrows that: Spring does, before it starts. */
const onLoopback = `<beans xmlns="http://www.springframework.org/schema/beans"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.springframework.org/schema/beans https://www.springframework.org/schema/beans/spring-beans.xsd">
  <bean class="org.springframework.beans.factory.config.MethodInvokingBean" lazy-init="false">
    <property name="targetObject" value="#{@webServerFactory.additionalTomcatConnectors.iterator().next()}"/>
    <property name="targetMethod" value="setProperty"/>
    <property name="arguments"><list><value>address</value><value>127.0.0.1</value></list></property>
  </bean>
</beans>
`;

/** Adobe's S3Mock, on a folder of files, without looking at signatures. */
export const s3mock: StoreServer = {
  name: 's3mock',
  title: 'Adobe S3Mock',
  version,
  installing: 'seconds',
  quick: false,
  flows: false,
  isInstalled: () => isInstalled(jar),
  install: () => installPackage(jar),
  start: () =>
    startServer('s3mock', ({ folder, port }) => {
      const beans = join(folder, 'loopback.xml');
      writeFileSync(beans, onLoopback);
      const args = [
        '-Xmx512m',
        // It starts in half the time where the compiler does not try its best.
        '-XX:TieredStopAtLevel=1',
        ...['-jar', join(folderOf(jar), `s3mock-${version}-exec.jar`)],
        // `server` is its port with TLS, which nobody uses here.
        ...[`--com.adobe.testing.s3mock.httpPort=${port}`, '--server.port=0', '--server.address=127.0.0.1'],
        `--spring.main.sources=file:${beans}`,
        `--com.adobe.testing.s3mock.store.root=${join(folder, 'data')}`,
      ];
      return { command: 'java', args };
    }),
  habits: {
    ...awsHabits,
    noOwner: '200',
    lifecycleNoon: '200',
    lifecycleNoAction: '200',
    lifecycleAbortBySize: '200',
    abortDate: [],
    completionOfOtherList: '200',
    completionOfFewerParts: '400 EntityTooSmall',
    completionOfOtherSize: '200',

    convention: percentConvention,
    wrongKeys: { secret: '200', key: '200', clock: '200' },
    wrongOwner: '200',
    repeatedAbort: '404 NoSuchUpload',
    abortWhenCompleted: '404 NoSuchUpload',
    oddKeys: { backslash: 'refused: 400' },
    unwritableKeys: { 'a control character': 'refused: 200' },
    facts: {
      ...awsFacts,
      encodedKey: 'a%2Bb%20c%25%C3%A9',
      encodedMarker: 'a%2Bb%20c%25%C3%A9',
      walkByTwo: '3 of 5 in 2 pages',
      inventedMarker: '200',
      partsUnderOtherKey: '200 with 0 parts',
      abortUnderOtherKey: '204; gone by that',
      checksums: 'CRC32; not told',
      wrongChecksum: '400 BadRequest',
      conditionalComplete: '304',
    },
    deviations: [
      {
        check: 'lifecycle rules that cannot be are refused, as far as the store looks',
        instead:
          'met: {"days":"200","id":"200","noon":"200","noAction":"200","noFilter":"200","abortDays":"200","abortByTag":"200","abortBySize":"200","twice":"200"}',
      },
      {
        check: 'of an upload that never was is an error',
        instead: 'Error: @aws-sdk XML parse error: unexpected content.',
      },
      {
        check: 'from a list that cannot be is refused, and the upload stays',
        instead:
          'met: {"none":"500 Unknown","noEtag":"400 InvalidPart","zero":"400 InvalidPart","beyond":"400 InvalidPart","absent":"400 InvalidPart"}',
      },
      {
        check: 'under a condition keeps what is there, or does not look, as the store does',
        instead:
          'met: {"noneMatch":"304 Unknown","otherMatch":"412 PreconditionFailed","absentMatch":"404 NoSuchKey","nothingThere":"200"}',
      },
      { check: 'CRC32 COMPOSITE', instead: 'met: "400 BadRequest"' },
      { check: 'CRC32 FULL_OBJECT', instead: 'met: "400 BadRequest"' },
      { check: 'CRC32C COMPOSITE', instead: 'met: "400 BadRequest"' },
      { check: 'CRC32C FULL_OBJECT', instead: 'met: "400 BadRequest"' },
      { check: 'CRC64NVME FULL_OBJECT', instead: 'met: "400 BadRequest"' },
      { check: 'SHA1 COMPOSITE', instead: 'met: "400 BadRequest"' },
      { check: 'SHA256 COMPOSITE', instead: 'met: "400 BadRequest"' },
      { check: 'is asked for more than a page may hold: the page says what it holds', instead: 'met: 1343235' },
      {
        check: 'is put, found, read, conditionally too, and deleted',
        instead: 'met: ["200","304 Unknown","412 Unknown","412 PreconditionFailed","400 BadRequest","400 BadRequest"]',
      },
      {
        check: 'is listed with others, in both versions, by prefix and delimiter',
        instead: 'met: [["y","x/","z/"],false,null]',
      },
      {
        check: 'is deleted once it holds no object, uploads or not',
        instead: 'met: ["500 InternalError","500 InternalError"]',
      },
      {
        check: 'of one’s own may be made again, one of an odd name never',
        instead: 'met: "409 BucketAlreadyOwnedByYou"',
      },
      {
        check: 'errors come with the words that the store is known for',
        instead: "to match object { name: 'NoSuchBucket'",
      },
      { check: 'of a key with others: an abort touches exactly one', instead: 'to have a length of 1' },
      { check: 'that never was', instead: 'XML parse error' },
      {
        check: 'gives odd keys back whole, so that they can be looked into and aborted',
        instead: 'The store gave no upload ID.',
      },
      { check: 'goes on after key and upload ID, within a key too', instead: 'expected 2 to be 3' },
    ],
  },
};
