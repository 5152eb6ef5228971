import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { LensReport } from '../../../shared/schema/lens.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { formatNoun } from '../../ui/amounts.ts';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import classes from './lens.module.css';
import { LensBuckets } from './lens-buckets.tsx';
import { LensGroups } from './lens-groups.tsx';
import { toldBytes } from './told.ts';
import { TrendLine } from './trend-line.tsx';

/** The dialog `Storage Lens`: what an export of AWS says of incomplete uploads, without one request. */
export function LensDialog({ connectionId, onClose }: { connectionId: string; onClose: () => void }) {
  const { client } = useApi();
  const [folder, setFolder] = useState('');
  const read = useMutation({ mutationFn: (path: string) => client.lens.read({ connectionId, place: path }) });
  return (
    <Dialog onClose={onClose} title="Storage Lens" size={1000}>
      <div className={dialog.body}>
        <form
          className={classes.source}
          onSubmit={(event) => {
            event.preventDefault();
            if (folder.trim() !== '') read.mutate(folder.trim());
          }}
        >
          <TextInput
            label="Folder on this computer, or its bucket"
            description="That of an S3 Storage Lens export, with its manifests and its reports in CSV or Parquet. It is only read; from s3://bucket/prefix through this connection, by requests that are billed as any other."
            placeholder="/home/me/StorageLens or s3://bucket/prefix"
            value={folder}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            onChange={(event) => setFolder(event.currentTarget.value)}
          />
          <Button type="submit" loading={read.isPending} disabled={folder.trim() === ''}>
            Read export
          </Button>
        </form>
        {read.error && <Failure error={toErrorShape(read.error)} />}
        {read.data && <ReportView report={read.data} />}
      </div>
    </Dialog>
  );
}

function ReportView({ report }: { report: LensReport }) {
  const { accountId, configId, days, day, trend, others, bucketCount } = report;
  const total = day === null ? null : (trend[days.indexOf(day)] ?? null);
  return (
    <>
      <p>
        Export <strong>{configId}</strong> of account <strong>{accountId}</strong>: {formatNoun(days.length, 'day')}
        {days.length > 0 && `, ${days[0]} to ${days.at(-1)}`}.
        {others.length > 0 &&
          ` ${formatNoun(others.length, 'other export')} in this folder ${others.length === 1 ? 'was' : 'were'} not read.`}
      </p>
      <Doubts report={report} />
      {total === null ? (
        <p>No day tells how many bytes incomplete uploads hold.</p>
      ) : (
        <>
          <dl className={dialog.sums} aria-label="All buckets">
            <div>
              <dt>Incomplete uploads on {day}</dt>
              <dd>{total.uploads === null ? '–' : formatCount(total.uploads)}</dd>
            </div>
            <div>
              <dt>Bytes</dt>
              <dd>{toldBytes(total.bytes)}</dd>
            </div>
            <div>
              <dt>Older than 7 days</dt>
              <dd>{toldBytes(total.olderBytes)}</dd>
            </div>
            <div>
              <dt>Trend</dt>
              <dd>
                <TrendLine
                  values={trend.map(({ bytes }) => bytes)}
                  label={`Bytes of all buckets over ${days.length} days`}
                />
              </dd>
            </div>
          </dl>
          <LensBuckets first={report.buckets} count={bucketCount} />
          <LensGroups groups={report.groups} />
        </>
      )}
    </>
  );
}

function Doubts({ report }: { report: LensReport }) {
  const { problems, moreProblems } = report;
  const doubts = words.lens.doubts(report);
  if (problems.length + doubts.length === 0) {
    return <p className={classes.fine}>Every report is there, and its checksum is that of the manifest.</p>;
  }
  return (
    <section className={dialog.warning} aria-label="What is not in the numbers">
      <h3>What is not in the numbers</h3>
      <ul className={classes.doubts}>
        {[...doubts, ...problems.map(words.lens.problem)].map((text) => (
          <li key={text}>{text}</li>
        ))}
        {moreProblems > 0 && <li>and {formatCount(moreProblems)} more.</li>}
      </ul>
    </section>
  );
}
