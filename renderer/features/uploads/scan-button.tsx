import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ScanState } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { useCommands } from '../../ui/commands.ts';
import { Failure } from '../../ui/failure.tsx';
import { Hanging } from '../../ui/hanging.tsx';
import { useScanQuestion } from '../costs/index.ts';
import classes from './bucket-screen.module.css';

/** Starts a scan, or stops the one that runs. Where a scan costs money worth a word, that is said first. */
export function ScanButton({ at, scan }: { at: BucketPlace; scan: ScanState | undefined }) {
  const { client } = useApi();
  const say = words.page.uploads.bucket;
  const start = useScanQuestion();
  const stop = useMutation({ mutationFn: () => client.scans.stop(at) });
  const isRunning = scan?.status === 'listing' || scan?.status === 'sizing';
  const error = start.error ?? stop.error;
  const act = () => (isRunning ? stop.mutate() : start.begin([at]));
  const label = isRunning ? say.scan.stop : say.scan.start;
  useCommands(say.commands, [{ label, run: act }]);
  return (
    <>
      {error && (
        <Hanging
          place="below"
          away={say.away.failure}
          onAway={() => {
            start.reset();
            stop.reset();
          }}
        >
          <Failure error={toErrorShape(error)} />
        </Hanging>
      )}
      {/* One button: the focus stays where it is while a scan starts and ends. */}
      <Button
        className={classes.whole ?? ''}
        data-home
        variant={isRunning ? 'default' : 'filled'}
        loading={start.isPending}
        onClick={act}
      >
        {label}
      </Button>
      {start.dialog}
    </>
  );
}
