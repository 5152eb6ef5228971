import type { Job } from '../../../shared/model.ts';
import { useConnection, useJobs } from '../../api/api.tsx';
import { formatNoun } from '../../ui/amounts.ts';
import { Icon } from '../../ui/icon.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './activity.module.css';
import { JobDetail } from './job-detail.tsx';
import { stateWord, stripSentence } from './job-words.ts';
import { setPanel, usePanel } from './panel.ts';

/** The region `Activity`: one line at the bottom of the window that opens upward to show every job. */
export function Activity() {
  const jobs = useJobs();
  const { open, jobId } = usePanel();
  const shown = jobs.find(({ id }) => id === jobId) ?? jobs[0];
  return (
    <section aria-label="Activity" className={classes.activity}>
      <button type="button" className={classes.strip} aria-expanded={open} onClick={() => setPanel({ open: !open })}>
        <Icon name={open ? 'down' : 'up'} />
        <strong>Activity</strong>
        <span className={classes.sentence}>{stripSentence(jobs)}</span>
      </button>
      {open && (
        <div className={classes.panel}>
          {shown ? (
            <>
              <ul className={classes.jobs} aria-label="Jobs">
                {jobs.map((job) => (
                  <li key={job.id}>
                    <JobEntry job={job} isShown={job === shown} />
                  </li>
                ))}
              </ul>
              <JobDetail job={shown} />
            </>
          ) : (
            <p className={classes.empty}>Nothing is running. Clean-up jobs appear here.</p>
          )}
        </div>
      )}
    </section>
  );
}

function JobEntry({ job, isShown }: { job: Job; isShown: boolean }) {
  const connection = useConnection(job.connectionId);
  return (
    <button
      type="button"
      className={classes.job}
      aria-current={isShown ? true : undefined}
      onClick={() => setPanel({ jobId: job.id })}
    >
      <span className={classes.name}>
        <span className={classes.bucket}>{job.bucket}</span>
        <span className={classes.muted}>{stateWord(job)}</span>
      </span>
      <span className={classes.muted}>
        {formatNoun(job.items, 'upload')} · <TimeText value={job.createdAt} />
        {connection && ` · ${connection.name}`}
      </span>
    </button>
  );
}
