// Apart from the schemas in endpoint.ts, so that the page's bundle need not carry zod.
import type { EndpointFacts } from './endpoint.ts';

/** One fact in plain words. `warn`: something that a person relies on is missing. */
export type FactWords = { name: string; sentence: string; warn: boolean };

type Told = { sentence: string; warn?: boolean };
type FactName = Exclude<keyof EndpointFacts, 'at' | 'bucket'>;
type ValueOf<F> = F extends { known: true; value: infer V } ? V : never;
type Words = { [F in FactName]: { name: string; says: Record<ValueOf<EndpointFacts[F]> & string, Told> } };

const words: Words = {
  ownerCheck: {
    name: 'Owner check',
    says: {
      honoured: { sentence: 'This store refuses calls on a bucket of another owner than the expected one.' },
      ignored: {
        sentence: 'This store accepts a wrong expected owner and acts all the same: the guard is absent.',
        warn: true,
      },
    },
  },
  initiator: {
    name: 'Initiator',
    says: {
      told: { sentence: 'This store tells who started an upload.' },
      'not told': { sentence: 'This store cannot show who started an upload.' },
    },
  },
  storageClass: {
    name: 'Storage class',
    says: {
      told: { sentence: 'This store tells the storage class of an upload.' },
      'not told': { sentence: 'This store does not tell the storage class of an upload, so costs are a guess.' },
    },
  },
  lifecycle: {
    name: 'Lifecycle',
    says: {
      rules: { sentence: 'The bucket has lifecycle rules.' },
      'no rules': { sentence: 'Lifecycle works here; the bucket has no rules.' },
      empty: { sentence: 'The store answers an empty list of rules: that does not prove that lifecycle works here.' },
      'not supported': { sentence: 'This store does not support lifecycle rules.' },
    },
  },
  order: {
    name: 'Order',
    says: {
      sorted: { sentence: 'Uploads come in the order of their keys.' },
      unsorted: { sentence: 'Uploads come in no order, so they are read one page after the other.' },
    },
  },
  keyMarker: {
    name: 'Key marker',
    says: {
      exclusive: { sentence: 'A page goes on after the key it is given.' },
      inclusive: { sentence: 'A page goes on from the key it is given; what comes twice is counted once.' },
      opaque: { sentence: 'Pages go on by marks of the store’s own, which are no keys.' },
    },
  },
  keyEncoding: {
    name: 'Key encoding',
    says: {
      'as documented': { sentence: 'Keys come encoded, and the store says so.' },
      plain: { sentence: 'Keys come as they are; some keys may break a page.' },
      encoded: { sentence: 'Keys come encoded, though the store does not say so.' },
      'keys encoded, markers plain': { sentence: 'Keys come encoded and markers do not; both are read as they are.' },
    },
  },
  pageLimit: {
    name: 'Page limit',
    says: {
      honoured: { sentence: 'Pages hold no more than is asked for.' },
      ignored: { sentence: 'Pages hold another number of uploads than is asked for.' },
    },
  },
  addressing: {
    name: 'Addressing',
    says: {
      path: { sentence: 'It answers with the bucket in the path.' },
      'virtual host': { sentence: 'It answers with the bucket in the host’s name.' },
    },
  },
};

/** Every fact of an endpoint as a sentence, what matters most first. What is not known says why. */
export function describeFacts(facts: EndpointFacts): FactWords[] {
  return [
    describe('ownerCheck', facts.ownerCheck),
    describe('initiator', facts.initiator),
    describe('storageClass', facts.storageClass),
    describe('lifecycle', facts.lifecycle),
    describe('order', facts.order),
    describe('keyMarker', facts.keyMarker),
    describe('keyEncoding', facts.keyEncoding),
    describe('pageLimit', facts.pageLimit),
    describe('addressing', facts.addressing),
  ];
}

function describe<F extends FactName>(
  of: F,
  fact: { known: true; value: keyof Words[F]['says'] } | { known: false; why: string },
): FactWords {
  const { name, says } = words[of];
  if (!fact.known) return { name, sentence: `Not known: ${fact.why}`, warn: false };
  const told: Told = (says as Words[F]['says'] & Record<keyof Words[F]['says'], Told>)[fact.value];
  return { name, sentence: told.sentence, warn: told.warn ?? false };
}
