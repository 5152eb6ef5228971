import { useState } from 'react';
import type { UploadConditions } from '../../../shared/schema/upload-filter.ts';
import type { GroupName, UploadGroup } from '../../../shared/schema/upload-groups.ts';
import { words } from '../../../shared/words/words.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { useKept } from './bucket-view.ts';
import { groupFilter } from './group-tree.ts';

/** Groups in one plan or exception: as many sets of conditions as a filter takes (contract, `uploadFilterSchema`). */
const mostTicked = 200;

/** Which groups are ticked, by what their uploads have in common. */
export type GroupTicks = {
  groups: readonly UploadGroup[];
  /** Why the last tick did nothing; null where it did. */
  note: string | null;
  stateOf: (name: GroupName) => 'on' | 'off' | 'with its folder';
  toggle: (group: UploadGroup) => void;
  untickAll: () => void;
  /** What matches the ticked groups and nothing else. */
  conditions: () => UploadConditions[];
};

/** Ticks of groups. A folder holds its folders: ticking it makes theirs its own. */
export function useGroupTicks(at: BucketPlace): GroupTicks {
  const [groups, setGroups] = useKept(at, 'tickedGroups');
  const [note, setNote] = useState<string | null>(null);
  const stateOf = (name: GroupName) => {
    if (groups.some((group) => sameGroup(group.name, name))) return 'on';
    return groups.some((group) => isWithin(name, group.name)) ? 'with its folder' : 'off';
  };
  return {
    groups,
    note,
    stateOf,
    toggle: (group) => {
      const state = stateOf(group.name);
      if (state === 'with its folder') {
        setNote(words.page.uploads.ticked.notes.folderTicked);
        return;
      }
      if (state === 'on') setGroups(groups.filter(({ name }) => !sameGroup(name, group.name)));
      else if (groups.length >= mostTicked) {
        setNote(words.page.uploads.ticked.notes.mostGroups(mostTicked));
        return;
      } else setGroups([...groups.filter(({ name }) => !isWithin(name, group.name)), group]);
      setNote(null);
    },
    untickAll: () => {
      setGroups([]);
      setNote(null);
    },
    conditions: () => groups.map(({ name }) => groupFilter({}, name)),
  };
}

function sameGroup(a: GroupName, b: GroupName): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether every upload of a group is one of a folder's. */
function isWithin(name: GroupName, of: GroupName): boolean {
  if (of.kind !== 'folder') return false;
  if (name.kind === 'folder') return name.prefix !== of.prefix && name.prefix.startsWith(of.prefix);
  return name.kind === 'direct' && name.prefix.startsWith(of.prefix);
}
