import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { formatCount } from '../../../shared/format/numbers.ts';
import { formatSeconds } from '../../../shared/format/time.ts';
import type { Job } from '../../../shared/schema/model.ts';
import { saysThatNobodyAnswers } from '../../../shared/values/error-codes.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi, useConnection, useOutage, useStoreWait } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { leftClause } from '../../ui/amounts.ts';
import { Badge, verdictTone } from '../../ui/badge.tsx';
import { useCommands } from '../../ui/commands.ts';
import { DecidingButton } from '../../ui/deciding-button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { focusRegion } from '../../ui/focus-place.ts';
import { useSeconds } from '../../ui/now.ts';
import { OutageLine, StoreWaitLine } from '../../ui/outage-line.tsx';
import { AccessFailure } from '../sign-in/index.ts';
import classes from './activity.module.css';
import { Deadline } from './deadline.tsx';
import { Ending } from './ending.tsx';
import { GoOnButton } from './go-on.tsx';
import { Hold } from './hold.tsx';
import { JobItemsGrid } from './job-items-grid.tsx';
import { paces, paceWords } from './job-pace.ts';
import { progress, proofWords, shownCounts } from './job-words.ts';
import { takeAwaited } from './panel.ts';

/** One job: how far it is, what it freed, what is left, and its uploads. */
export function JobDetail({ job }: { job: Job }) {
  const detail = useRef<HTMLDivElement>(null);
  // Each time: a job that is shown already can be asked for again.
  useEffect(() => {
    if (detail.current && takeAwaited(job.id)) focusRegion(detail.current);
  });
  return (
    <div ref={detail} className={classes.detail}>
      <div
        className={classes.track}
        role="progressbar"
        aria-label={words.page.activity.job.progress}
        aria-valuenow={Math.round(progress(job) * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <div style={{ width: `${progress(job) * 100}%` }} />
      </div>
      <div className={classes.head}>
        <span className={classes.counts}>
          {shownCounts(job).map(({ verdict, count }) => (
            <Badge key={verdict} tone={verdict === 'pending' ? 'neutral' : verdictTone[verdict]}>
              {formatCount(count)} {words.stateNames[verdict]}
            </Badge>
          ))}
        </span>
        <span className={`${classes.figures} ${classes.muted}`}>
          <Figures job={job} />
        </span>
        <span className={classes.buttons}>
          <Deadline key={`${job.id} deadline`} job={job} />
          <GoOn key={`${job.id} go on`} job={job} />
          <Ending key={`${job.id} ending`} job={job} />
          <JobButtons key={job.id} job={job} />
        </span>
      </div>
      {job.heldUntil !== undefined && <Hold key={`${job.id} hold`} job={job} until={job.heldUntil} />}
      <Waiting job={job} />
      <JobItemsGrid key={job.id} jobId={job.id} count={job.items} />
    </div>
  );
}

/** What is freed and left, and how it comes on; once it has ended, what was proved. */
function Figures({ job }: { job: Job }) {
  const say = words.page.activity.job;
  const now = useSeconds();
  const quietMs = useConnection(job.connectionId)?.quietIntervalMs;
  if (job.kind !== 'abort') return null;
  const { unsized } = job;
  const proof = proofWords(job);
  if (proof !== null) {
    return (
      <>
        <strong role="status">{proof}</strong>
        {say.afterProof({ left: job.counts.clear < job.items ? leftClause(job) : null, unsized })}
      </>
    );
  }
  const pace = paces.of(job, now);
  const looks = quietMs === undefined ? null : say.looks(formatSeconds(quietMs));
  const isGoing = job.state === 'running' && job.heldUntil === undefined;
  const figures = say.figures({ freed: job.bytesFreed, left: leftClause(job), unsized });
  const going = isGoing ? (pace ? paceWords(pace) : looks) : null;
  return going === null ? figures : `${figures} · ${going}`;
}

/** Why a job stands still. Whether its store answers is said as everywhere else. */
function Waiting({ job }: { job: Job }) {
  const outage = useOutage(job.connectionId);
  const wait = useStoreWait(job.connectionId);
  const name = useConnection(job.connectionId)?.name ?? words.page.activity.job.store;
  if (job.state === 'finished') return null;
  if (outage) {
    return (
      <div className={classes.waiting}>
        <OutageLine connectionId={job.connectionId} name={name} outage={outage} />
      </div>
    );
  }
  if (wait) {
    return (
      <div className={classes.waiting}>
        <StoreWaitLine name={name} wait={wait} />
      </div>
    );
  }
  // What is passing is not told: it is tried again already.
  if (!job.waitingFor || saysThatNobodyAnswers(job.waitingFor.code)) return null;
  return (
    <div className={classes.waiting}>
      <AccessFailure connectionId={job.connectionId} error={job.waitingFor} />
    </div>
  );
}

function JobButtons({ job }: { job: Job }) {
  const say = words.page.activity.job;
  const { client } = useApi();
  const [asking, setAsking] = useState(false);
  const act = useMutation({
    mutationFn: (what: 'pause' | 'resume' | 'cancel') => client.jobs[what]({ jobId: job.id }),
  });
  const off = job.state === 'finished' ? say.hasEnded : job.heldUntil !== undefined ? say.hasNotBegun : null;
  const isPaused = job.state === 'paused';
  useCommands(say.commands, [
    { label: isPaused ? say.resume : say.pause, off, run: () => act.mutate(isPaused ? 'resume' : 'pause') },
    { label: say.cancel, off, run: () => setAsking(true) },
  ]);
  // What has not begun is undone, not paused.
  if (job.state === 'finished' || job.heldUntil !== undefined) return null;
  return (
    <>
      {act.error && <Failure error={toErrorShape(act.error)} />}
      {job.state === 'cancelling' ? (
        <span className={classes.muted}>{say.finishing}</span>
      ) : asking ? (
        <>
          <span>{job.kind === 'abort' ? say.stopCleanUp : say.stopCompletion}</span>
          <DecidingButton color="red" size="compact-sm" loading={act.isPending} onClick={() => act.mutate('cancel')}>
            {say.yesCancel}
          </DecidingButton>
          <Button variant="default" size="compact-sm" onClick={() => setAsking(false)}>
            {say.noGoOn}
          </Button>
        </>
      ) : (
        <>
          {job.state === 'paused' ? (
            <Button variant="default" size="compact-sm" loading={act.isPending} onClick={() => act.mutate('resume')}>
              {say.resume}
            </Button>
          ) : (
            <Button variant="default" size="compact-sm" loading={act.isPending} onClick={() => act.mutate('pause')}>
              {say.pause}
            </Button>
          )}
          <Button variant="default" size="compact-sm" onClick={() => setAsking(true)}>
            {say.cancel}
          </Button>
        </>
      )}
    </>
  );
}

/** Once a job has ended: a new plan of what it gave up on. */
function GoOn({ job }: { job: Job }) {
  const gaveUp = job.counts['gave up'];
  if (job.kind !== 'abort' || job.state !== 'finished' || gaveUp === 0) return null;
  return (
    <GoOnButton at={job} selection={{ kind: 'gave up', jobId: job.id }}>
      {words.page.activity.job.goOnWith(gaveUp)}
    </GoOnButton>
  );
}
