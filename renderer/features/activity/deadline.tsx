import { Button, Menu, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { formatLocal, formatUtc } from '../../../shared/format/time.ts';
import type { Job } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useNow } from '../../ui/now.ts';
import classes from './activity.module.css';
import { commonDeadlines, deadlineWords, readDeadline, toLocalField } from './deadline-words.ts';

/** When a job gives up, with a menu to move it. */
export function Deadline({ job }: { job: Job }) {
  const { client } = useApi();
  const say = words.page.activity.deadline;
  // The shared clock is up to 30 s old: what was just started gives up "in 24 hours".
  const now = useNow();
  const [entering, setEntering] = useState(false);
  const move = useMutation({
    mutationFn: (deadlineAt: number) => client.jobs.setDeadline({ jobId: job.id, deadlineAt }),
    onSuccess: () => setEntering(false),
  });
  if (job.state !== 'running' && job.state !== 'paused') return null;
  return (
    <>
      {move.error && !entering && <Failure error={toErrorShape(move.error)} />}
      <Menu position="top-end" withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            className={classes.deadline}
            loading={move.isPending}
            title={`${formatUtc(job.deadlineAt)}\n${formatLocal(job.deadlineAt)}`}
            rightSection={<Icon name="down" size={12} />}
          >
            {deadlineWords(job, now)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{say.menu}</Menu.Label>
          {commonDeadlines.map(({ name, ms }) => (
            <Menu.Item key={name} onClick={() => move.mutate(Date.now() + ms)}>
              {say.choices[name]}
            </Menu.Item>
          ))}
          <Menu.Item onClick={() => setEntering(true)}>{say.atTime}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {entering && (
        <DeadlineDialog
          deadlineAt={job.deadlineAt}
          isPending={move.isPending}
          error={move.error}
          onMove={(at) => move.mutate(at)}
          onClose={() => setEntering(false)}
        />
      )}
    </>
  );
}

type DeadlineDialogProps = {
  deadlineAt: number;
  isPending: boolean;
  error: Error | null;
  onMove: (at: number) => void;
  onClose: () => void;
};

/** The dialog `Give up at`: any date and time, where the reader is. */
function DeadlineDialog({ deadlineAt, isPending, error, onMove, onClose }: DeadlineDialogProps) {
  const say = words.page.activity.deadline;
  const [entered, setEntered] = useState(() => toLocalField(deadlineAt));
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <Dialog onClose={onClose} title={say.title} size={360}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const read = readDeadline(entered, Date.now());
          setProblem('problem' in read ? read.problem : null);
          if ('at' in read) onMove(read.at);
        }}
      >
        <TextInput
          type="datetime-local"
          label={say.field}
          description={say.hint}
          value={entered}
          error={problem}
          onChange={(event) => setEntered(event.currentTarget.value)}
        />
        {error && <Failure error={toErrorShape(error)} />}
        <div className={classes.dialogButtons}>
          <Button variant="default" onClick={onClose}>
            {say.close}
          </Button>
          <Button type="submit" loading={isPending}>
            {say.set}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
