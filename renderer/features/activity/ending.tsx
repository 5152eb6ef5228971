import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Job } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { route } from '../../route.ts';
import { Failure } from '../../ui/failure.tsx';
import { recordView } from '../../ui/record-view.ts';
import { readReport } from '../../ui/report-file.ts';
import { saveFile } from '../../ui/save-file.ts';

/** Where the proof of a job that has ended is: on screen, and as a page to keep. */
export function Ending({ job }: { job: Job }) {
  const { client } = useApi();
  const save = useMutation({ mutationFn: async (jobId: string) => saveFile(await readReport(client, jobId)) });
  if (job.state !== 'finished') return null;
  return (
    <>
      {save.error && <Failure error={toErrorShape(save.error)} />}
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => {
          recordView.set('evidence');
          route.go({ screen: 'history', jobId: job.id });
        }}
      >
        {words.page.activity.job.showEvidence}
      </Button>
      <Button variant="default" size="compact-sm" loading={save.isPending} onClick={() => save.mutate(job.id)}>
        {words.page.activity.job.saveReport}
      </Button>
    </>
  );
}
