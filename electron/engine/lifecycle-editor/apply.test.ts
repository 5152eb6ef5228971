import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import { inTheirWords } from '../../../shared/schema/saying.ts';
import { type BucketBehaviour, internalError, type PracticeStore, startPracticeStore } from '../../practice/store.ts';
import { type LifecycleConfiguration, readConfiguration, writeConfiguration } from '../lifecycle/configuration.ts';
import { compareMeaning } from '../lifecycle/meaning.ts';
import { document, ruleXml } from '../lifecycle/testing/configurations.ts';
import { createS3Store } from '../store/s3/s3-store.ts';
import { exampleConnection } from '../store/s3/testing/recording-server.ts';
import type { Store } from '../store/store.ts';
import { applyRule, meaningMark } from './apply.ts';
import { type ConfigurationStore, configurationStore } from './configuration-store.ts';

const bucket = 'media';
const week = { days: 7, prefix: '' };
const ports = { wait: async () => {}, waits: [0, 0] };

let practice: PracticeStore;
let store: Store;
let rules: ConfigurationStore;
let isMd5Known: boolean;

beforeEach(async () => {
  practice = await startPracticeStore({ scenario: { name: 'lifecycle', buckets: [] } });
  practice.createBucket(bucket);
  isMd5Known = false;
  const { accessKeyId, secretAccessKey } = practice;
  const connection = { ...exampleConnection(practice.endpointUrl), region: practice.region };
  store = createS3Store(connection, async () => ({ accessKeyId, secretAccessKey }), { now: Date.now });
  const memory = {
    wantsMd5: () => isMd5Known,
    learnedMd5() {
      isMd5Known = true;
    },
  };
  rules = configurationStore(store, bucket, memory);
});
afterEach(async () => {
  store.close();
  await practice.close();
});

/** Ten rules of all kinds, with what AWS resets where a PUT does not say it. */
const others = [
  ruleXml({ id: 'expire', actions: '<Expiration><Days>30</Days></Expiration>' }),
  ruleXml({
    id: 'move',
    scope: '<Filter><And><Prefix>logs/</Prefix><Tag><Key>a</Key><Value>b</Value></Tag></And></Filter>',
    actions: '<Transition><Days>30</Days><StorageClass>STANDARD_IA</StorageClass></Transition>',
  }),
  ruleXml({
    id: 'two',
    actions:
      '<Expiration><Days>40</Days></Expiration><NoncurrentVersionExpiration><NoncurrentDays>5</NoncurrentDays></NoncurrentVersionExpiration>',
  }),
  ruleXml({ id: 'off', status: 'Disabled', scope: '<Filter><Prefix>tmp/</Prefix></Filter>' }),
].join('');
const before = readConfiguration(document(others), 'varies_by_storage_class');

/** Puts what is there before, as a store that keeps everything, and then lets it misbehave. */
async function begin(behaviour: Partial<BucketBehaviour>, configuration = before): Promise<string> {
  if (configuration.rules.length > 0) await rules.write(configuration);
  practice.setBehaviour(bucket, behaviour);
  return meaningMark((await rules.read()).configuration);
}
const now = async (): Promise<LifecycleConfiguration> => (await rules.read()).configuration;
const calls = (operation: string) => practice.calls.filter((call) => call.operation === operation).length;
const nothing = readConfiguration('', null);

