import { Button } from '@mantine/core';
import type { ScanState } from '../../../shared/schema/model.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { Failure } from '../../ui/failure.tsx';
import classes from './bucket-screen.module.css';

export type EmptyUploadsProps = {
  scan: ScanState;
  filtering: boolean;
  /** Opens what tells which right is missing. */
  onPermissions: () => void;
};

/** What an empty grid means: it depends on whether anybody looked. */
export function EmptyUploads({ scan, filtering, onPermissions }: EmptyUploadsProps) {
  if (filtering && scan.status !== 'never') {
    return <p>No upload matches the filter.</p>;
  }
  switch (scan.status) {
    case 'never':
      return (
        <div className={classes.calm}>
          <strong>Not scanned yet</strong>
          <p>A scan reads the list of incomplete uploads and the sizes of their parts. It changes nothing.</p>
        </div>
      );
    case 'listing':
      return <p>Reading the list…</p>;
    case 'sizing':
    case 'complete':
      return (
        <div className={classes.calm}>
          <strong>No incomplete uploads</strong>
          <p>Nothing is being billed here.</p>
        </div>
      );
    case 'stopped':
      return <p>The scan was stopped before it found anything. There may be uploads here.</p>;
    case 'failed':
      return (
        <div className={classes.calm}>
          <Failure error={scan.error} />
          <p>Whether there are uploads here is not known.</p>
          {scan.error.code === 'ACCESS_DENIED' && (
            <Button variant="default" onClick={onPermissions}>
              Check permissions
            </Button>
          )}
        </div>
      );
    default:
      return assertNever(scan);
  }
}
