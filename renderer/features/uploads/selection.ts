import type { Upload, UploadFilter, UploadRef } from '../../../shared/model.ts';

/** Which uploads are ticked: some, by their identity, or all that match the filter, however many that is. */
export type Selection = { kind: 'some'; refs: ReadonlyMap<string, UploadRef> } | { kind: 'all' };

/** Nothing is ticked. */
export const nothingSelected: Selection = { kind: 'some', refs: new Map() };

/** An upload's identity within its bucket, as one string. */
export function uploadIdentity({ uploadId, key }: UploadRef): string {
  return `${uploadId}\n${key}`;
}

export function isSelected(selection: Selection, { ref }: Pick<Upload, 'ref'>): boolean {
  return selection.kind === 'all' || selection.refs.has(uploadIdentity(ref));
}

/** How many are ticked; `total` is how many match the filter. */
export function countSelected(selection: Selection, total: number): number {
  return selection.kind === 'all' ? total : selection.refs.size;
}

/** These uploads ticked, or unticked. Of "all", nothing can be taken away without naming the rest: see `without`. */
export function withUploads(selection: Selection, refs: readonly UploadRef[], ticked: boolean): Selection {
  if (selection.kind === 'all') return selection;
  const next = new Map(selection.refs);
  for (const ref of refs) {
    if (ticked) next.set(uploadIdentity(ref), ref);
    else next.delete(uploadIdentity(ref));
  }
  return { kind: 'some', refs: next };
}

/** What a plan is asked for: the named uploads, or everything the filter matches when the plan is made. */
export function planSelection(selection: Selection, filter: UploadFilter) {
  return selection.kind === 'all'
    ? { kind: 'filter' as const, filter }
    : { kind: 'uploads' as const, refs: [...selection.refs.values()] };
}

/** Windows of at most `size` rows that cover the rows `from` to `to`, both included. */
export function windowsOver(from: number, to: number, size: number): { offset: number; limit: number }[] {
  const windows: { offset: number; limit: number }[] = [];
  for (let offset = from; offset <= to; offset += size) {
    windows.push({ offset, limit: Math.min(size, to - offset + 1) });
  }
  return windows;
}
