import { expect, it } from 'vitest';
import { type EndpointFacts, endpointFactsSchema } from '../../schema/endpoint.ts';
import { endpointFactNames } from '../language.ts';
import { endpointWords } from './endpoint.ts';

const known = <T>(value: T) => ({ known: true as const, value });
const asAws: EndpointFacts = {
  at: 0,
  bucket: 'b',
  keyEncoding: known('as documented'),
  keyMarker: known('exclusive'),
  order: known('sorted'),
  prefix: known('beginning'),
  pageLimit: known('honoured'),
  ownerCheck: known('honoured'),
  initiated: known('told'),
  initiator: known('told'),
  storageClass: known('told'),
  lifecycle: known('no rules'),
  addressing: known('virtual host'),
};

it('has a sentence for every fact of the schema', () => {
  const { at: _, bucket: __, ...facts } = endpointFactsSchema.shape;
  expect([...endpointFactNames].toSorted()).toEqual(Object.keys(facts).toSorted());
  for (const sentence of endpointWords(asAws)) {
    expect(sentence).toMatchObject({ tone: 'fine', text: expect.stringMatching(/^(This store|The bucket) .*\.$/) });
  }
});

it('names what the store does not do', () => {
  const limited: EndpointFacts = {
    ...asAws,
    ownerCheck: known('ignored'),
    pageLimit: known('ignored'),
    initiated: known('time of the answer'),
    initiator: known('not told'),
    storageClass: known('not told'),
    lifecycle: known('empty'),
    order: known('unsorted'),
    keyMarker: known('opaque'),
    prefix: known('exact key'),
  };
  const sentences = Object.fromEntries(endpointWords(limited).map(({ fact, text }) => [fact, text]));
  expect(sentences).toMatchObject({
    ownerCheck: expect.stringContaining('The guard is absent.'),
    pageLimit: 'This store sends more on a page than it was asked for.',
    initiated: expect.stringContaining('anew with each listing'),
    initiator: 'This store cannot show who started an upload.',
    storageClass: expect.stringContaining('does not show an upload’s storage class'),
    lifecycle: expect.stringContaining('or it does not support them'),
  });
  const tones = endpointWords(limited).map(({ fact, tone }) => [fact, tone]);
  expect(Object.fromEntries(tones)).toMatchObject({
    ownerCheck: 'limit',
    order: 'limit',
    keyMarker: 'limit',
    prefix: 'limit',
  });
});

it('says why where it is not known', () => {
  const [, , initiator] = endpointWords({ ...asAws, initiator: { known: false, unknown: { why: 'no uploads' } } });
  expect(initiator).toEqual({
    fact: 'initiator',
    title: 'Initiator',
    tone: 'unknown',
    text: 'Not known. The bucket has no incomplete uploads, so nothing shows what is told of one.',
  });
});
