import { ActionIcon, SegmentedControl } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { HistoryJob } from '../../../shared/schema/history.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi, useConnection, useJobs } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { route } from '../../route.ts';
import { leftClause } from '../../ui/amounts.ts';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
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
          <h1 className={classes.title}>{words.page.history.title}</h1>
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
      {words.page.history.record.reading}
    </p>
  );
}

function BackButton() {
  return (
    <ActionIcon
      aria-label={words.page.history.record.back}
      onClick={() => route.go({ screen: 'history', jobId: null })}
    >
      <Icon name="left" />
    </ActionIcon>
  );
}

function Record({ job }: { job: HistoryJob }) {
  const { client } = useApi();
  const shown = useRecordView();
  const text = words.page.history.record;
  const figures = text.figures({
    uploads: job.items,
    freed: formatBytes(job.bytesFreed),
    left: leftClause(job),
    state: stateWord(job),
  });
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <BackButton />
        <div className={classes.title}>
          <h1 title={showName(job.bucket)}>
            <NameText value={job.bucket} />
          </h1>
          <p>
            <Filled
              text={text.started}
              parts={{ place: <Where job={job} />, when: <ExactTime value={job.createdAt} /> }}
            />
          </p>
        </div>
        <ExportMenu
          choices={[
            { label: text.exportReport, read: () => readReport(client, job.id) },
            { label: text.exportJson, read: () => readExport(client, job.id, 'json') },
            { label: text.exportCsv, read: () => readExport(client, job.id, 'csv') },
          ]}
        />
      </header>
      <div className={classes.facts}>
        <VerdictCounts job={job} />
        <span className={classes.figures}>
          {job.finishedAt === null ? (
            figures
          ) : (
            <Filled text={text.ended} parts={{ figures, when: <ExactTime value={job.finishedAt} /> }} />
          )}
        </span>
      </div>
      <div className={classes.views}>
        <SegmentedControl
          size="xs"
          aria-label={text.show}
          value={shown}
          onChange={(next) => recordView.set(next === 'evidence' ? 'evidence' : 'uploads')}
          data={[
            { value: 'uploads', label: text.showUploads },
            { value: 'evidence', label: text.showEvidence },
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
  const { place, placeRemoved, unknownPlace } = words.page.history.record;
  if (!job.origin) return unknownPlace;
  const { connectionName, endpoint, region } = job.origin;
  const at = { connection: showName(connectionName), endpoint: endpoint ?? `AWS ${region}` };
  return connection ? place(at) : placeRemoved(at);
}
