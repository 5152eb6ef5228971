import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { LensReport } from '../../../shared/schema/lens.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
import classes from './lens.module.css';
import { LensBuckets } from './lens-buckets.tsx';
import { lensExports } from './lens-exports.ts';
import { LensGroups } from './lens-groups.tsx';
import { toldBytes } from './told.ts';
import { TrendLine } from './trend-line.tsx';

/** The dialog `Storage Lens`: what an export of AWS says of incomplete uploads, without one request. */
export function LensDialog({ connectionId, onClose }: { connectionId: string; onClose: () => void }) {
  const { client } = useApi();
  const [folder, setFolder] = useState('');
  const read = useMutation({ mutationFn: (path: string) => client.lens.read({ connectionId, place: path }) });
  const said = words.page.lens;
  return (
    <Dialog onClose={onClose} title={said.title} size={1000}>
      <div className={dialog.body}>
        <form
          className={classes.source}
          onSubmit={(event) => {
            event.preventDefault();
            if (folder.trim() !== '') read.mutate(folder.trim());
          }}
        >
          <TextInput
            {...said.folder}
            value={folder}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            onChange={(event) => setFolder(event.currentTarget.value)}
          />
          <Button type="submit" loading={read.isPending} disabled={folder.trim() === ''}>
            {said.read}
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
  const { report: said, columns } = words.page.lens;
  const total = day === null ? null : (trend[days.indexOf(day)] ?? null);
  return (
    <>
      <p>
        <Filled
          text={said.about(days)}
          parts={{ config: <strong>{configId}</strong>, account: <strong>{accountId}</strong> }}
        />
        {others.length > 0 && ` ${said.others(others.length)}`}
      </p>
      <Doubts report={report} />
      {day === null || total === null ? (
        <p>{said.noBytes}</p>
      ) : (
        <>
          <dl className={dialog.sums} aria-label={said.total.label}>
            <div>
              <dt>{said.total.uploadsOn(day)}</dt>
              <dd>{total.uploads === null ? '–' : formatCount(total.uploads)}</dd>
            </div>
            <div>
              <dt>{columns.bytes}</dt>
              <dd>{toldBytes(total.bytes)}</dd>
            </div>
            <div>
              <dt>{columns.older}</dt>
              <dd>{toldBytes(total.olderBytes)}</dd>
            </div>
            <div>
              <dt>{columns.trend}</dt>
              <dd>
                <TrendLine values={trend.map(({ bytes }) => bytes)} label={said.trendOfAll(days.length)} />
              </dd>
            </div>
          </dl>
          <LensBuckets first={report.buckets} count={bucketCount} />
          <LensGroups groups={report.groups} />
          <div className={dialog.buttons}>
            <ExportMenu choices={lensExports(report)} />
          </div>
        </>
      )}
    </>
  );
}

function Doubts({ report }: { report: LensReport }) {
  const { problems, moreProblems } = report;
  const doubts = words.lens.doubts(report);
  const said = words.page.lens.report;
  if (problems.length + doubts.length === 0) {
    return <p className={classes.fine}>{said.sound}</p>;
  }
  return (
    <section className={dialog.warning} aria-label={said.doubts}>
      <h3>{said.doubts}</h3>
      <ul className={classes.doubts}>
        {[...doubts, ...problems.map(words.lens.problem)].map((text) => (
          <li key={text}>{text}</li>
        ))}
        {moreProblems > 0 && <li>{said.moreDoubts(moreProblems)}</li>}
      </ul>
    </section>
  );
}
