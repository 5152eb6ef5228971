import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import type { Connection, Upload, UploadFilter, UploadRef, UploadSort } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi, useBucket, useOutage, useStoreWait } from '../../api/api.tsx';
import { route } from '../../route.ts';
import { isListOpen } from '../../ui/bucket-sums.ts';
import { ColourStripe, ConnectionMarks } from '../../ui/connection-mark.tsx';
import { Filled } from '../../ui/filled.tsx';
import { NameText } from '../../ui/key-text.tsx';
import { showName } from '../../ui/safe-key.ts';
import { ScanBadge } from '../../ui/scan-badge.tsx';
import { showJob } from '../activity/index.ts';
import { CleanUpDialog, type PlanRequest } from '../cleanup/index.ts';
import { Inspector } from '../parts/index.ts';
import { isFiltering, withoutAge } from './age-filter.ts';
import { AgeHistogram } from './age-histogram.tsx';
import { AllClean, useFreed } from './all-clean.tsx';
import { type Aside, BucketAside } from './bucket-aside.tsx';
import { BucketMenu } from './bucket-menu.tsx';
import { BucketNotices } from './bucket-notices.tsx';
import classes from './bucket-screen.module.css';
import { bucketView, useKept } from './bucket-view.ts';
import { withExceptions } from './conditions.ts';
import { uploadExports } from './export-uploads.ts';
import { FilterBar } from './filter-bar.tsx';
import { groupExports } from './group-exports.ts';
import { useGroupTicks } from './group-ticks.ts';
import { GroupsGrid } from './groups-grid.tsx';
import { ScanButton } from './scan-button.tsx';
import {
  countSelected,
  isSelected,
  namesTooMany,
  planSelection,
  refsOf,
  selectedBytes,
  uploadIdentity,
  windowsOver,
} from './selection.ts';
import { GroupBar, SelectionBar } from './selection-bar.tsx';
import { Tiles } from './tiles.tsx';
import { useUndoneTicks } from './undone-ticks.ts';
import { UploadsGrid } from './uploads-grid.tsx';
import { useCopy } from './use-copy.ts';
import { useTicks } from './use-ticks.ts';
import { useUploadRows } from './use-upload-rows.ts';

export type BucketScreenProps = { connection: Connection; bucketName: string; open: UploadRef | null };

const biggestFirst: UploadSort = { by: 'size', direction: 'desc' };
const oldestFirst: UploadSort = { by: 'initiated', direction: 'asc' };
const neverScanned = { status: 'never' as const };
/** Rows per call where a long range is read. */
const largestWindow = 1000;
/** Sums wait until a person has stopped typing for so long, ms: rows come first. */
const sumsPauseMs = 300;

