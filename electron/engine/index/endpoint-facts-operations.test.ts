import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EndpointFacts } from '../../../shared/schema/endpoint.ts';
import { openDatabase } from './database.ts';
import { endpointFactsOperations } from './endpoint-facts-operations.ts';

let database: ReturnType<typeof openDatabase>;
beforeEach(() => {
  database = openDatabase(':memory:');
});
afterEach(() => database.close());

const unknown = { known: false, unknown: { why: 'no uploads' } } as const;
const facts: EndpointFacts = {
  at: 1,
  bucket: 'b',
  keyEncoding: { known: true, value: 'keys encoded, markers plain' },
  keyMarker: unknown,
  order: unknown,
  prefix: unknown,
  pageLimit: unknown,
  ownerCheck: { known: true, value: 'ignored' },
  initiated: unknown,
  initiator: unknown,
  storageClass: unknown,
  lifecycle: { known: true, value: 'empty' },
  addressing: { known: true, value: 'path' },
};

it('keeps one set of facts for each connection, the newest', () => {
  const index = endpointFactsOperations(database);
  expect(index.endpointFacts('c')).toBeNull();
  index.saveEndpointFacts('c', facts);
  index.saveEndpointFacts('c', { ...facts, at: 2 });
  index.saveEndpointFacts('d', facts);
  expect(index.endpointFacts('c')).toEqual({ ...facts, at: 2 });
  index.forgetEndpointFacts('c');
  expect([index.endpointFacts('c'), index.endpointFacts('d')]).toEqual([null, facts]);
});

it.each(['{"at":1}', '{', '[]', JSON.stringify({ ...facts, order: { known: true, value: 'by size' } })])(
  'knows nothing where what is kept cannot be read: %s',
  (broken) => {
    const index = endpointFactsOperations(database);
    index.saveEndpointFacts('c', facts);
    database.prepare('UPDATE endpoint_facts SET facts = ?').run(broken);
    expect(index.endpointFacts('c')).toBeNull();
  },
);
