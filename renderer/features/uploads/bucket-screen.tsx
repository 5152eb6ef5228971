import { Button } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Connection, UploadFilter, UploadRef, UploadSort } from '../../../shared/model.ts';
import { useApi, useBucket } from '../../api/api.tsx';
import { route } from '../../route.ts';
import { formatCount } from '../../ui/amounts.ts';
import { Failure } from '../../ui/failure.tsx';
import { ScanBadge } from '../../ui/scan-badge.tsx';
import { showJob } from '../activity/index.ts';
import { CleanUpDialog, type PlanSelection } from '../cleanup/index.ts';
import { Inspector } from '../parts/index.ts';
import { isFiltering, withoutAge } from './age-filter.ts';
import { AgeHistogram } from './age-histogram.tsx';
import { BucketMenu } from './bucket-menu.tsx';
import classes from './bucket-screen.module.css';
import { FilterBar } from './filter-bar.tsx';
import { ScanButton } from './scan-button.tsx';
import { countSelected, nothingSelected, planSelection, type Selection, uploadIdentity } from './selection.ts';
import { Tiles } from './tiles.tsx';
import { useUploadRows } from './upload-rows.ts';
import { UploadsGrid } from './uploads-grid.tsx';

export type BucketScreenProps = { connection: Connection; bucketName: string; open: UploadRef | null };

const neverScanned = { status: 'never' as const };
/** Below this, grid and inspector do not fit side by side, px. */
const sideBySidePx = 1000;

/** One bucket: what it holds, its uploads, and the one that is open. */
export function BucketScreen({ connection, bucketName, open }: BucketScreenProps) {
  const { queries } = useApi();
  const at = { connectionId: connection.id, bucket: bucketName };
  const bucket = useBucket(connection.id, bucketName);
  const scan = bucket?.scan ?? neverScanned;
  const [filter, setFilterState] = useState<UploadFilter>({});
  const [sort, setSort] = useState<UploadSort>({ by: 'initiated', direction: 'asc' });
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  const [planning, setPlanning] = useState<PlanSelection | null>(null);
  const { ref, width } = useElementSize<HTMLDivElement>();

  const rows = useUploadRows(at, filter, sort);
  const totals = useQuery({ ...queries.totals(at, filter), placeholderData: keepPreviousData });
  const ages = useQuery({ ...queries.ages(at, withoutAge(filter)), placeholderData: keepPreviousData });

  // "All" means all that match: a new filter would silently mean others.
  const setFilter = useCallback((next: UploadFilter) => {
    setFilterState(next);
    setSelection((before) => (before.kind === 'all' ? nothingSelected : before));
  }, []);
  const openUpload = (upload: UploadRef | null) => route.go({ screen: 'bucket', ...at, upload });

  const selected = countSelected(selection, rows.total ?? 0);
  const isPartial = scan.status === 'failed' && (rows.total ?? 0) > 0;
  const known = scan.status === 'never' ? undefined : totals.data;
  return (
    <div ref={ref} className={classes.screen} data-narrow={width < sideBySidePx || undefined}>
      <div className={classes.main}>
        <header className={classes.head}>
          <h1 title={bucketName}>{bucketName}</h1>
          <ScanBadge scan={scan} />
          <span className={classes.space} />
          <ScanButton at={at} scan={bucket?.scan} />
          <BucketMenu
            matching={rows.total ?? 0}
            filtering={isFiltering(filter)}
            onPlan={() => setPlanning({ kind: 'filter', filter })}
            onOpenPlan={(text) => setPlanning({ kind: 'file', text })}
          />
        </header>
        <div className={classes.figures}>
          <Tiles
            totals={isDenied(scan) && totals.data?.uploads === 0 ? undefined : known}
            unfiltered={isFiltering(filter) ? (bucket?.totals?.uploads ?? null) : null}
            endpointUrl={connection.endpointUrl}
          />
          <AgeHistogram bins={ages.data ?? []} filter={filter} onFilter={setFilter} />
        </div>
        <FilterBar
          filter={filter}
          onFilter={setFilter}
          selection={
            selected > 0 && (
              <>
                <span>{formatCount(selected)} selected</span>
                <Button color="red" onClick={() => setPlanning(planSelection(selection, filter))}>
                  Abort…
                </Button>
                <Button variant="subtle" color="gray" onClick={() => setSelection(nothingSelected)}>
                  Clear
                </Button>
              </>
            )
          }
        />
        {isPartial && (
          <div className={classes.notice}>
            <Failure error={scan.error} />
          </div>
        )}
        <UploadsGrid
          key={JSON.stringify(filter)}
          at={at}
          rows={rows}
          scan={scan}
          filter={filter}
          sort={sort}
          onSort={setSort}
          selection={selection}
          onSelection={setSelection}
          open={open}
          onOpen={openUpload}
        />
      </div>
      {open && (
        <div className={classes.inspector}>
          <Inspector
            key={uploadIdentity(open)}
            upload={open}
            onClose={() => openUpload(null)}
            onAbort={() => setPlanning({ kind: 'uploads', refs: [open] })}
          />
        </div>
      )}
      {planning && (
        <CleanUpDialog
          at={at}
          selection={planning}
          onClose={() => setPlanning(null)}
          onStarted={({ id }) => {
            setPlanning(null);
            setSelection(nothingSelected);
            showJob(id);
          }}
        />
      )}
    </div>
  );
}

function isDenied(scan: { status: string; error?: { code: string } }): boolean {
  return scan.status === 'failed' && scan.error?.code === 'ACCESS_DENIED';
}