/** One bucket: what it holds, its uploads, and the one that is open. */
export function BucketScreen({ connection, bucketName, open }: BucketScreenProps) {
  const { client, queries } = useApi();
  const say = words.page.uploads.bucket;
  const at = { connectionId: connection.id, bucket: bucketName };
  const bucket = useBucket(connection.id, bucketName);
  const scan = bucket?.scan ?? neverScanned;
  const outage = useOutage(connection.id);
  const wait = useStoreWait(connection.id);
  const [filter, setFilterState] = useKept(at, 'filter');
  const [chosenSort, setSortState] = useKept(at, 'sort');
  // Whoever tries things on should see at once what is worth it.
  const sort = chosenSort ?? (connection.practice ? biggestFirst : oldestFirst);
  const [planning, setPlanning] = useState<{ of: 'ticked' | 'others'; selection: PlanRequest } | null>(null);
  const [grouping, setGrouping] = useKept(at, 'grouping');
  const { state: copied, copy } = useCopy();
  /** The upload whose details are to verify it as soon as they are there. */
  const [toVerify, setToVerify] = useState<UploadRef | null>(null);
  const [aside, setAside] = useState<Aside | null>(null);

  const rows = useUploadRows(at, filter, sort);
  const summed = useSummedFilter(filter, !rows.isStale);
  const totals = useQuery({ ...queries.totals(at, summed), placeholderData: keepPreviousData });
  // Rows first: the histogram is read over every one of them, which would keep a busy computer from drawing them.
  const [hasRows] = useDebouncedValue(rows.total !== null, sumsPauseMs);
  const costs = useQuery({ ...queries.costs(at, summed), enabled: hasRows, placeholderData: keepPreviousData });
  const ages = useQuery({
    ...queries.ages(at, withoutAge(summed)),
    enabled: hasRows,
    placeholderData: keepPreviousData,
  });

  const readRows = async (from: number, to: number): Promise<Upload[]> => {
    const read: Upload[] = [];
    for (const window of windowsOver(from, to, largestWindow)) {
      const { rows: found } = await client.uploads.window({ ...at, filter, sort, ...window });
      read.push(...found);
    }
    return read;
  };
  const ticks = useTicks(at, rows, readRows);
  const untickUntilUndone = useUndoneTicks(ticks, filter);
  const groupTicks = useGroupTicks(at);
  const { selection } = ticks;
  const setFilter = (next: UploadFilter) => {
    setFilterState(next);
    // Other rows begin at their top.
    Object.assign(bucketView(at), { scrolled: 0, groupsScrolled: 0, openFolders: new Set() });
    // "All" means all that match: a new filter would silently mean others.
    ticks.rowsChanged(true);
    groupTicks.untickAll();
  };
  const setSort = (next: UploadSort) => {
    setSortState(next);
    ticks.rowsChanged(false);
  };
  const readSelected = async (): Promise<UploadRef[]> => {
    if (selection.kind === 'some') return refsOf(selection.uploads);
    const read = await readRows(0, (rows.total ?? 0) - 1);
    return read.filter((upload) => isSelected(selection, upload)).map(({ ref }) => ref);
  };
  const openUpload = (upload: UploadRef | null) => route.go({ screen: 'bucket', ...at, upload });

  const selected = countSelected(selection, rows.total ?? 0);
  const areTotalsOfFilter = summed === filter && !totals.isPlaceholderData;
  // Where nothing was ever read, nothing is known: no figure, and no zero (design, rule 4).
  const known = bucket?.totals ? totals.data : undefined;
  const whole = areTotalsOfFilter ? known : undefined;
  // What is listed and counts no more is proved gone, or was finished.
  const isAllClean = scan.status === 'complete' && bucket?.totals?.uploads === 0 && (rows.total ?? 0) > 0;
  const freed = useFreed(at, isAllClean);
  const bytes = useMemo(() => selectedBytes(selection, whole), [selection, whole]);
  const planOne = (upload: UploadRef) => setPlanning({ of: 'others', selection: { kind: 'uploads', refs: [upload] } });
  const planAll = (of: UploadFilter) => setPlanning({ of: 'others', selection: { kind: 'filter', filter: of } });
  // What is proved gone stands in the list until the next scan, and in no plan.
  const remaining = isFiltering(filter) ? whole?.uploads : bucket?.totals?.uploads;
  const all = {
    matching: remaining ?? rows.total ?? 0,
    filtering: isFiltering(filter),
    onPlan: () => planAll(filter),
  };
  return (
    <div className={classes.screen}>
      <header className={classes.head} data-region="bucket">
        <ColourStripe colour={connection.colour} />
        <div className={classes.title}>
          <h1 title={showName(bucketName)}>
            <NameText value={bucketName} />
          </h1>
          <p title={showName(connection.name)}>
            <Filled text={say.inConnection} parts={{ connection: <NameText value={connection.name} /> }} />
          </p>
        </div>
        <ConnectionMarks connection={connection} />
        <ScanBadge scan={scan} outage={outage} wait={wait} />
        <span className={classes.space} />
        <ScanButton at={at} scan={bucket?.scan} />
        <BucketMenu
          at={at}
          matching={rows.total ?? 0}
          filtering={isFiltering(filter)}
          readOnly={connection.readOnly}
          onOpenPlan={(text) => setPlanning({ of: 'others', selection: { kind: 'file', text } })}
          onAside={setAside}
          exports={uploadExports(client, at, { kind: 'filter', filter })}
        />
      </header>
      <FilterBar
        at={at}
        filter={filter}
        onFilter={setFilter}
        grouping={grouping}
        onGrouping={(next) => {
          setGrouping(next);
          bucketView(at).groupsScrolled = 0;
          groupTicks.untickAll();
        }}
      />
      <div className={classes.body}>
        <div className={classes.list}>
          <div className={classes.figures}>
            <Tiles
              totals={known}
              unfiltered={isFiltering(filter) ? (bucket?.totals?.uploads ?? null) : null}
              isListOpen={isListOpen({ scan })}
              costs={costs.data}
              isStale={!areTotalsOfFilter}
            />
            {isAllClean ? (
              <AllClean freed={freed} />
            ) : (
              <AgeHistogram bins={ages.data ?? []} filter={filter} onFilter={setFilter} />
            )}
          </div>
          <div className={classes.grid} data-region="uploads">
            {grouping ? (
              <GroupsGrid
                key={`${grouping} ${JSON.stringify(filter)}`}
                at={at}
                filter={filter}
                by={grouping}
                changedAt={totals.dataUpdatedAt}
                ticks={groupTicks}
                onShow={(next) => {
                  setFilter(next);
                  setGrouping(null);
                }}
              />
            ) : (
              <UploadsGrid
                key={JSON.stringify(filter)}
                at={at}
                rows={rows}
                scan={scan}
                filter={filter}
                onPermissions={() => setAside('permissions')}
                sort={sort}
                onSort={setSort}
                ticks={ticks}
                open={open}
                onOpen={openUpload}
                readOnly={connection.readOnly}
                onAbort={planOne}
                onDelete={(active) => {
                  if (connection.readOnly) return;
                  if (selected > 0) setPlanning({ of: 'ticked', selection: planSelection(selection, filter) });
                  else if (active) planOne(active);
                }}
                onVerify={(upload) => {
                  setToVerify(upload);
                  openUpload(upload);
                }}
                onCopy={(active) => {
                  if (selected > 0) copy(selected, 'keys and upload IDs', readSelected);
                  else if (active) copy(1, 'keys and upload IDs', async () => [active]);
                }}
              />
            )}
          </div>
          <BucketNotices
            at={at}
            connection={connection}
            scan={scan}
            lifecycle={bucket?.lifecycle}
            hasRows={(rows.total ?? 0) > 0}
          />
        </div>
        {open && (
          <div className={classes.inspector} data-region="details">
            <Inspector
              key={uploadIdentity(open)}
              upload={open}
              onClose={() => openUpload(null)}
              onAbort={() => planOne(open)}
              verifyNow={toVerify !== null && uploadIdentity(toVerify) === uploadIdentity(open)}
              onVerifying={() => setToVerify(null)}
            />
          </div>
        )}
      </div>
      {grouping ? (
        <GroupBar
          ticks={groupTicks}
          readOnly={connection.readOnly}
          all={all}
          exports={[
            ...groupExports(client, at, filter, grouping),
            ...(groupTicks.groups.length === 0
              ? []
              : uploadExports(client, at, {
                  kind: 'filter',
                  filter: { ...filter, anyOf: groupTicks.conditions() },
                })),
          ]}
          onAbort={() => planAll({ ...filter, anyOf: groupTicks.conditions() })}
          onLeaveOut={() => setFilter(withExceptions(filter, groupTicks.conditions()))}
        />
      ) : (
        <SelectionBar
          all={all}
          selected={selected}
          bytes={bytes}
          isTooMany={namesTooMany(selection)}
          readOnly={connection.readOnly}
          copied={copied}
          note={ticks.note}
          onCopy={(kind) => copy(selected, kind, readSelected)}
          exports={
            selected === 0 || namesTooMany(selection) ? [] : uploadExports(client, at, planSelection(selection, filter))
          }
          onAbort={() => setPlanning({ of: 'ticked', selection: planSelection(selection, filter) })}
          onUntickAll={ticks.untickAll}
        />
      )}
      {aside && (
        <BucketAside
          aside={aside}
          connection={connection}
          bucketName={bucketName}
          bucket={bucket}
          filter={filter}
          onClear={() => {
            setAside(null);
            planAll({});
          }}
          onClose={() => setAside(null)}
        />
      )}
      {planning && (
        <CleanUpDialog
          at={at}
          selection={planning.selection}
          onClose={() => setPlanning(null)}
          onStarted={({ id }) => {
            setPlanning(null);
            // What another plan is made of stays ticked.
            if (planning.of === 'ticked') untickUntilUndone(id);
            showJob(id);
          }}
        />
      )}
    </div>
  );
}

/** The filter that sums are asked for: the newest one whose rows are there, once nobody types any more. */
function useSummedFilter(filter: UploadFilter, hasRows: boolean): UploadFilter {
  const answered = useRef(filter);
  if (hasRows) answered.current = filter;
  return useDebouncedValue(answered.current, sumsPauseMs)[0];
}
