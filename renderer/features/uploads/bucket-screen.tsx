import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import type { Connection, Upload, UploadFilter, UploadRef, UploadSort } from '../../../shared/schema/model.ts';
import type { Grouping } from '../../../shared/schema/upload-groups.ts';
import { useApi, useBucket, useOutage, useStoreWait } from '../../api/api.tsx';
import { route } from '../../route.ts';
import { ColourStripe, ConnectionMarks } from '../../ui/connection-mark.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Hanging } from '../../ui/hanging.tsx';
import { NameText } from '../../ui/key-text.tsx';
import { OutageLine, StoreWaitLine } from '../../ui/outage-line.tsx';
import { showName } from '../../ui/safe-key.ts';
import { ScanBadge } from '../../ui/scan-badge.tsx';
import { AccessLogsDialog } from '../access-logs/index.ts';
import { showJob } from '../activity/index.ts';
import { BucketSettingsDialog } from '../bucket-settings/index.ts';
import { CleanUpDialog, type PlanRequest } from '../cleanup/index.ts';
import { MendEndpoint } from '../connections/index.ts';
import { CostsDialog } from '../costs/index.ts';
import { LeaksDialog } from '../leaks/index.ts';
import { DriftNotice, LifecycleDialog } from '../lifecycle/index.ts';
import { Inspector } from '../parts/index.ts';
import { PermissionsDialog } from '../permissions/index.ts';
import { PicturesDialog } from '../pictures/index.ts';
import { isFiltering, withoutAge } from './age-filter.ts';
import { AgeHistogram } from './age-histogram.tsx';
import { AllClean, useFreed } from './all-clean.tsx';
import { BucketMenu } from './bucket-menu.tsx';
import classes from './bucket-screen.module.css';
import { withExceptions } from './conditions.ts';
import { uploadExports } from './export-uploads.ts';
import { FilterBar } from './filter-bar.tsx';
import { useGroupTicks } from './group-ticks.ts';
import { GroupsGrid } from './groups-grid.tsx';
import { ScanButton } from './scan-button.tsx';
import {
  countSelected,
  isSelected,
  planSelection,
  refsOf,
  selectedBytes,
  uploadIdentity,
  windowsOver,
} from './selection.ts';
import { GroupBar, SelectionBar } from './selection-bar.tsx';
import { Tiles } from './tiles.tsx';
import { UnnamedNotice } from './unnamed-notice.tsx';
import { UploadsGrid } from './uploads-grid.tsx';
import { useCopy } from './use-copy.ts';
import { useTicks } from './use-ticks.ts';
import { useUploadRows } from './use-upload-rows.ts';

export type BucketScreenProps = { connection: Connection; bucketName: string; open: UploadRef | null };

const neverScanned = { status: 'never' as const };
/** Rows per call where a long range is read. */
const largestWindow = 1000;
/** Sums wait until a person has stopped typing for so long, ms: rows come first. */
const sumsPauseMs = 300;

