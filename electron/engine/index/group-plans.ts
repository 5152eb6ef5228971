import type { Grouping, GroupName } from '../../../shared/schema/upload-groups.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { BrokenRowError, integer, type Row, text, textOrNull } from './columns.ts';
import { afterPrefix } from './filter-clauses.ts';

const weekMs = 7 * 86_400_000;
/** From Monday, 29 December 1969 to the epoch, which was a Thursday. */
const mondayMs = 3 * 86_400_000;

/** How one grouping is asked for and read. */
interface GroupPlan {
  /** SQL whose value a group shares. Literal numbers only: bound ones are reals, and would not divide whole. */
  value: string;
  name(row: Row): GroupName;
  compare(a: GroupName, b: GroupName): number;
}

/** How uploads are put together. @param prefix the folder whose folders are asked for; empty for the top */
export function planFor(by: Grouping, prefix: string): GroupPlan {
  switch (by) {
    case 'prefix': {
      const rest = afterPrefix(prefix);
      return {
        value: `substr(${rest}, 1, instr(${rest}, '/'))`,
        name: (row) => {
          const folder = text(row, 'value');
          return folder === '' ? { kind: 'direct', prefix } : { kind: 'folder', prefix: prefix + folder };
        },
        compare: byFolder,
      };
    }
    case 'initiator':
      return {
        value: 'upload.initiator_id',
        name: (row) => ({ kind: 'initiator', id: textOrNull(row, 'value'), displayName: textOrNull(row, 'name') }),
        // By uploads, as they come.
        compare: () => 0,
      };
    case 'week':
      return {
        value: `(upload.initiated_at + ${mondayMs}) / ${weekMs}`,
        name: (row) => {
          const start = integer(row, 'value') * weekMs - mondayMs;
          if (!Number.isSafeInteger(start + weekMs)) throw new BrokenRowError('No week begins then');
          return { kind: 'week', from: start, to: start + weekMs };
        },
        compare: (a, b) => (a.kind === 'week' && b.kind === 'week' ? b.from - a.from : 0),
      };
    default:
      return assertNever(by);
  }
}

/** Folders by name, as S3 sorts keys; what lies in the folder itself comes last. */
function byFolder(a: GroupName, b: GroupName): number {
  if (a.kind !== 'folder' || b.kind !== 'folder') return a.kind === b.kind ? 0 : a.kind === 'direct' ? 1 : -1;
  return Buffer.compare(Buffer.from(a.prefix), Buffer.from(b.prefix));
}