describe('a rule that is kept', () => {
  it('stands beside all that was there, in meaning and to the letter', async () => {
    const base = await begin({});
    const there = await now();
    expect(await applyRule(rules, week, base, ports)).toEqual({
      outcome: 'applied',
      rules: 5,
      put: 5,
      contentMd5: false,
    });
    const after = await now();
    expect(after.transitionDefault).toBe('varies_by_storage_class');
    expect(compareMeaning(there, after)).toMatchObject({ gone: [], changed: [], transitionDefault: null });
    expect(compareMeaning(there, after).added).toMatchObject([{ action: 'AbortIncompleteMultipartUpload' }]);
    const kept = writeConfiguration({ ...after, rules: after.rules.slice(0, 4) });
    expect(kept).toBe(writeConfiguration(there));
    // Once more changes nothing, and sends nothing.
    const puts = calls('PutBucketLifecycleConfiguration');
    expect(await applyRule(rules, week, meaningMark(after), ports)).toEqual({ outcome: 'there already' });
    expect(calls('PutBucketLifecycleConfiguration')).toBe(puts);
  });

  it('may be the first', async () => {
    const base = await begin({}, nothing);
    expect(await applyRule(rules, { days: 3, prefix: 'a "quoted" <prefix>/' }, base, ports)).toMatchObject({
      outcome: 'applied',
    });
    expect((await now()).rules).toMatchObject([{ scope: { prefix: 'a "quoted" <prefix>/' } }]);
  });

  it('is told as kept by a store that splits rules, which mean the same', async () => {
    const base = await begin({ lifecycle: 'splits-a-rule' });
    expect(await applyRule(rules, week, base, ports)).toEqual({
      outcome: 'applied',
      rules: 6,
      put: 5,
      contentMd5: false,
    });
  });

  it('is sent once more with Content-MD5 where the store wants it, and at once the next time', async () => {
    practice.setBehaviour(bucket, { lifecycle: 'wants-content-md5' });
    const base = await begin({});
    expect(isMd5Known).toBe(true);
    isMd5Known = false;
    const puts = calls('PutBucketLifecycleConfiguration');
    expect(await applyRule(rules, week, base, ports)).toMatchObject({ outcome: 'applied', contentMd5: true });
    expect(calls('PutBucketLifecycleConfiguration')).toBe(puts + 2);
    const next = meaningMark(await now());
    expect(await applyRule(rules, { days: 5, prefix: '' }, next, ports)).toMatchObject({ outcome: 'applied' });
    expect(calls('PutBucketLifecycleConfiguration')).toBe(puts + 3);
  });

  it('is kept though the answer to its PUT was lost', async () => {
    const base = await begin({});
    const failing: ConfigurationStore = {
      ...rules,
      async write(configuration) {
        await rules.write(configuration);
        throw new AppError('CONNECTION_LOST', 'The connection was reset.');
      },
    };
    expect(await applyRule(failing, week, base, ports)).toMatchObject({ outcome: 'applied' });
  });

  it('is waited for where the store still shows what was there', async () => {
    const base = await begin({});
    const stale = await rules.read();
    let looks = 0;
    const slow: ConfigurationStore = { ...rules, read: async () => (looks++ < 2 ? stale : rules.read()) };
    expect(await applyRule(slow, week, base, ports)).toMatchObject({ outcome: 'applied' });
    expect(looks).toBe(3);
  });
});

describe('a rule that comes out otherwise', () => {
  it('is told as dropped, with the rest as it was', async () => {
    const base = await begin(
      { lifecycle: 'drops-abort-rules' },
      readConfiguration(document(others.slice(0, others.indexOf('<Rule><ID>off'))), null),
    );
    expect(await applyRule(rules, week, base, ports)).toEqual({ outcome: 'not kept' });
    expect(meaningMark(await now())).toBe(base);
  });

  it('is told as dropped where there was none before', async () => {
    const base = await begin({ lifecycle: 'empty' }, nothing);
    expect(await applyRule(rules, week, base, ports)).toEqual({ outcome: 'not kept' });
  });

  it('is undone where another rule changes with it', async () => {
    const base = await begin({});
    let puts = 0;
    const once: ConfigurationStore = {
      ...rules,
      async write(configuration) {
        practice.setBehaviour(bucket, { lifecycle: puts++ === 0 ? 'changes-another-rule' : 'kept' });
        return rules.write(configuration);
      },
    };
    const outcome = await applyRule(once, week, base, ports);
    expect(outcome).toMatchObject({ outcome: 'undone', how: 'put back' });
    if (outcome.outcome !== 'undone') return expect.unreachable();
    expect(outcome.difference.changed).toMatchObject([{ from: { enabled: true }, to: { enabled: false } }]);
    expect(meaningMark(await now())).toBe(base);
  });

  it('and what is left is told where it cannot be undone', async () => {
    const base = await begin({ lifecycle: 'changes-another-rule' });
    const outcome = await applyRule(rules, week, base, ports);
    expect(outcome).toMatchObject({ outcome: 'not undone', error: null, left: { same: false } });
    if (outcome.outcome !== 'not undone') return expect.unreachable();
    // What was there is handed over whole.
    expect(compareMeaning(readConfiguration(outcome.before, 'varies_by_storage_class'), before).same).toBe(true);
    // The new rule is gone again, and one of the others is still changed.
    expect(outcome.left?.added.map(({ action }) => action)).not.toContain('AbortIncompleteMultipartUpload');
  });

  it('is told where the store resets what it was told of small objects', async () => {
    const base = await begin({ transitionDefault: 'reset' });
    const outcome = await applyRule(rules, week, base, ports);
    expect(outcome).toMatchObject({
      outcome: 'not undone',
      left: {
        gone: [],
        added: [],
        changed: [],
        transitionDefault: { from: 'varies_by_storage_class', to: 'all_storage_classes_128K' },
      },
    });
  });

  it('is disabled where it came out otherwise and there was none before', async () => {
    const base = await begin({}, nothing);
    let puts = 0;
    const changing: ConfigurationStore = {
      ...rules,
      write: (configuration) =>
        rules.write(
          puts++ === 0
            ? readConfiguration(writeConfiguration(configuration).replace('>7<', '>1<'), null)
            : configuration,
        ),
    };
    expect(await applyRule(changing, week, base, ports)).toMatchObject({ outcome: 'undone', how: 'disabled' });
    expect((await now()).rules).toMatchObject([{ enabled: false, abort: { days: 1 } }]);
    expect(calls('DeleteBucketLifecycle')).toBe(0);
  });
});

