import type { Evidence } from '../../../shared/schema/model.ts';

/** Calls that belong together: one look, or one abort or completion. */
export type EvidenceGroup = {
  kind: 'look' | 'act';
  entries: readonly Evidence[];
  /** Of a look: which clean one in a row it is, from 1; null where it was not clean, or cannot be told. */
  clean: number | null;
};

/** Parts on a full page: the list goes on behind it (S3's most for ListParts). */
const fullPage = 1000;

/** Recorded calls, oldest first, put together look by look. Pure. */
export function groupByLook(entries: readonly Evidence[]): EvidenceGroup[] {
  const groups: { kind: EvidenceGroup['kind']; entries: Evidence[] }[] = [];
  for (const entry of entries) {
    const open = groups.at(-1);
    const isAct = entry.purpose === 'abort' || entry.purpose === 'complete';
    if (!isAct && open?.kind === 'look' && belongs(open.entries, entry)) open.entries.push(entry);
    else groups.push({ kind: isAct ? 'act' : 'look', entries: [entry] });
  }
  let inARow = 0;
  return groups.map(({ kind, entries: of }) => {
    if (kind === 'act') {
      inARow = 0;
      return { kind, entries: of, clean: null };
    }
    inARow = isClean(of) ? inARow + 1 : 0;
    return { kind, entries: of, clean: inARow === 0 ? null : inARow };
  });
}

/** Whether a call is one more of a look that these calls are of. */
function belongs(look: readonly Evidence[], entry: Evidence): boolean {
  const [first] = look;
  if (first?.purpose !== entry.purpose || first.jobId !== entry.jobId) return false;
  // A look ends with the object, which is asked for once both other views are there.
  const asked = (operation: Evidence['operation']) => look.filter((one) => one.operation === operation);
  if (entry.operation === 'ListParts') {
    const parts = asked('ListParts');
    return parts.length === 0 ? asked('ListMultipartUploads').length <= 1 : (parts.at(-1)?.parts ?? 0) >= fullPage;
  }
  if (entry.operation === 'ListMultipartUploads') {
    const lists = asked('ListMultipartUploads');
    // A walk goes on page by page until the upload shows; a new look asks for the parts again as well.
    return lists.length === 0 || asked('ListParts').length > 0;
  }
  return true;
}

/** Nothing there by either view, and no object in its place. */
function isClean(look: readonly Evidence[]): boolean {
  const parts = look.filter(({ operation }) => operation === 'ListParts');
  const lists = look.filter(({ operation }) => operation === 'ListMultipartUploads');
  const objects = look.filter(({ saw }) => saw === 'object' || saw === 'no object');
  return (
    parts.length > 0 &&
    parts.every((entry) => isGone(entry)) &&
    lists.length > 0 &&
    lists.every(({ saw }) => saw === 'not listed') &&
    objects.every(({ saw }) => saw === 'no object')
  );
}

/** Whether ListParts said that there is nothing: no such upload, or none of its parts. */
export function isGone({ status, code, parts }: Pick<Evidence, 'status' | 'code' | 'parts'>): boolean {
  return parts === 0 || (status === 404 && (code === 'NoSuchUpload' || code === 'NoSuchKey'));
}
