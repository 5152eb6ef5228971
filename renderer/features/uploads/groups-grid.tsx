import { VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { CostPair } from '../../../shared/schema/costs.ts';
import type { UploadFilter, UploadTotals } from '../../../shared/schema/model.ts';
import type { Grouping, GroupName } from '../../../shared/schema/upload-groups.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { words } from '../../../shared/words/words.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { formatTotalBytes } from '../../ui/amounts.ts';
import { type ClickGuard, useClickGuard } from '../../ui/click-guard.ts';
import { CostText } from '../../ui/cost-text.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { showKey } from '../../ui/safe-key.ts';
import tick from '../../ui/tick.module.css';
import { TimeText } from '../../ui/time-text.tsx';
import { type GridColumn, VirtualGrid } from '../../ui/virtual-grid.tsx';
import { bucketView } from './bucket-view.ts';
import { utcDay } from './filter-chips.ts';
import type { GroupTicks } from './group-ticks.ts';
import { type GroupRow, groupFilter, parentFolder } from './group-tree.ts';
import classes from './groups-grid.module.css';
import { useGroupRows } from './use-group-rows.ts';

export type GroupsGridProps = {
  at: BucketPlace;
  filter: UploadFilter;
  by: Grouping;
  /** When the bucket's rows were last seen to change, ms. */
  changedAt: number;
  ticks: GroupTicks;
  /** Shows the uploads of one group. */
  onShow: (filter: UploadFilter) => void;
};

const dayMs = 86_400_000;

/** The uploads of a bucket in groups, with what each holds and costs. Folders open to show what lies in them. */
export function GroupsGrid({ at, filter, by, changedAt, ticks, onShow }: GroupsGridProps) {
  const say = words.page.uploads.groups;
  const { rows, costsOf, isPending, error, setExpanded } = useGroupRows(at, filter, by, changedAt);
  const [active, setActive] = useState<number | null>(null);
  const guard = useClickGuard();
  const expand = (index: number, expanded: boolean) => {
    const row = rows[index];
    if (row?.kind === 'group' && row.group.name.kind === 'folder') setExpanded(row.group.name.prefix, expanded);
  };
  return (
    <VirtualGrid<GroupRow>
      label={say.labels[by]}
      columns={[tickColumn(ticks, guard), ...groupColumns(by, costsOf, expand)]}
      count={rows.length}
      rowHeight={32}
      rowAt={(index) => rows[index]}
      active={active}
      scrolled={() => bucketView(at).groupsScrolled}
      onScrolled={(offset) => {
        bucketView(at).groupsScrolled = offset;
      }}
      onActive={setActive}
      onToggle={(index) => {
        const row = rows[index];
        if (row?.kind === 'group') ticks.toggle(row.group);
      }}
      isSelected={(row) => row.kind === 'group' && ticks.stateOf(row.group.name) !== 'off'}
      onOpen={(index) => {
        const row = rows[index];
        if (row?.kind === 'group') onShow(groupFilter(filter, row.group.name));
      }}
      {...(by === 'prefix'
        ? {
            tree: {
              level: (row) => row.level,
              expanded: (row) => (row.kind === 'group' ? row.expanded : undefined),
              onExpand: expand,
              parentOf: (index) => rows[index]?.parent ?? null,
            },
          }
        : {})}
      empty={error ? <Failure error={error} /> : isPending ? say.addingUp : say.noMatch}
    />
  );
}

function tickColumn(ticks: GroupTicks, guard: ClickGuard): GridColumn<GroupRow> {
  const say = words.page.uploads.groups;
  return {
    id: 'tick',
    width: '20px',
    header: <VisuallyHidden>{say.ticked}</VisuallyHidden>,
    cell: (row) => {
      if (row.kind !== 'group') return null;
      const state = ticks.stateOf(row.group.name);
      const { title } = groupWords(row.group.name);
      return (
        <input
          type="checkbox"
          className={tick.tick}
          tabIndex={-1}
          aria-label={say.select(title)}
          title={state === 'with its folder' ? say.folderTicked : undefined}
          aria-disabled={state === 'with its folder'}
          checked={state !== 'off'}
          readOnly
          onPointerDown={() => guard.pressed(title)}
          onClick={(event) => {
            event.stopPropagation();
            if (guard.isMeant(event, title)) ticks.toggle(row.group);
          }}
        />
      );
    },
    words: () => undefined,
  };
}

function groupColumns(
  by: Grouping,
  costsOf: (name: GroupName) => CostPair | undefined,
  expand: (index: number, expanded: boolean) => void,
): GridColumn<GroupRow>[] {
  const say = words.page.uploads.groups;
  const sum = (value: (totals: UploadTotals) => string | null) => (row: GroupRow) =>
    row.kind === 'group' ? value(row.group.totals) : null;
  return [
    {
      id: 'name',
      header: say.heads[by],
      width: 'minmax(160px, 1fr)',
      cell: (row, index) => <NameCell row={row} onExpand={(expanded) => expand(index, expanded)} />,
    },
    {
      id: 'uploads',
      header: say.columns.uploads,
      width: '84px',
      align: 'end',
      cell: sum(({ uploads }) => formatCount(uploads)),
    },
    {
      id: 'bytes',
      header: say.columns.bytes,
      width: '84px',
      align: 'end',
      cell: sum((totals) => formatTotalBytes(totals, formatColumnBytes)),
    },
    {
      id: 'sized',
      header: say.columns.sized,
      width: '168px',
      from: 715,
      cell: sum(({ sized, uploads }) => (sized < uploads ? say.sizedSome({ sized, of: uploads }) : say.sizedAll)),
    },
    {
      id: 'cost',
      header: say.columns.cost,
      width: '120px',
      align: 'end',
      cell: (row) => (row.kind === 'group' ? <CostText cost={costsOf(row.group.name)?.month} /> : null),
    },
    {
      id: 'so-far',
      header: say.columns.soFar,
      width: '120px',
      align: 'end',
      from: 840,
      cell: (row) => (row.kind === 'group' ? <CostText cost={costsOf(row.group.name)?.soFar} /> : null),
    },
    {
      id: 'oldest',
      header: say.columns.oldest,
      width: '100px',
      from: 950,
      cell: (row) =>
        row.kind === 'group' && row.group.totals.oldestInitiatedAt !== null ? (
          <TimeText value={row.group.totals.oldestInitiatedAt} age />
        ) : null,
    },
    {
      id: 'active',
      header: say.columns.active,
      width: '64px',
      align: 'end',
      from: 1030,
      cell: sum(({ active }) => formatCount(active)),
    },
  ];
}

function NameCell({ row, onExpand }: { row: GroupRow; onExpand: (expanded: boolean) => void }) {
  const say = words.page.uploads.groups;
  const indent = { paddingInlineStart: `${(row.level - 1) * 18}px` };
  switch (row.kind) {
    case 'pending':
      return <span style={indent}>{say.addingUp}</span>;
    case 'failed':
      return <span style={indent}>{say.unread}</span>;
    case 'more':
      return <span style={indent}>{say.mostUploads({ shown: row.shown, of: row.count })}</span>;
    case 'group': {
      const { expanded, group } = row;
      const { text, title } = groupWords(group.name);
      return (
        <span className={classes.name} style={indent} title={title}>
          {expanded === undefined ? (
            <span className={classes.leaf} />
          ) : (
            <button
              type="button"
              // The grid's own keys open and close folders.
              tabIndex={-1}
              className={classes.toggle}
              aria-label={expanded ? say.closeFolder(text) : say.openFolder(text)}
              onClick={(event) => {
                event.stopPropagation();
                onExpand(!expanded);
              }}
            >
              <Icon name={expanded ? 'down' : 'right'} size={14} />
            </button>
          )}
          <bdi>{text}</bdi>
        </span>
      );
    }
    default:
      return assertNever(row);
  }
}

/** What a group is called, and what it is called in full. */
function groupWords(name: GroupName): { text: string; title: string } {
  const say = words.page.uploads.groups.names;
  switch (name.kind) {
    case 'folder':
      return { text: showKey(name.prefix.slice(parentFolder(name.prefix).length)), title: showKey(name.prefix) };
    case 'direct':
      return name.prefix === ''
        ? { text: say.noFolder, title: say.noFolderInFull }
        : { text: say.direct, title: say.directInFull(showKey(name.prefix)) };
    case 'initiator':
      if (name.id === null) return { text: say.noInitiator, title: say.noInitiatorInFull };
      return { text: showKey(name.displayName || name.id), title: showKey(name.id) };
    case 'week':
      return { text: utcDay(name.from), title: `${utcDay(name.from)} – ${utcDay(name.to - dayMs)}` };
    default:
      return assertNever(name);
  }
}
