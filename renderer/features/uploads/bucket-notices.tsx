import { useState } from 'react';
import type { Bucket, Connection, ScanState } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useOutage, useStoreWait } from '../../api/api.tsx';
import type { BucketPlace } from '../../api/queries.ts';
import { Failure } from '../../ui/failure.tsx';
import { Hanging } from '../../ui/hanging.tsx';
import { OutageLine, StoreWaitLine } from '../../ui/outage-line.tsx';
import { MendEndpoint } from '../connections/index.ts';
import { DriftNotice } from '../lifecycle/index.ts';
import { UnnamedNotice } from './unnamed-notice.tsx';

export type BucketNoticesProps = {
  at: BucketPlace;
  connection: Connection;
  scan: ScanState;
  lifecycle: Bucket['lifecycle'] | undefined;
  /** Whether any upload is shown: where none is, a failed scan is told in their place. */
  hasRows: boolean;
};

/** What a person should know of a bucket, over its uploads: each can be put away until it is about something else. */
export function BucketNotices({ at, connection, scan, lifecycle, hasRows }: BucketNoticesProps) {
  const { away } = words.page.uploads.bucket;
  const outage = useOutage(connection.id);
  const wait = useStoreWait(connection.id);
  const isScanning = scan.status === 'listing' || scan.status === 'sizing';
  /** The wait that was put away, by when it ends. */
  const [waitAway, setWaitAway] = useState<number | null>(null);
  /** The outage that was put away, by when it began. */
  const [outageAway, setOutageAway] = useState<number | null>(null);
  /** The scan whose failure was put away, by the time it ended. */
  const [failureAway, setFailureAway] = useState<number | null>(null);
  const failed = scan.status === 'failed' ? scan : null;
  return (
    <>
      <DriftNotice at={at} lifecycle={lifecycle} />
      <UnnamedNotice scan={scan} />
      {failed && <MendEndpoint connection={connection} error={failed.error} />}
      {outage && outage.since !== outageAway && (
        <Hanging place="above" away={away.outage} onAway={() => setOutageAway(outage.since)}>
          <OutageLine connectionId={connection.id} name={connection.name} outage={outage} />
        </Hanging>
      )}
      {/* A wait of a job is said by Activity: here it would lie over rows that wait for nothing. */}
      {wait && isScanning && !outage && wait.until !== waitAway && (
        <Hanging place="above" away={away.wait} onAway={() => setWaitAway(wait.until)}>
          <StoreWaitLine name={connection.name} wait={wait} />
        </Hanging>
      )}
      {failed && hasRows && failed.finishedAt !== failureAway && !outage && (
        <Hanging place="above" away={away.scanFailure} onAway={() => setFailureAway(failed.finishedAt)}>
          <Failure error={failed.error} />
        </Hanging>
      )}
    </>
  );
}
