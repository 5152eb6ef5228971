import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { formatCountdown } from '../../../shared/format/time.ts';
import type { Job } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { Failure } from '../../ui/failure.tsx';
import { useSeconds } from '../../ui/now.ts';
import classes from './activity.module.css';

/** What was just started and can still be undone: nothing has been sent. */
export function Hold({ job, until }: { job: Job; until: number }) {
  const { client } = useApi();
  const say = words.page.activity.hold;
  const now = useSeconds();
  const act = useMutation({ mutationFn: (what: 'resume' | 'cancel') => client.jobs[what]({ jobId: job.id }) });
  return (
    <div className={classes.hold}>
      <span role="status">{say.nothingSent}</span>
      <span className={classes.muted}>{say.beginsIn(formatCountdown(until - now))}</span>
      <Button data-home size="compact-sm" loading={act.isPending} onClick={() => act.mutate('cancel')}>
        {say.undo}
      </Button>
      <Button variant="default" size="compact-sm" disabled={act.isPending} onClick={() => act.mutate('resume')}>
        {say.beginNow}
      </Button>
      {act.error && <Failure error={toErrorShape(act.error)} />}
    </div>
  );
}
