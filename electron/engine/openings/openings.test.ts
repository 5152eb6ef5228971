import { beforeEach, describe, expect, it, test } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import type { Bucket, Plan } from '../../../shared/schema/model.ts';
import { inTheirWords } from '../../../shared/schema/saying.ts';
import { bucketLink } from '../../../shared/values/bucket-link.ts';
import { connection } from '../cleanup/testing/bench.ts';
import { Knowledge } from '../knowledge/knowledge.ts';
import { createOpenings, type OpeningDeps, type Openings } from './openings.ts';

const bucket = (name: string): Bucket => ({
  connectionId: connection.id,
  name,
  origin: 'listed',
  createdAt: null,
  scan: { status: 'never' },
  totals: null,
});
const plan: Plan = {
  id: 'plan-1',
  connectionId: connection.id,
  bucket: 'attic',
  createdAt: 0,
  items: [],
  leftOut: [],
};

let knowledge: Knowledge;
let openings: Openings;
let openPlan: OpeningDeps['openPlan'];
beforeEach(() => {
  knowledge = new Knowledge();
  knowledge.learn({
    type: 'buckets',
    connectionId: connection.id,
    list: { status: 'ready', error: null, items: [bucket('attic')] },
  });
  openPlan = async () => plan;
  let serial = 0;
  openings = createOpenings({
    connections: {
      get(id) {
        if (id !== connection.id) throw new AppError('NOT_FOUND', inTheirWords('There is no such connection.'));
        return connection;
      },
    },
    knowledge,
    openPlan: (text) => openPlan(text),
    newId: () => `o${++serial}`,
  });
});
const link = (text: string) => openings.open({ kind: 'link', text });
const waiting = () => knowledge.state.openings ?? [];

describe('a link', () => {
  test('waits with its place until the page has it', async () => {
    await link(bucketLink({ connectionId: connection.id, bucket: 'attic' }));
    expect(waiting()).toEqual([{ kind: 'bucket', id: 'o1', connectionId: connection.id, bucket: 'attic' }]);
    openings.take('another');
    expect(waiting()).toHaveLength(1);
    openings.take('o1');
    expect(waiting()).toEqual([]);
  });

  it.each([
    ['loose-parts://abort/everything', { why: 'no link' }],
    [bucketLink({ connectionId: 'stranger', bucket: 'attic' }), { why: 'unknown connection' }],
    [
      bucketLink({ connectionId: connection.id, bucket: 'cellar' }),
      { why: 'unknown bucket', bucket: 'cellar', connectionName: connection.name },
    ],
  ])('%s leads nowhere, and says why', async (text, refusal) => {
    await link(text);
    expect(waiting()).toEqual([{ kind: 'refused', id: 'o1', refusal }]);
  });

  test('made in thousands fills nothing: the newest few wait', async () => {
    for (let at = 0; at < 1000; at++) await link(`loose-parts://${at}`);
    expect(waiting().map(({ id }) => id)).toEqual(Array.from({ length: 8 }, (_, at) => `o${993 + at}`));
  });
});

describe('a plan file', () => {
  const file = { kind: 'plan file', name: 'mine.loose-parts-plan', text: '{}' } as const;

  test('becomes a plan of which nothing is started', async () => {
    await openings.open(file);
    expect(waiting()).toEqual([
      { kind: 'plan', id: 'o1', planId: 'plan-1', connectionId: connection.id, bucket: 'attic' },
    ]);
  });

  test('that is none says what is wrong with it', async () => {
    const error = new AppError('INVALID_INPUT', inTheirWords('This file is no plan of Loose Parts.'));
    openPlan = () => Promise.reject(error);
    await openings.open(file);
    const refusal = { why: 'bad plan', name: file.name, error: error.toShape() };
    expect(waiting()).toEqual([{ kind: 'refused', id: 'o1', refusal }]);
  });
});

test('what a host could not read is passed on as it is', async () => {
  await openings.open({ kind: 'refused', refusal: { why: 'too large', name: 'x.json' } });
  expect(waiting()).toEqual([{ kind: 'refused', id: 'o1', refusal: { why: 'too large', name: 'x.json' } }]);
});
