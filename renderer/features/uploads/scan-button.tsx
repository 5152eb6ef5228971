import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ScanState } from '../../../shared/schema/model.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { Failure } from '../../ui/failure.tsx';
import { Hanging } from '../../ui/hanging.tsx';
import classes from './bucket-screen.module.css';

/** Starts a scan, or stops the one that runs. */
export function ScanButton({ at, scan }: { at: BucketPlace; scan: ScanState | undefined }) {
  const { client } = useApi();
  const act = useMutation({ mutationFn: (what: 'start' | 'stop') => client.scans[what](at) });
  const isRunning = scan?.status === 'listing' || scan?.status === 'sizing';
  return (
    <>
      {act.error && (
        <Hanging place="below" away="Put the failure away" onAway={act.reset}>
          <Failure error={toErrorShape(act.error)} />
        </Hanging>
      )}
      {isRunning ? (
        <Button className={classes.whole ?? ''} variant="default" onClick={() => act.mutate('stop')}>
          Stop scan
        </Button>
      ) : (
        <Button className={classes.whole ?? ''} onClick={() => act.mutate('start')} loading={act.isPending}>
          Scan
        </Button>
      )}
    </>
  );
}
