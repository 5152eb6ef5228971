import type { UploadFilter } from '../../../shared/schema/model.ts';
import type { GroupName, UploadGroup, UploadGroups } from '../../../shared/schema/upload-groups.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';

/** What is known of one folder's groups: the answer, or that it is on its way, or that it failed. */
export type LevelAnswer = UploadGroups | 'pending' | 'failed';

/** One line of the groups as they are shown. */
export type GroupRow =
  | { kind: 'group'; group: UploadGroup; level: number; expanded: boolean | undefined; parent: number | null }
  | { kind: 'pending' | 'failed'; level: number; parent: number | null }
  /** There are more groups than one answer holds. */
  | { kind: 'more'; shown: number; count: number; level: number; parent: number | null };

/** The lines of a tree: every folder that is open is followed by what lies in it. Pure. */
export function groupRows(
  root: string,
  open: ReadonlySet<string>,
  answerOf: (prefix: string) => LevelAnswer | undefined,
): GroupRow[] {
  const rows: GroupRow[] = [];
  const add = (prefix: string, level: number, parent: number | null): void => {
    const answer = answerOf(prefix) ?? 'pending';
    if (answer === 'pending' || answer === 'failed') {
      rows.push({ kind: answer, level, parent });
      return;
    }
    for (const group of answer.groups) {
      const { name } = group;
      const expanded = name.kind === 'folder' ? open.has(name.prefix) : undefined;
      const index = rows.length;
      rows.push({ kind: 'group', group, level, expanded, parent });
      if (name.kind === 'folder' && expanded) add(name.prefix, level + 1, index);
    }
    if (answer.count > answer.groups.length) {
      rows.push({ kind: 'more', shown: answer.groups.length, count: answer.count, level, parent });
    }
  };
  add(root, 1, null);
  return rows;
}

/** The folder whose folders are shown first: where the filter's prefix leads. */
export function rootFolder({ keyPrefix = '' }: UploadFilter): string {
  return keyPrefix.slice(0, keyPrefix.lastIndexOf('/') + 1);
}

/** The folder that a folder lies in; empty at the top. */
export function parentFolder(prefix: string): string {
  return prefix.slice(0, prefix.slice(0, -1).lastIndexOf('/') + 1);
}

/** Every folder whose groups are shown: the root, and the open ones that can be seen. */
export function shownFolders(root: string, open: ReadonlySet<string>): string[] {
  const isSeen = (prefix: string): boolean => {
    if (prefix === root) return true;
    const parent = parentFolder(prefix);
    return open.has(prefix) && parent.startsWith(root) && isSeen(parent);
  };
  return [root, ...[...open].filter((prefix) => prefix !== root && prefix.startsWith(root) && isSeen(prefix))];
}

/** The filter narrowed down to one group: it matches what the group counted. */
export function groupFilter(filter: UploadFilter, name: GroupName): UploadFilter {
  switch (name.kind) {
    case 'folder':
      return filter.keyPrefix?.startsWith(name.prefix) ? filter : { ...filter, keyPrefix: name.prefix };
    case 'direct': {
      const isNarrower = filter.keyPrefix?.startsWith(name.prefix);
      return { ...filter, ...(isNarrower ? {} : { keyPrefix: name.prefix }), keyDirect: true };
    }
    case 'initiator':
      return { ...filter, initiator: name.id };
    case 'week':
      return {
        ...filter,
        initiatedAfter: Math.max(name.from, filter.initiatedAfter ?? name.from),
        // A week ends where the next one begins.
        initiatedBefore: Math.min(name.to - 1, filter.initiatedBefore ?? name.to - 1),
      };
    default:
      return assertNever(name);
  }
}
