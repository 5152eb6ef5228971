import type { Upload, UploadFilter, UploadRef, UploadTotals } from '../../../shared/schema/model.ts';
import { mostNamed } from '../../../shared/values/named-uploads.ts';

/** An upload that is remembered by name, with its bytes as they were last seen; null while they are not known. */
export type Named = { ref: UploadRef; bytes: number | null };

/** Named uploads by {@link uploadIdentity}. */
export type NamedUploads = ReadonlyMap<string, Named>;

/** As much of a row as ticking it takes. */
export type TickableRow = Pick<Upload, 'ref' | 'sizing'>;

/**
 * Which uploads are ticked: some, by their identity, or all that match the filter, however many that is, except those
 * that were unticked since.
 */
export type Selection = { kind: 'some'; uploads: NamedUploads } | { kind: 'all'; except: NamedUploads };

/** Nothing is ticked. */
export const nothingSelected: Selection = { kind: 'some', uploads: new Map() };

/** All that match are ticked. */
export const allSelected: Selection = { kind: 'all', except: new Map() };

/** Whether it remembers more uploads by name than one call carries. */
export function namesTooMany(selection: Selection): boolean {
  return namedOf(selection).size > mostNamed;
}

/** An upload's identity within its bucket, as one string. */
export function uploadIdentity({ uploadId, key }: UploadRef): string {
  return `${uploadId}\n${key}`;
}

/** Whether an upload is ticked. */
export function isSelected(selection: Selection, { ref }: Pick<Upload, 'ref'>): boolean {
  const id = uploadIdentity(ref);
  return selection.kind === 'all' ? !selection.except.has(id) : selection.uploads.has(id);
}

/** How many are ticked; `total` is how many match the filter. */
export function countSelected(selection: Selection, total: number): number {
  return selection.kind === 'all' ? Math.max(0, total - selection.except.size) : selection.uploads.size;
}

/** These uploads ticked, or unticked; every other one stays as it is. */
export function withUploads(selection: Selection, rows: readonly TickableRow[], ticked: boolean): Selection {
  const named = new Map(namedOf(selection));
  // Of "all", the ones to remember are those that are not ticked.
  const remember = selection.kind === 'all' ? !ticked : ticked;
  for (const row of rows) {
    if (remember) named.set(uploadIdentity(row.ref), { ref: row.ref, bytes: bytesOf(row) });
    else named.delete(uploadIdentity(row.ref));
  }
  return withNamed(selection, named);
}

/** The selection with the sizes that these rows tell now; the same object where they tell nothing new. */
export function withSizes(selection: Selection, rows: readonly TickableRow[]): Selection {
  const before = namedOf(selection);
  if (before.size === 0) return selection;
  const news = rows.filter((row) => {
    const known = before.get(uploadIdentity(row.ref));
    return known !== undefined && bytesOf(row) !== null && known.bytes !== bytesOf(row);
  });
  if (news.length === 0) return selection;
  const named = new Map(before);
  for (const row of news) named.set(uploadIdentity(row.ref), { ref: row.ref, bytes: bytesOf(row) });
  return withNamed(selection, named);
}

/** What a plan is asked for: the named uploads, or everything the filter matches when the plan is made. */
export function planSelection(selection: Selection, filter: UploadFilter) {
  if (selection.kind === 'some') return { kind: 'uploads' as const, refs: refsOf(selection.uploads) };
  const except = refsOf(selection.except);
  return { kind: 'filter' as const, filter, ...(except.length > 0 ? { except } : {}) };
}

/** The named uploads, as the contract names them. */
export function refsOf(named: NamedUploads): UploadRef[] {
  return [...named.values()].map(({ ref }) => ref);
}

/** What is known of the bytes of the ticked uploads. `at least`: some of them are not sized. */
export type SelectedBytes = { known: 'all' | 'at least'; bytes: number } | { known: 'nothing' };

/**
 * The bytes of the ticked uploads.
 * @param totals of all that match the filter; undefined while they are being read
 */
export function selectedBytes(
  selection: Selection,
  totals: Pick<UploadTotals, 'uploads' | 'sized' | 'bytes'> | undefined,
): SelectedBytes {
  const named = [...namedOf(selection).values()].map(({ bytes }) => bytes);
  const sized = named.filter((bytes) => bytes !== null);
  const sum = sized.reduce((total, bytes) => total + bytes, 0);
  if (selection.kind === 'some') {
    if (sized.length === 0) return { known: 'nothing' };
    return { known: sized.length === named.length ? 'all' : 'at least', bytes: sum };
  }
  // Bytes that may or may not be in the total cannot be taken from it.
  if (!totals || sized.length < named.length || totals.sized <= sized.length || totals.bytes < sum) {
    return { known: 'nothing' };
  }
  return { known: totals.sized < totals.uploads ? 'at least' : 'all', bytes: totals.bytes - sum };
}

/** Windows of at most `size` rows that cover the rows `from` to `to`, both included. */
export function windowsOver(from: number, to: number, size: number): { offset: number; limit: number }[] {
  const windows: { offset: number; limit: number }[] = [];
  for (let offset = from; offset <= to; offset += size) {
    windows.push({ offset, limit: Math.min(size, to - offset + 1) });
  }
  return windows;
}

function namedOf(selection: Selection): NamedUploads {
  return selection.kind === 'all' ? selection.except : selection.uploads;
}

function withNamed(selection: Selection, named: NamedUploads): Selection {
  return selection.kind === 'all' ? { kind: 'all', except: named } : { kind: 'some', uploads: named };
}

function bytesOf({ sizing }: TickableRow): number | null {
  return sizing.status === 'sized' ? sizing.bytes : null;
}
