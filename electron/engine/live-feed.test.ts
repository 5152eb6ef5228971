import { describe, expect, it } from 'vitest';
import type { LiveEvent, LiveMessage } from '../../shared/schema/live.ts';
import { Knowledge } from './knowledge/knowledge.ts';
import { LiveFeed } from './live-feed.ts';
import { FakeClock } from './ports/testing/fake-clock.ts';

const uploads = (revision: number, bucket = 'b'): LiveEvent => ({
  type: 'uploads',
  connectionId: 'c',
  bucket,
  revision,
});

async function next(messages: AsyncGenerator<LiveMessage, void>): Promise<LiveMessage> {
  const { value } = await messages.next();
  if (!value) throw new Error('The subscription ended');
  return value;
}

const item = (key: string, jobId = 'j', updatedAt = 1): LiveEvent => ({
  type: 'item',
  item: {
    jobId,
    planned: {
      ref: { connectionId: 'c', bucket: 'b', key, uploadId: 'u' },
      initiatedAt: 0,
      activityAt: 0,
      parts: null,
      bytes: null,
      storageClass: null,
      active: false,
    },
    state: 'working',
    verdict: null,
    reason: null,
    attempts: [],
    lastLook: null,
    next: null,
    partsLeft: null,
    bytesLeft: null,
    bytesFreed: null,
    updatedAt,
  },
});
const items = (jobId = 'j'): LiveEvent => ({ type: 'items', jobId, connectionId: 'c', bucket: 'b' });

/** A feed of what `learn` is told. */
function open(clock = new FakeClock(0)) {
  const knowledge = new Knowledge();
  const feed = new LiveFeed(clock, knowledge);
  return { feed, learn: (event: LiveEvent) => knowledge.learn(event) };
}

describe('LiveFeed', () => {
  it('starts with a snapshot that covers everything published before', async () => {
    const { feed, learn } = open();
    learn({ type: 'connections', connections: [] });
    learn(uploads(1));
    const first = await next(feed.subscribe());
    expect(first).toMatchObject({ type: 'snapshot', seq: 2 });
  });

  it('sends the newest event of each thing, in order, with the sequence number of the newest', async () => {
    const { feed, learn } = open();
    const messages = feed.subscribe();
    await next(messages);
    learn(uploads(1));
    learn(uploads(1, 'other'));
    learn(uploads(2));
    expect(await next(messages)).toEqual({ type: 'events', seq: 3, events: [uploads(1, 'other'), uploads(2)] });
  });

  it('counts on from where an engine before it can have been', async () => {
    const clock = new FakeClock(0);
    const first = open(clock);
    for (let revision = 1; revision < 100; revision++) first.learn(uploads(revision));
    await clock.advance(1);
    const late = await next(first.feed.subscribe());
    const early = await next(open(clock).feed.subscribe());
    expect(early.seq).toBeGreaterThan(late.seq);
  });

  it('waits a tenth of a second between two batches', async () => {
    const clock = new FakeClock(0);
    const { feed, learn } = open(clock);
    const messages = feed.subscribe();
    await next(messages);
    learn(uploads(1));
    await next(messages);
    const second = next(messages);
    let arrived = false;
    second.then(() => {
      arrived = true;
    });
    learn(uploads(2));
    await clock.advance(99);
    expect(arrived).toBe(false);
    await clock.advance(1);
    expect(await second).toMatchObject({ seq: 2, events: [uploads(2)] });
  });

  it('ends with its signal, also while it waits', async () => {
    const { feed } = open();
    const stop = new AbortController();
    const messages = feed.subscribe(stop.signal);
    await next(messages);
    const end = messages.next();
    stop.abort();
    expect(await end).toEqual({ done: true, value: undefined });
  });

  it('ends for everyone when it closes', async () => {
    const { feed } = open();
    const messages = feed.subscribe();
    await next(messages);
    const end = messages.next();
    feed.close();
    expect((await end).done).toBe(true);
  });

  it('tells of a few items one by one, the newest of each', async () => {
    const { feed, learn } = open();
    const messages = feed.subscribe();
    await next(messages);
    for (let n = 0; n < 24; n++) learn(item(`k${n}`));
    learn(item('k0', 'j', 2));
    const batch = await next(messages);
    if (batch.type !== 'events') throw new Error('No events');
    expect(batch.events).toHaveLength(24);
    expect(batch.events.at(-1)).toEqual(item('k0', 'j', 2));
  });

  it('tells of 50,000 items of a slow page’s job as one event, and of another job’s few by themselves', async () => {
    const clock = new FakeClock(0);
    const { feed, learn } = open(clock);
    const messages = feed.subscribe();
    await next(messages);
    learn(item('other', 'k'));
    for (let n = 0; n < 50_000; n++) learn(item(`k${n}`));
    learn(uploads(1));
    expect(await next(messages)).toMatchObject({ events: [item('other', 'k'), items(), uploads(1)] });

    // What comes after that batch is told anew.
    learn(item('k7', 'j', 3));
    const second = next(messages);
    await clock.advance(100);
    expect(await second).toMatchObject({ events: [item('k7', 'j', 3)] });
  });
});
