import { Button } from '@mantine/core';
import type { ScanState } from '../../../shared/schema/model.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { words } from '../../../shared/words/words.ts';
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
  const say = words.page.uploads.bucket.empty;
  if (filtering && scan.status !== 'never') {
    return <p>{say.noMatch}</p>;
  }
  switch (scan.status) {
    case 'never':
      return (
        <div className={classes.calm}>
          <strong>{say.neverTitle}</strong>
          <p>{say.never}</p>
        </div>
      );
    case 'listing':
      return <p>{say.listing}</p>;
    case 'sizing':
    case 'complete':
      return (
        <div className={classes.calm}>
          <strong>{say.noneTitle}</strong>
          <p>{say.none}</p>
        </div>
      );
    case 'stopped':
      return <p>{say.stopped}</p>;
    case 'failed':
      return (
        <div className={classes.calm}>
          <Failure error={scan.error} />
          <p>{say.failed}</p>
          {scan.error.code === 'ACCESS_DENIED' && (
            <Button variant="default" onClick={onPermissions}>
              {say.checkPermissions}
            </Button>
          )}
        </div>
      );
    default:
      return assertNever(scan);
  }
}
