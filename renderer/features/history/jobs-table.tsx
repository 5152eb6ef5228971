import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import { formatUtc } from '../../../shared/format/time.ts';
import type { HistoryJob } from '../../../shared/schema/history.ts';
import { words } from '../../../shared/words/words.ts';
import { useConnection } from '../../api/api.tsx';
import { route } from '../../route.ts';
import { leftWords } from '../../ui/amounts.ts';
import { NameText } from '../../ui/key-text.tsx';
import { showName } from '../../ui/safe-key.ts';
import table from '../../ui/table.module.css';
import { TimeText } from '../../ui/time-text.tsx';
import { stateWord } from '../activity/index.ts';
import classes from './history.module.css';

import { VerdictCounts } from './verdict-counts.tsx';

/** The table `History`: one row for each job. */
export function JobsTable({ jobs }: { jobs: readonly HistoryJob[] }) {
  const text = words.page.history.table;
  return (
    <table className={table.table} aria-label={text.label}>
      <thead>
        <tr>
          <th scope="col">{text.bucket}</th>
          <th scope="col" className={classes.whereWide}>
            {text.connection}
          </th>
          <th scope="col" className={classes.whereWide}>
            {text.started}
          </th>
          <th scope="col" className={table.end}>
            {text.uploads}
          </th>
          <th scope="col">{text.verdicts}</th>
          <th scope="col" className={table.end}>
            {text.freed}
          </th>
          <th scope="col" className={table.end}>
            {text.left}
          </th>
          <th scope="col">{text.state}</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </tbody>
    </table>
  );
}

function JobRow({ job }: { job: HistoryJob }) {
  const connection = useConnection(job.connectionId);
  const text = words.page.history.table;
  const name = job.origin?.connectionName ?? connection?.name;
  const where = (
    <>
      {name ?? <span className={classes.muted}>{text.unknownConnection}</span>}
      {name && !connection && <span className={table.note}>{text.removed}</span>}
    </>
  );
  return (
    <tr>
      <td className={classes.bucket}>
        <button
          type="button"
          className={table.link}
          aria-label={text.job({ bucket: showName(job.bucket), started: formatUtc(job.createdAt) })}
          onClick={() => route.go({ screen: 'history', jobId: job.id })}
        >
          <NameText value={job.bucket} />
        </button>
        <div className={classes.whereNarrow}>
          <span className={table.note}>{where}</span>
          <span className={table.note}>
            <TimeText value={job.createdAt} />
          </span>
        </div>
      </td>
      <td className={`${classes.wrap} ${classes.whereWide}`}>{where}</td>
      <td className={`${classes.nowrap} ${classes.whereWide}`}>
        <TimeText value={job.createdAt} />
      </td>
      <td className={table.end}>{formatCount(job.items)}</td>
      <td className={classes.verdicts}>
        <VerdictCounts job={job} />
      </td>
      <td className={table.end}>{formatColumnBytes(job.bytesFreed)}</td>
      <td className={table.end}>
        <span className={classes.left}>{leftWords(job)}</span>
      </td>
      <td className={classes.nowrap}>{stateWord(job)}</td>
    </tr>
  );
}
