import { ActionIcon, SegmentedControl } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { HistoryJob } from '../../../shared/schema/history.ts';
import { useApi, useConnection, useJobs } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { route } from '../../route.ts';
import { formatNoun, leftClause } from '../../ui/amounts.ts';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { NameText } from '../../ui/key-text.tsx';
import { recordView, useRecordView } from '../../ui/record-view.ts';
import { readReport } from '../../ui/report-file.ts';
import { showName } from '../../ui/safe-key.ts';
import { ExactTime } from '../../ui/time-text.tsx';
import { stateWord } from '../activity/index.ts';
import { ChainStatus } from './chain-status.tsx';
import { EvidenceGrid } from './evidence-grid.tsx';
import classes from './history.module.css';
import { historyKey, jobQuery, readExport } from './history-queries.ts';
import { withLive } from './history-words.ts';
import { ItemsGrid } from './items-grid.tsx';
import { VerdictCounts } from './verdict-counts.tsx';

/** One job's record: what came of its uploads, and every call that led there. */
export function JobScreen({ jobId }: { jobId: string }) {
  const { client } = useApi();
  const cache = useQueryClient();
  const live = useJobs();
  const { data, error } = useQuery(jobQuery(client, jobId));
  const [job] = data ? withLive([data], live) : [];

  // The last lines are written as it ends.
  const state = job?.state;
  const before = useRef(state);
  useEffect(() => {
    const hasEnded = before.current !== undefined && before.current !== 'finished' && state === 'finished';
    before.current = state;
    if (hasEnded) void cache.invalidateQueries({ queryKey: historyKey });
  }, [state, cache]);

  if (error) {
    return (
      <div className={classes.screen}>
        <header className={classes.head}>
          <BackButton />
          <h1 className={classes.title}>History</h1>
        </header>
        <div className={classes.body}>
          <Failure error={toErrorShape(error)} />
        </div>
      </div>
    );
  }
  return job ? (
    <Record job={job} />
  ) : (
    <p role="status" className={classes.reading}>
      Reading the record…
    </p>
  );
}

function BackButton() {
  return (
    <ActionIcon aria-label="Back to all jobs" onClick={() => route.go({ screen: 'history', jobId: null })}>
      <Icon name="left" />
    </ActionIcon>
  );
}

function Record({ job }: { job: HistoryJob }) {
  const { client } = useApi();
  const shown = useRecordView();
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <BackButton />
        <div className={classes.title}>
          <h1 title={showName(job.bucket)}>
            <NameText value={job.bucket} />
          </h1>
          <p>
            <Where job={job} /> · started <ExactTime value={job.createdAt} />
          </p>
        </div>
        <ExportMenu
          choices={[
            { label: 'Report to read and print (HTML)', read: () => readReport(client, job.id) },
            { label: 'Evidence as JSON', read: () => readExport(client, job.id, 'json') },
            { label: 'Evidence as CSV', read: () => readExport(client, job.id, 'csv') },
          ]}
        />
      </header>
      <div className={classes.facts}>
        <VerdictCounts job={job} />
        <span className={classes.figures}>
          {formatNoun(job.items, 'upload')} · {formatBytes(job.bytesFreed)} freed · {leftClause(job)} · {stateWord(job)}
          {job.finishedAt !== null && (
            <>
              {' '}
              <ExactTime value={job.finishedAt} />
            </>
          )}
        </span>
      </div>
      <div className={classes.views}>
        <SegmentedControl
          size="xs"
          aria-label="Show"
          value={shown}
          onChange={(next) => recordView.set(next === 'evidence' ? 'evidence' : 'uploads')}
          data={[
            { value: 'uploads', label: 'Uploads' },
            { value: 'evidence', label: 'Evidence' },
          ]}
        />
        <ChainStatus jobId={job.id} />
      </div>
      {shown === 'uploads' ? <ItemsGrid job={job} /> : <EvidenceGrid job={job} />}
    </div>
  );
}

function Where({ job }: { job: HistoryJob }) {
  const connection = useConnection(job.connectionId);
  if (!job.origin) return 'connection not known any more';
  const { connectionName, endpoint, region } = job.origin;
  return `${showName(connectionName)}${connection ? '' : ' (removed since)'} · ${endpoint ?? `AWS ${region}`}`;
}
