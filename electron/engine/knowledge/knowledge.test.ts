import { expect, it } from 'vitest';
import type { LiveEvent } from '../../../shared/schema/live.ts';
import type { Job } from '../../../shared/schema/model.ts';
import { emptyCounts } from '../index/job-operations.ts';
import { Knowledge } from './knowledge.ts';

const job = (state: Job['state']): LiveEvent => ({
  type: 'job',
  job: {
    id: 'j',
    planId: 'p',
    connectionId: 'c',
    bucket: 'b',
    kind: 'abort',
    cause: 'asked',
    state,
    createdAt: 0,
    finishedAt: null,
    deadlineAt: 1,
    items: 0,
    counts: emptyCounts(),
    bytesPlanned: 0,
    unsized: 0,
    bytesFreed: 0,
    bytesLeft: 0,
    unknownLeft: 0,
    waitingFor: null,
  },
});

it('knows what it was told last, before whoever follows is told', () => {
  const knowledge = new Knowledge();
  const told: [LiveEvent['type'], boolean][] = [];
  expect(knowledge.hasOpenJob('c')).toBe(false);
  expect(knowledge.bucketList('c')).toBeNull();
  expect(knowledge.endpointFacts('c')).toBeNull();
  knowledge.follow(({ type }) => told.push([type, knowledge.hasOpenJob('c')]));
  knowledge.learn(job('running'));
  knowledge.learn(job('finished'));
  knowledge.learn({ type: 'buckets', connectionId: 'c', list: { status: 'ready', error: null, items: [] } });
  expect(told).toEqual([
    ['job', true],
    ['job', false],
    ['buckets', false],
  ]);
  expect(knowledge.bucketList('c')).toMatchObject({ status: 'ready' });
});