describe('a rule that is refused', () => {
  it('changes nothing, and the days that are too many are named', async () => {
    const base = await begin(
      { lifecycle: 'refuses-seven-days' },
      readConfiguration(document(ruleXml({ actions: '<Expiration><Days>30</Days></Expiration>' })), null),
    );
    expect(await applyRule(rules, week, base, ports)).toMatchObject({
      outcome: 'refused',
      hint: 'fewer days',
      error: { details: { storeCode: 'InvalidArgument' } },
    });
    expect(meaningMark(await now())).toBe(base);
    expect(await applyRule(rules, { days: 6, prefix: '' }, base, ports)).toMatchObject({ outcome: 'applied' });
  });

  it('may be one that the store does not know', async () => {
    const base = await begin({ lifecycle: 'refuses-lone-abort-rules' }, nothing);
    expect(await applyRule(rules, week, base, ports)).toMatchObject({ outcome: 'refused', hint: 'no such rule' });
  });

  it('is not put over what somebody else has changed meanwhile', async () => {
    const base = await begin({});
    await rules.write({ ...before, rules: before.rules.slice(1) });
    const puts = calls('PutBucketLifecycleConfiguration');
    expect(await applyRule(rules, week, base, ports)).toMatchObject({ outcome: 'changed since' });
    expect(calls('PutBucketLifecycleConfiguration')).toBe(puts);
  });

  it('is neither kept nor refused where it cannot be read back', async () => {
    const base = await begin({});
    let puts = 0;
    const blind: ConfigurationStore = {
      async write(configuration) {
        const answer = await rules.write(configuration);
        puts++;
        return answer;
      },
      read: () => {
        if (puts > 0) practice.setFaults([internalError({ operations: ['GetBucketLifecycleConfiguration'] })]);
        return rules.read();
      },
    };
    expect(await applyRule(blind, week, base, ports)).toMatchObject({
      outcome: 'unsure',
      why: 'unread',
      error: { code: 'STORE_FAILED' },
    });
  });

  it.each([
    ['the answer was lost', new AppError('CONNECTION_LOST', inTheirWords('The connection was reset.'))],
    ['the server failed', new AppError('STORE_FAILED', inTheirWords('Internal error'), { httpStatus: 500 })],
  ])('is neither kept nor refused where %s: the rules may change yet', async (_, error) => {
    const base = await begin({});
    let looks = 0;
    const silent: ConfigurationStore = {
      async write() {
        throw error;
      },
      read: () => {
        looks++;
        return rules.read();
      },
    };
    expect(await applyRule(silent, week, base, ports)).toMatchObject({
      outcome: 'unsure',
      why: 'unanswered',
      before: writeConfiguration(await now()),
    });
    // Before it, after it, and once after each wait.
    expect(looks).toBe(2 + ports.waits.length);
  });
});

it('a document that is no configuration is none', async () => {
  const odd = configurationStore(
    {
      readLifecycle: async () => ({
        call: { status: 200, requestId: null, serverTime: null, requestCharged: false },
        document: { xml: '<LifecycleConfiguration><Rule>', transitionDefault: null },
      }),
      writeLifecycle: store.writeLifecycle,
    },
    bucket,
    { wantsMd5: () => false, learnedMd5: () => {} },
  );
  await expect(odd.read()).rejects.toMatchObject({ code: 'NOT_S3' });
});
