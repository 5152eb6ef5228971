import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JobItem } from '../../shared/schema/model.ts';
import { minioBehaviour, type PracticeStore, startPracticeStore } from '../practice/store.ts';
import { type BehindProxy, openBehindProxy } from './testing/behind-proxy.ts';

/*
 * A store that lists as MinIO does (s3-semantics, "Looking"): without a prefix it shows what one node remembers, and a
 * prefix is a whole key. What no listing shows is found where it is asked for by its key; what only a listing could prove
 * is not called proved. Over the contract, as the page does it.
 */

const hour = 3_600_000;
const bucket = 'media';

let practice: PracticeStore;
let stand: BehindProxy;
beforeEach(async () => {
  // How long it goes on listing what is gone, counted in listings: no test waits for a clock.
  const listedAfterAbort = { kind: 'listings', listings: 2 } as const;
  practice = await startPracticeStore({ scenario: 'empty' });
  practice.createBucket(bucket, { ...minioBehaviour, listedAfterAbort });
  stand = await openBehindProxy(practice, { activeWindowMs: hour });
});
afterEach(() => stand.close());

/** Nodes by the last letter of an upload's ID: practice storage answers a listing without a prefix as one of them. */
type Node = 'answering' | 'other';
function seed(key: string, node: Node, parts = 1): string {
  const lastModified = Date.now() - 9 * hour;
  return practice.seedUpload({
    bucket,
    key,
    uploadId: `${key.replaceAll(/\W/g, '-')}-${node === 'answering' ? 'b' : 'a'}`,
    initiatedAt: lastModified,
    parts: Array.from({ length: parts }, (_, at) => ({ partNumber: at + 1, size: 1000, lastModified })),
  });
}

const scan = () => stand.opened.scan(bucket);
const known = async () => (await stand.opened.rows(bucket)).map(({ ref }) => ref.key);
const cleanUp = async () => (await stand.opened.cleanUp(bucket)).items;
const verdicts = (items: readonly JobItem[]) =>
  Object.fromEntries(items.map(({ planned, verdict }) => [planned.ref.key, verdict]));
const open = () =>
  practice
    .uploads(bucket)
    .filter(({ phase }) => phase === 'open')
    .map(({ key }) => key);

it('finds what the answering node remembers, aborts it and proves it gone, and nothing else', async () => {
  seed('here/1 +.bin', 'answering');
  seed('here/2', 'answering', 3);
  seed('there', 'other');
  await scan();
  expect(await known()).toEqual(['here/1 +.bin', 'here/2']);
  expect(verdicts(await cleanUp())).toEqual({ 'here/1 +.bin': 'clear', 'here/2': 'clear' });
  expect(open()).toEqual(['there']);
});

it('keeps what another scan has seen and this node does not list, and proves that gone by its key', async () => {
  practice.setBehaviour(bucket, { emptyPrefix: 'every node' });
  seed('here', 'answering');
  seed('there', 'other', 2);
  await scan();
  practice.setBehaviour(bucket, { emptyPrefix: 'one node' });
  await scan();
  expect(await known()).toEqual(['here', 'there']);
  expect(verdicts(await cleanUp())).toEqual({ here: 'clear', there: 'clear' });
  expect(open()).toEqual([]);
});

it('says of the store what its listings do not show', async () => {
  seed('here/1', 'answering');
  seed('here/2', 'answering');
  await scan();
  const facts = await stand.opened.client.connections.probe({ connectionId: stand.opened.connectionId, bucket });
  expect(facts).toMatchObject({ prefix: { known: true, value: 'exact key' } });
});

it('is not searched for what was never met: a listing that shows one node proves no absence', async () => {
  practice.setBehaviour(bucket, { emptyPrefix: 'every node' });
  seed('there+x', 'other');
  // What is listed under another key than it is kept under.
  stand.rewrite = (answer) => {
    answer.body = answer.body.replaceAll('there%2Bx', 'there%20x').replaceAll('there+x', 'there x');
  };
  seed('here/1', 'answering');
  seed('here/2', 'answering');
  await scan();
  await stand.opened.client.connections.probe({ connectionId: stand.opened.connectionId, bucket });
  practice.setBehaviour(bucket, { emptyPrefix: 'one node' });
  const items = await cleanUp();
  expect(verdicts(items)).toMatchObject({ 'there x': 'unreachable', 'here/1': 'clear', 'here/2': 'clear' });
  expect(open()).toEqual(['there+x']);
});
