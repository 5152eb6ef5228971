import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job, JobItem } from '../../shared/schema/model.ts';
import { type BucketBehaviour, type PracticeStore, startPracticeStore } from '../practice/store.ts';
import { type BehindProxy, openBehindProxy } from './testing/behind-proxy.ts';

/*
 * Stores that list keys otherwise than they keep them. Whatever is still there is not called clear, and not counted as
 * freed. Over the contract, as the page does it.
 */

const day = 86_400_000;
const bucket = 'media';
const keys = ['logs/a+b.bin', 'logs/50%25 off.bin', 'in box/100%.bin', 'plain.bin'];

let practice: PracticeStore;
let stand: BehindProxy;
beforeEach(async () => {
  practice = await startPracticeStore({ scenario: 'empty' });
  practice.createBucket(bucket);
  stand = await openBehindProxy(practice);
});
afterEach(() => stand.close());

const behave = (behaviour: Partial<BucketBehaviour>) => practice.setBehaviour(bucket, behaviour);
function seed(names: readonly string[]): void {
  const lastModified = Date.now() - 9 * day;
  for (const key of names) {
    practice.seedUpload({
      bucket,
      key,
      initiatedAt: lastModified,
      parts: [{ partNumber: 1, size: 1000, lastModified }],
    });
  }
}

const scan = () => stand.opened.scan(bucket);
const cleanUp = () => stand.opened.cleanUp(bucket);

/** What is still at the store is neither clear nor counted, and what was freed is what is gone. */
async function expectHonest({ items, job }: { items: JobItem[]; job: Job }): Promise<void> {
  const { client } = stand.opened;
  const uploads = practice.uploads(bucket);
  const left = uploads.filter(({ phase }) => phase === 'open');
  for (const { key, uploadId } of left) {
    const of = items.filter(({ planned }) => planned.ref.uploadId === uploadId);
    expect(of.map(({ verdict }) => [key, verdict])).toEqual(of.map(() => [key, 'unreachable']));
    for (const { planned } of of) {
      expect((await client.uploads.verify(planned.ref)).outcome).not.toBe('clear');
      // That nothing is known of it is not that there is nothing.
      expect((await client.uploads.get(planned.ref))?.sizing.status).not.toBe('sized');
    }
  }
  expect(job.bytesFreed).toBe(1000 * (uploads.length - left.length));
}

it('a store that says that keys are encoded, and does not encode them', async () => {
  behave({ keyEncoding: 'echo-only' });
  seed(keys);
  await scan();
  const done = await cleanUp();
  await expectHonest(done);
  // Each is known by its own key, and cleared by that.
  const verdicts = done.items.map(({ planned, verdict }) => [planned.ref.key, verdict]).toSorted();
  expect(verdicts).toEqual(keys.map((key) => [key, 'clear']).toSorted());
});

describe.each<[string, BucketBehaviour['keyEncoding'], BucketBehaviour['keyEncoding']]>([
  ['encodes without a word what it did not encode before', 'ignored', 'silent'],
  ['no longer encodes what it encoded without a word', 'silent', 'ignored'],
  ['says that it encodes, and does not', 'silent', 'echo-only'],
])('a store that since an upgrade %s', (_, before, after) => {
  it('leaves nothing behind that is called clear', async () => {
    behave({ keyEncoding: before });
    // The connection learns how the store writes keys, and remembers it.
    seed(['learn+by this%20.bin', ...keys]);
    await scan();
    behave({ keyEncoding: after });
    await scan();
    // None of them is younger than it was, only for being spelled otherwise than at the scan before.
    expect((await stand.opened.rows(bucket)).map(({ active }) => active)).not.toContain(true);
    const done = await cleanUp();
    expect(done.items.map(({ verdict }) => verdict)).toEqual(done.items.map(() => 'clear'));
    await expectHonest(done);
  });

  it('leaves nothing behind that is called clear where the upgrade came after the scan', async () => {
    behave({ keyEncoding: before });
    seed(keys);
    await scan();
    behave({ keyEncoding: after });
    await expectHonest(await cleanUp());
  });
});

it('a key whose bytes are no UTF-8, and that is written as it is', async () => {
  seed(keys);
  // One key of the store holds a byte that is no UTF-8 by itself: what reaches us is the character that stands for it.
  const [real, shown] = ['logs/a+b.bin', 'logs/a\ufffdb.bin'];
  stand.rewrite = (answer) => {
    answer.body = answer.body.replaceAll(/logs\/a%2[Bb]b\.bin/g, encodeURIComponent(shown).replaceAll('%2F', '/'));
  };
  await scan();
  const done = await cleanUp();
  await expectHonest(done);
  expect(done.items.find(({ planned }) => planned.ref.key === shown)).toMatchObject({
    verdict: 'unreachable',
    attempts: [],
  });
  expect(practice.uploads(bucket).find(({ key }) => key === real)).toMatchObject({ phase: 'open' });
  expect(stand.proxy.requests.some(({ method, path }) => method === 'DELETE' && path.includes('%EF%BF%BD'))).toBe(
    false,
  );
});

it('a key whose bytes are no UTF-8, and that is encoded as the store says', async () => {
  seed(['logs/a+b.bin']);
  stand.rewrite = (answer) => {
    answer.body = answer.body.replaceAll(/logs\/a%2[Bb]b\.bin/g, 'logs/caf%E9+a.bin');
    answer.body = answer.body.replaceAll('logs/a+b.bin', 'logs/caf\ufffd a.bin');
  };
  await scan();
  const done = await cleanUp();
  await expectHonest(done);
  // Practice storage takes no such bytes in a path.
  expect(done.items).toMatchObject([{ verdict: 'unreachable', reason: { why: 'key refused' }, attempts: [] }]);
  expect(stand.proxy.requests.some(({ path }) => path.endsWith('/logs/caf%E9%20a.bin'))).toBe(true);
});

describe.each<[string, BucketBehaviour['keyEncoding']]>([
  ['and says so where it is asked to', 'echoed'],
  ['without a word', 'silent'],
])('a store that encodes keys whatever it is asked for, %s', (_, keyEncoding) => {
  const inUrl = (key: string) => encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');

  it('is asked for an upload by the key that its text means, and all is cleared by that', async () => {
    behave({ keyEncoding });
    seed(keys);
    stand.rewrite = (answer) => {
      for (const key of keys) answer.body = answer.body.replaceAll(`<Key>${key}</Key>`, `<Key>${inUrl(key)}</Key>`);
    };
    await scan();
    const done = await cleanUp();
    const verdicts = done.items.map(({ planned, verdict }) => [planned.ref.key, verdict]).toSorted();
    expect(verdicts).toEqual(keys.map((key) => [key, 'clear']).toSorted());
    await expectHonest(done);
  });

  it('is believed in its texts where ListParts finds nothing by what they mean', async () => {
    behave({ keyEncoding });
    seed(['logs/a%2Bb.bin']);
    // Its text is plain, and would be URL encoding: both pages are alike.
    stand.rewrite = (answer) => {
      answer.body = answer.body.replaceAll('logs/a%252Bb.bin', 'logs/a%2Bb.bin');
    };
    await scan();
    const done = await cleanUp();
    expect(done.items).toMatchObject([{ planned: { ref: { key: 'logs/a%2Bb.bin' } }, verdict: 'clear' }]);
    await expectHonest(done);
  });
});