/** One bucket: what it holds, its uploads, and the one that is open. */
export function BucketScreen({ connection, bucketName, open }: BucketScreenProps) {
  const { client, queries } = useApi();
  const at = { connectionId: connection.id, bucket: bucketName };
  const bucket = useBucket(connection.id, bucketName);
  const scan = bucket?.scan ?? neverScanned;
  const outage = useOutage(connection.id);
  const wait = useStoreWait(connection.id);
  /** The wait that was put away, by when it ends. */
  const [waitAway, setWaitAway] = useState<number | null>(null);
  /** The outage that was put away, by when it began. */
  const [outageAway, setOutageAway] = useState<number | null>(null);
  const [filter, setFilterState] = useState<UploadFilter>({});
  const [sort, setSortState] = useState<UploadSort>(() =>
    // Whoever tries things on should see at once what is worth it.
    connection.practice ? { by: 'size', direction: 'desc' } : { by: 'initiated', direction: 'asc' },
  );
  const [planning, setPlanning] = useState<{ of: 'ticked' | 'others'; selection: PlanRequest } | null>(null);
  const [grouping, setGrouping] = useState<Grouping | null>(null);
  const { state: copied, copy } = useCopy();
  /** The scan whose failure was put away, by the time it ended. */
  const [putAway, setPutAway] = useState<number | null>(null);
  const [aside, setAside] = useState<
    'permissions' | 'settings' | 'costs' | 'leaks' | 'pictures' | 'logs' | 'lifecycle' | null
  >(null);

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
  const ticks = useTicks(rows, readRows);
  const groupTicks = useGroupTicks();
  const { selection } = ticks;
  const setFilter = (next: UploadFilter) => {
    setFilterState(next);
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
  const failure = scan.status === 'failed' && (rows.total ?? 0) > 0 && scan.finishedAt !== putAway ? scan : null;
  const areTotalsOfFilter = summed === filter && !totals.isPlaceholderData;
  // Where nothing was ever read, nothing is known: no figure, and no zero (design, rule 4).
  const known = bucket?.totals ? totals.data : undefined;
  const whole = areTotalsOfFilter ? known : undefined;
  // What is listed and counts no more is proved gone, or was finished.
  const isAllClean = scan.status === 'complete' && bucket?.totals?.uploads === 0 && (rows.total ?? 0) > 0;
  const freed = useFreed(at, isAllClean);
  const bytes = useMemo(() => selectedBytes(selection, whole), [selection, whole]);
  const planAll = (of: UploadFilter) => setPlanning({ of: 'others', selection: { kind: 'filter', filter: of } });
  const all = { matching: rows.total ?? 0, filtering: isFiltering(filter), onPlan: () => planAll(filter) };
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <ColourStripe colour={connection.colour} />
        <div className={classes.title}>
          <h1 title={showName(bucketName)}>
            <NameText value={bucketName} />
          </h1>
          <p title={showName(connection.name)}>
            in <NameText value={connection.name} />
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
          onLifecycle={() => setAside('lifecycle')}
          onPermissions={() => setAside('permissions')}
          onSettings={() => setAside('settings')}
          onCosts={() => setAside('costs')}
          onLeaks={() => setAside('leaks')}
          onPictures={() => setAside('pictures')}
          onLogs={() => setAside('logs')}
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
          groupTicks.untickAll();
        }}
      />
      <div className={classes.body}>
        <div className={classes.list}>
          <div className={classes.figures}>
            <Tiles
              totals={known}
              unfiltered={isFiltering(filter) ? (bucket?.totals?.uploads ?? null) : null}
              costs={costs.data}
              isStale={!areTotalsOfFilter}
            />
            {isAllClean ? (
              <AllClean freed={freed} />
            ) : (
              <AgeHistogram bins={ages.data ?? []} filter={filter} onFilter={setFilter} />
            )}
          </div>
          <div className={classes.grid}>
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
                rows={rows}
                scan={scan}
                filter={filter}
                onPermissions={() => setAside('permissions')}
                sort={sort}
                onSort={setSort}
                ticks={ticks}
                open={open}
                onOpen={openUpload}
                onCopy={(active) => {
                  if (selected > 0) copy(selected, 'keys and upload IDs', readSelected);
                  else if (active) copy(1, 'keys and upload IDs', async () => [active]);
                }}
              />
            )}
          </div>
          <DriftNotice at={at} lifecycle={bucket?.lifecycle} />
          <UnnamedNotice scan={scan} />
          {scan.status === 'failed' && <MendEndpoint connection={connection} error={scan.error} />}
          {outage && outage.since !== outageAway && (
            <Hanging place="above" away="Put the outage away" onAway={() => setOutageAway(outage.since)}>
              <OutageLine connectionId={connection.id} name={connection.name} outage={outage} />
            </Hanging>
          )}
          {wait && !outage && wait.until !== waitAway && (
            <Hanging place="above" away="Put the wait away" onAway={() => setWaitAway(wait.until)}>
              <StoreWaitLine name={connection.name} wait={wait} />
            </Hanging>
          )}
          {failure && !outage && (
            <Hanging place="above" away="Put the scan’s failure away" onAway={() => setPutAway(failure.finishedAt)}>
              <Failure error={failure.error} />
            </Hanging>
          )}
        </div>
        {open && (
          <div className={classes.inspector}>
            <Inspector
              key={uploadIdentity(open)}
              upload={open}
              onClose={() => openUpload(null)}
              onAbort={() => setPlanning({ of: 'others', selection: { kind: 'uploads', refs: [open] } })}
            />
          </div>
        )}
      </div>
      {grouping ? (
        <GroupBar
          ticks={groupTicks}
          readOnly={connection.readOnly}
          all={all}
          onAbort={() => planAll({ ...filter, anyOf: groupTicks.conditions() })}
          onLeaveOut={() => setFilter(withExceptions(filter, groupTicks.conditions()))}
        />
      ) : (
        <SelectionBar
          all={all}
          selected={selected}
          bytes={bytes}
          readOnly={connection.readOnly}
          copied={copied}
          note={ticks.note}
          onCopy={(kind) => copy(selected, kind, readSelected)}
          exports={selected === 0 ? [] : uploadExports(client, at, planSelection(selection, filter))}
          onAbort={() => setPlanning({ of: 'ticked', selection: planSelection(selection, filter) })}
          onUntickAll={ticks.untickAll}
        />
      )}
      {aside === 'permissions' && (
        <PermissionsDialog connection={connection} bucket={bucketName} onClose={() => setAside(null)} />
      )}
      {aside === 'logs' && <AccessLogsDialog connection={connection} onClose={() => setAside(null)} />}
      {aside === 'pictures' && <PicturesDialog at={at} filter={filter} onClose={() => setAside(null)} />}
      {aside === 'leaks' && <LeaksDialog at={at} filter={filter} onClose={() => setAside(null)} />}
      {aside === 'costs' && <CostsDialog connection={connection} bucket={bucketName} onClose={() => setAside(null)} />}
      {aside === 'lifecycle' && (
        <LifecycleDialog connection={connection} bucket={bucketName} onClose={() => setAside(null)} />
      )}
      {aside === 'settings' && (
        <BucketSettingsDialog connection={connection} bucket={bucketName} onClose={() => setAside(null)} />
      )}
      {planning && (
        <CleanUpDialog
          at={at}
          selection={planning.selection}
          onClose={() => setPlanning(null)}
          onStarted={({ id }) => {
            setPlanning(null);
            // What another plan is made of stays ticked.
            if (planning.of === 'ticked') ticks.untickAll();
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
