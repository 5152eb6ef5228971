import type { CsvValue } from '../../../shared/format/csv.ts';
import { isKnownTime } from '../../../shared/format/time.ts';
import type { CostJson, CostPair } from '../../../shared/schema/costs.ts';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import type { Grouping, GroupName, UploadGroups } from '../../../shared/schema/upload-groups.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { inEnglish, words } from '../../../shared/words/words.ts';
import type { Client } from '../../api/client.ts';
import type { BucketPlace } from '../../api/queries.ts';
import type { ExportChoice } from '../../ui/export-menu.tsx';
import { pageFileName } from '../../ui/file-name.ts';
import { tableExports } from '../../ui/table-export.ts';

const columns = [
  'group',
  'name',
  'displayName',
  'uploads',
  'sized',
  'bytes',
  'active',
  'oldest',
  'costAMonth',
  'costSoFar',
  'currency',
  'costIs',
] as const;

/** The groups of a bucket's uploads as a file, those at the top: what lies in a folder is in its folder's sums. */
export function groupExports(client: Client, at: BucketPlace, filter: UploadFilter, by: Grouping): ExportChoice[] {
  const fileName = pageFileName(at.bucket, `by-${by}`);
  return tableExports(words.page.uploads.groups.exports, fileName, columns, async () => {
    const [groups, costs] = await Promise.all([
      client.uploads.groups({ ...at, filter, by }),
      client.costs.groups({ ...at, filter, by }),
    ]);
    return groupRows(groups, costs.groups);
  });
}

/** Rows of a table of groups; the last one tells of those that are not among them. An unknown is null. */
export function groupRows(
  { groups, count }: UploadGroups,
  costs: readonly { name: GroupName; costs: CostPair }[],
): CsvValue[][] {
  const byName = new Map(costs.map((each) => [JSON.stringify(each.name), each.costs]));
  const rows = groups.map(({ name, totals }): CsvValue[] => {
    const cost = byName.get(JSON.stringify(name));
    const oldest = totals.oldestInitiatedAt;
    return [
      ...nameCells(name),
      totals.uploads,
      totals.sized,
      totals.sized === 0 && totals.uploads > 0 ? null : totals.bytes,
      totals.active,
      oldest !== null && isKnownTime(oldest) ? new Date(oldest).toISOString() : null,
      amount(cost?.month),
      amount(cost?.soFar),
      cost?.month.money?.currency ?? null,
      cost?.month.exactness ?? null,
    ];
  });
  const more = count - groups.length;
  if (more > 0)
    rows.push([
      'more',
      inEnglish(({ page }) => page.uploads.groups.moreInFile(more)),
      ...columns.slice(2).map(() => null),
    ]);
  return rows;
}

/** Kind, name and display name of a group. */
function nameCells(name: GroupName): [string, string | null, string | null] {
  switch (name.kind) {
    case 'folder':
    case 'direct':
      return [name.kind, name.prefix, null];
    case 'initiator':
      return [name.kind, name.id, name.displayName];
    case 'week':
      return [name.kind, new Date(name.from).toISOString().slice(0, 10), null];
    default:
      return assertNever(name);
  }
}

/** As a number of the file: it has no more digits than a number holds. */
function amount(cost: CostJson | undefined): number | null {
  return cost?.money ? Number(cost.money.amount) : null;
}
