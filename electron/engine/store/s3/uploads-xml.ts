import { unknownTime } from '../../../../shared/format/time.ts';
import type { Principal } from '../../../../shared/schema/model.ts';
import type { ListedUpload } from '../store.ts';
import {
  type CutList,
  cutElements,
  type Order,
  type PlainLimits,
  readElements,
  readIsoTime,
  toldTime,
} from './plain-xml.ts';

/**
 * Reads the uploads out of a ListMultipartUploads answer, keys as they are written; the general reader reads everything else.
 *
 * Reads only what it knows to the last character: elements with text, and Initiator and Owner around some.
 *
 * @returns null for anything unusual (an element twice, a time in another form): the general reader reads all of it then ({@link ./list-pages.ts})
 */
export function cutUploads(body: string, limits?: PlainLimits): CutList<ListedUpload> | null {
  const principals: Principals = new Map();
  return cutElements(body, 'Upload', (xml, order) => readUpload(xml, order, principals), limits);
}

function readUpload(xml: string, order: Order, principals: Principals): ListedUpload | null {
  const fields = readElements(xml, order);
  if (!fields) return null;
  const initiated = fields.get('Initiated');
  const initiatedAt = initiated ? readIsoTime(initiated) : unknownTime;
  const initiator = readPrincipal(fields.get('Initiator'), principals);
  const owner = readPrincipal(fields.get('Owner'), principals);
  if (initiatedAt === null || initiator === undefined || owner === undefined) return null;
  return {
    // One that lacks its name is there all the same.
    key: fields.get('Key') ?? '',
    uploadId: fields.get('UploadId') ?? '',
    initiatedAt: toldTime(initiatedAt) ?? unknownTime,
    initiator,
    owner,
    storageClass: fields.get('StorageClass') || null,
  };
}

/** By how they are written: a page names few different ones, and a thousand copies of each would be a waste. */
type Principals = Map<string, Principal | null>;

/** undefined: it could not be read. */
function readPrincipal(xml: string | undefined, known: Principals): Principal | null | undefined {
  if (xml === undefined) return null;
  const before = known.get(xml);
  if (before !== undefined) return before;
  const fields = readElements(xml);
  if (!fields) return undefined;
  const [ID, DisplayName] = [fields.get('ID'), fields.get('DisplayName')];
  const id = ID || DisplayName;
  const principal = id ? { id, displayName: DisplayName || null } : null;
  known.set(xml, principal);
  return principal;
}
