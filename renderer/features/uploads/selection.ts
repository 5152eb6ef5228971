import type { Upload, UploadFilter, UploadRef } from '../../../shared/schema/model.ts';

type Refs = ReadonlyMap<string, UploadRef>;

/**
 * Which uploads are ticked: some, by their identity, or all that match the filter, however many that is, except those
 * that were unticked since.
 */
export type Selection = { kind: 'some'; refs: Refs } | { kind: 'all'; except: Refs };

/** Nothing is ticked. */
export const nothingSelected: Selection = { kind: 'some', refs: new Map() };

/** All that match are ticked. */
export const allSelected: Selection = { kind: 'all', except: new Map() };

/** Uploads that can be named one by one; more than that is "all that match" (contract, `plans.create`). */
export const mostNamed = 20_000;

/** An upload's identity within its bucket, as one string. */
export function uploadIdentity({ uploadId, key }: UploadRef): string {
  return `${uploadId}\n${key}`;
}

export function isSelected(selection: Selection, { ref }: Pick<Upload, 'ref'>): boolean {
  const id = uploadIdentity(ref);
  return selection.kind === 'all' ? !selection.except.has(id) : selection.refs.has(id);
}

/** How many are ticked; `total` is how many match the filter. */
export function countSelected(selection: Selection, total: number): number {
  return selection.kind === 'all' ? Math.max(0, total - selection.except.size) : selection.refs.size;
}

/** These uploads ticked, or unticked. */
export function withUploads(selection: Selection, refs: readonly UploadRef[], ticked: boolean): Selection {
  const named = new Map(selection.kind === 'all' ? selection.except : selection.refs);
  // Of "all", the ones to remember are those that are not ticked.
  const remember = selection.kind === 'all' ? !ticked : ticked;
  for (const ref of refs) {
    if (remember) named.set(uploadIdentity(ref), ref);
    else named.delete(uploadIdentity(ref));
  }
  return selection.kind === 'all' ? { kind: 'all', except: named } : { kind: 'some', refs: named };
}

/** What a plan is asked for: the named uploads, or everything the filter matches when the plan is made. */
export function planSelection(selection: Selection, filter: UploadFilter) {
  if (selection.kind === 'some') return { kind: 'uploads' as const, refs: [...selection.refs.values()] };
  const except = [...selection.except.values()];
  return { kind: 'filter' as const, filter, ...(except.length > 0 ? { except } : {}) };
}

/** Windows of at most `size` rows that cover the rows `from` to `to`, both included. */
export function windowsOver(from: number, to: number, size: number): { offset: number; limit: number }[] {
  const windows: { offset: number; limit: number }[] = [];
  for (let offset = from; offset <= to; offset += size) {
    windows.push({ offset, limit: Math.min(size, to - offset + 1) });
  }
  return windows;
}
