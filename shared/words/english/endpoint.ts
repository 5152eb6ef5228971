import type { EndpointFacts } from '../../schema/endpoint.ts';
import { type EndpointFactName, type EndpointSentence, endpointFactNames } from '../language.ts';
import { unknownWords } from './unknowns.ts';

/** What an endpoint does, one plain sentence for each fact. */
export function endpointWords(facts: EndpointFacts): EndpointSentence[] {
  return endpointFactNames.map((fact) => ({ fact, title: titles[fact], ...describe(facts, fact) }));
}

const titles: Readonly<Record<EndpointFactName, string>> = {
  ownerCheck: 'Owner check',
  initiated: 'Initiated',
  initiator: 'Initiator',
  storageClass: 'Storage class',
  lifecycle: 'Lifecycle',
  order: 'Order',
  keyMarker: 'Key markers',
  prefix: 'Prefixes',
  pageLimit: 'Page size',
  keyEncoding: 'Key encoding',
  addressing: 'Addressing',
};

type Words = Pick<EndpointSentence, 'tone' | 'text'>;
const fine = (text: string): Words => ({ tone: 'fine', text });
const limit = (text: string): Words => ({ tone: 'limit', text });

function describe(facts: EndpointFacts, name: EndpointFactName): Words {
  const fact = facts[name];
  if (!fact.known) return { tone: 'unknown', text: `Not known. ${unknownWords(fact.unknown)}` };
  switch (fact.value) {
    case 'honoured':
      return name === 'ownerCheck'
        ? fine('This store refuses a call that names another account as the bucket’s owner.')
        : fine('This store keeps a page as short as it was asked to.');
    case 'ignored':
      return name === 'ownerCheck'
        ? limit(
            'This store takes no notice of the expected bucket owner: a call that names another account goes through. The guard is absent.',
          )
        : limit('This store sends more on a page than it was asked for.');
    case 'time of the answer':
      return limit(
        'This store says of every upload that it was begun just now, anew with each listing. That time is of no use, so an upload’s age is that of its newest part; one without parts counts as active, and is cleaned up once you confirm it.',
      );
    case 'told':
      if (name === 'initiated') return fine('This store tells when an upload was begun.');
      return name === 'initiator'
        ? fine('This store shows who started an upload.')
        : fine('This store shows an upload’s storage class.');
    case 'not told':
      if (name === 'initiated') {
        return limit(
          'This store does not tell when an upload was begun, so its age is that of its newest part; one without parts counts as active.',
        );
      }
      return name === 'initiator'
        ? limit('This store cannot show who started an upload.')
        : limit('This store does not show an upload’s storage class, so its cost is that of STANDARD.');
    case 'rules':
      return fine('This store has lifecycle rules on the bucket.');
    case 'no rules':
      return fine('This store knows lifecycle rules, and the bucket has none.');
    case 'empty':
      return limit('This store answers with an empty lifecycle: there are no rules, or it does not support them.');
    case 'not supported':
      return limit('This store does not support lifecycle rules.');
    case 'sorted':
      return fine(
        'This store lists uploads in the order of their keys, so a long bucket can be read in several places at once.',
      );
    case 'unsorted':
      return limit('This store lists uploads in no order of their keys, so a bucket is read from page to page.');
    case 'exclusive':
      return fine('This store goes on after the key that it is asked to go on from.');
    case 'inclusive':
      return fine('This store lists the key again that it is asked to go on from; it is counted once.');
    case 'opaque':
      return limit('This store goes on only from where its own markers lead, so a bucket is read from page to page.');
    case 'beginning':
      return fine(
        'This store narrows a listing to keys that begin with a prefix, so one listing can answer for many uploads of a clean-up.',
      );
    case 'exact key':
      return limit(
        'This store takes a prefix for a whole key, and may not list everything without one: each upload of a clean-up is looked for by itself.',
      );
    case 'no prefix':
      return limit('This store takes no notice of a prefix: each look at an upload reads the whole listing.');
    case 'as documented':
      return fine('This store encodes keys, and says so.');
    case 'plain':
      return fine('This store writes keys as they are, although it is asked to encode them.');
    case 'encoded':
      return fine('This store encodes keys without saying so; it was found out by comparing.');
    case 'keys encoded, markers plain':
      return fine('This store encodes keys but not markers, without saying so; it was found out by comparing.');
    case 'path':
      return fine('The bucket is named in the path of a URL.');
    case 'virtual host':
      return fine('The bucket is named in the host of a URL.');
  }
}
