import { useEffect, useRef } from 'react';
import type { Job } from '../../../shared/schema/model.ts';
import type { Outage, StoreWait } from '../../../shared/schema/outages.ts';
import { words } from '../../../shared/words/words.ts';
import {
  useConnection,
  useConnections,
  useJobs,
  useLive,
  useOutage,
  useOutages,
  useScanning,
  useStoreWait,
  useStoreWaits,
} from '../../api/api.tsx';
import { useCommands } from '../../ui/commands.ts';
import { Filled } from '../../ui/filled.tsx';
import { Icon } from '../../ui/icon.tsx';
import { NameText } from '../../ui/key-text.tsx';
import { NextTry, StoreWaitText } from '../../ui/outage-line.tsx';
import { showName } from '../../ui/safe-key.ts';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './activity.module.css';
import { HeightHandle, panelStyle, usePanelHeight } from './height-handle.tsx';
import { JobDetail } from './job-detail.tsx';
import { paces } from './job-pace.ts';
import { jobWords, stateWord, stripClauses } from './job-words.ts';
import { NextLook } from './next-look.tsx';
import { setPanel, shownJob, usePanel } from './panel.ts';
import { WatchingDetail, WatchingEntry } from './watching.tsx';

/** The region `Activity`: one line at the bottom of the window that opens upward to show every job. */
export function Activity() {
  const say = words.page.activity;
  const jobs = useJobs();
  const watch = useLive().state?.watch;
  const away = useAway();
  const waiting = useWaiting();
  const scanning = useScanning();
  const panel = usePanel();
  useEffect(() => paces.note(jobs, Date.now()), [jobs]);
  const { open } = panel;
  const shown = shownJob(panel, jobs);
  const clauses = stripClauses(jobs, scanning);
  const [height, setHeight] = usePanelHeight();
  const panelRef = useRef<HTMLDivElement>(null);
  // Once nothing is watched any more and nothing came back, there is no entry to go to.
  const hasWatch = watch !== undefined && (watch.watching > 0 || watch.back > 0 || panel.watching);
  const showsWatch = hasWatch && !shown;
  useCommands(say.title, [{ label: open ? say.close : say.open, run: () => setPanel({ open: !open }) }]);
  return (
    <section aria-label={say.title} className={classes.activity} data-region="activity">
      <button type="button" className={classes.strip} aria-expanded={open} onClick={() => setPanel({ open: !open })}>
        <Icon name={open ? 'down' : 'up'} />
        <strong>{say.title}</strong>
        <span className={classes.sentence} title={clauses.join(' · ')}>
          {clauses.map((clause, index) => (
            <span key={clause}>
              {index > 0 && ' · '}
              {clause}
            </span>
          ))}
        </span>
        {away && (
          <span className={classes.away}>
            <Filled text={say.away} parts={{ name: showName(away.name), next: <NextTry outage={away.outage} /> }} />
          </span>
        )}
        {waiting && !away && (
          <span className={classes.away}>
            {showName(waiting.name)}: <StoreWaitText wait={waiting.wait} />
          </span>
        )}
        {watch !== undefined && watch.watching > 0 && (
          <span className={classes.muted}>
            {watch.nextLookAt === null ? (
              say.watching.count(watch.watching)
            ) : (
              <Filled
                text={say.watching.countAndNext(watch.watching)}
                parts={{ when: <NextLook at={watch.nextLookAt} /> }}
              />
            )}
          </span>
        )}
      </button>
      {open && <HeightHandle panel={panelRef} height={height} onHeight={setHeight} />}
      {open && (
        <div ref={panelRef} className={classes.panel} style={panelStyle(height)}>
          {shown || showsWatch ? (
            <>
              <ul className={classes.jobs} aria-label={say.jobs}>
                {jobs.map((job) => (
                  <li key={job.id}>
                    <JobEntry job={job} isShown={job === shown} />
                  </li>
                ))}
                {hasWatch && (
                  <li>
                    <WatchingEntry watch={watch} isShown={showsWatch} />
                  </li>
                )}
              </ul>
              {shown ? <JobDetail job={shown} /> : hasWatch && <WatchingDetail watch={watch} />}
            </>
          ) : (
            <p className={classes.empty}>{say.empty}</p>
          )}
        </div>
      )}
    </section>
  );
}

/** The first connection whose store does not answer, and what it is called. */
function useAway(): { name: string; outage: Outage } | null {
  const outages = useOutages();
  const connections = useConnections();
  for (const { id, name } of connections) {
    const outage = outages[id];
    if (outage) return { name, outage };
  }
  return null;
}

/** The first connection whose store is given time, and what it is called. */
function useWaiting(): { name: string; wait: StoreWait } | null {
  const waits = useStoreWaits();
  const connections = useConnections();
  for (const { id, name } of connections) {
    const wait = waits[id];
    if (wait) return { name, wait };
  }
  return null;
}

function JobEntry({ job, isShown }: { job: Job; isShown: boolean }) {
  const connection = useConnection(job.connectionId);
  const outage = useOutage(job.connectionId);
  const wait = useStoreWait(job.connectionId);
  return (
    <button
      type="button"
      className={classes.job}
      aria-current={isShown ? true : undefined}
      onClick={() => setPanel({ jobId: job.id, watching: false })}
    >
      <span className={classes.name}>
        <span className={classes.bucket}>
          <NameText value={job.bucket} />
        </span>
        <span className={classes.muted}>{stateWord(job, outage !== undefined || wait !== undefined)}</span>
      </span>
      <span className={classes.muted}>
        {jobWords(job)} · <TimeText value={job.createdAt} />
        {connection && ` · ${showName(connection.name)}`}
      </span>
    </button>
  );
}
