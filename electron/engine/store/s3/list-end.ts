import type { Said } from '../../../../shared/schema/saying.ts';
import { says } from '../../../../shared/words/says.ts';
import { visitElements } from './xml-outline.ts';

/** What a page of a list says of whether more follows. */
export type ListEnd =
  | { kind: 'said'; isTruncated: boolean }
  /** The page does not say. `limit`: how many entries it was to hold at most, where it repeats that. */
  | { kind: 'unsaid'; limit: number | null }
  /** It cannot be told. `because`: what the answer holds, to go on from “the answer holds”. */
  | { kind: 'unreadable'; because: Said };

/** What is read of a page of a list. Written otherwise it would be passed over, as if it were not there. */
const known: ReadonlyMap<string, string> = new Map(
  [
    ...['IsTruncated', 'EncodingType', 'NextKeyMarker', 'NextUploadIdMarker', 'NextPartNumberMarker'],
    ...['ContinuationToken', 'NextContinuationToken', 'NextMarker', 'Upload', 'Part', 'Contents', 'Buckets'],
  ].map((name) => [name.toLowerCase(), name]),
);

/** What holds an entry, right under the root. */
const entries: ReadonlySet<string> = new Set(['Upload', 'Part', 'Contents', 'Version', 'DeleteMarker']);
/** What nothing but an entry holds: what is called otherwise and has one is an entry all the same. */
const ofEntries: ReadonlySet<string> = new Set(['key', 'uploadid', 'partnumber']);

/** xs:boolean, and the spelling of servers that print their own language's (`True`). */
const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/**
 * Whether a page of a list says that more follows, by the document itself: the SDK's parser reads everything but `true` as
 * false, and an element with a namespace prefix as none, so that a listing would end early without a word.
 *
 * @param xml the page, with or without its entries
 */
export function readListEnd(xml: string): ListEnd {
  const said: (string | null)[] = [];
  const found: { odd: Said | null } = { odd: null };
  let limit: number | null = null;
  const isReadable = visitElements(xml, (name, depth, text, top) => {
    found.odd ??= oddity(name, depth, top);
    if (depth > 1) return;
    if (name === 'IsTruncated') said.push(text);
    if (name === 'MaxUploads' || name === 'MaxParts') {
      limit = /^\s*[1-9]\d{0,8}\s*$/.test(text ?? '') ? Number(text) : null;
    }
  });
  if (!isReadable) return { kind: 'unreadable', because: says('malformedXml') };
  if (found.odd !== null) return { kind: 'unreadable', because: found.odd };
  if (said.length === 0) return { kind: 'unsaid', limit };
  const isTruncated = said.length === 1 ? booleans.get(said[0]?.trim().toLowerCase() ?? '') : undefined;
  if (isTruncated !== undefined) return { kind: 'said', isTruncated };
  return { kind: 'unreadable', because: says('oddTruncation') };
}

/** What is wrong with an element of a page, so that what it holds would be passed over; null: nothing is. */
function oddity(name: string, depth: number, top: string): Said | null {
  const local = localName(name);
  const meant = known.get(local);
  if (meant !== undefined && depth > 1) return says('nestedElement', { element: name });
  if (meant !== undefined && name !== meant) return says('otherElement', { element: name, meant });
  // Said in the middle of a list that was begun as a good one, and by nothing that an entry is made of.
  if (local === 'error') return says('errorWithin');
  const isEntry =
    top === 'Buckets' ? depth === 2 && name !== 'Bucket' : depth > 1 && ofEntries.has(local) && !entries.has(top);
  return isEntry ? says('strangeEntry', { element: top === 'Buckets' ? name : top }) : null;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}

/** What else a page shows of whether it is the last. */
export interface PageSigns {
  entries: number;
  /** The most entries that were asked for. */
  asked: number;
  /** Where to go on, as far as the page says; empty or null: it does not. */
  next: readonly (string | null | undefined)[];
}

/**
 * Whether more follows after a page. One that does not say so is the last only where nothing speaks against it: it is not
 * full, and names no place to go on.
 *
 * @returns a text where it cannot be told: what the answer holds
 */
export function moreFollows(end: ListEnd, { entries, asked, next }: PageSigns): boolean | Said {
  switch (end.kind) {
    case 'said':
      return end.isTruncated;
    case 'unreadable':
      return end.because;
    case 'unsaid': {
      const leadsOn = next.some(Boolean);
      if (!leadsOn && entries < Math.min(asked, end.limit ?? asked)) return false;
      return leadsOn ? says('noTruncationLeadsOn') : says('noTruncationFull');
    }
  }
}
