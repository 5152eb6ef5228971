import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ScanState } from '../../../shared/schema/model.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { Failure } from '../../ui/failure.tsx';

/** Starts a scan, or stops the one that runs. */
export function ScanButton({ at, scan }: { at: BucketPlace; scan: ScanState | undefined }) {
  const { client } = useApi();
  const act = useMutation({ mutationFn: (what: 'start' | 'stop') => client.scans[what](at) });
  const isRunning = scan?.status === 'listing' || scan?.status === 'sizing';
  return (
    <>
      {act.error && <Failure error={toErrorShape(act.error)} />}
      {isRunning ? (
        <Button variant="default" onClick={() => act.mutate('stop')}>
          Stop scan
        </Button>
      ) : (
        <Button onClick={() => act.mutate('start')} loading={act.isPending}>
          Scan
        </Button>
      )}
    </>
  );
}
