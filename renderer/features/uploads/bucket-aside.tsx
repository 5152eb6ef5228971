import type { Bucket, Connection, UploadFilter } from '../../../shared/schema/model.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { AccessLogsDialog } from '../access-logs/index.ts';
import { BucketSettingsDialog } from '../bucket-settings/index.ts';
import { CostsDialog } from '../costs/index.ts';
import { DeletionDialog } from '../deletion/index.ts';
import { LeaksDialog } from '../leaks/index.ts';
import { LifecycleDialog } from '../lifecycle/index.ts';
import { PermissionsDialog } from '../permissions/index.ts';
import { PicturesDialog } from '../pictures/index.ts';

/** What can be opened of a bucket beside its uploads. */
export type Aside = 'permissions' | 'deletion' | 'settings' | 'costs' | 'leaks' | 'pictures' | 'logs' | 'lifecycle';

export type BucketAsideProps = {
  aside: Aside;
  connection: Connection;
  bucketName: string;
  /** As it is known now, where it is. */
  bucket: Bucket | undefined;
  filter: UploadFilter;
  /** A clean-up of the whole bucket is asked for. */
  onClear: () => void;
  onClose: () => void;
};

/** The dialog of a bucket that is open. */
export function BucketAside({ aside, connection, bucketName, bucket, filter, onClear, onClose }: BucketAsideProps) {
  const at = { connectionId: connection.id, bucket: bucketName };
  const of = { connection, bucket: bucketName, onClose };
  switch (aside) {
    case 'permissions':
      return <PermissionsDialog {...of} />;
    case 'deletion':
      return <DeletionDialog {...of} known={bucket?.totals?.uploads ?? 0} onClear={onClear} />;
    case 'settings':
      return <BucketSettingsDialog {...of} />;
    case 'costs':
      return <CostsDialog {...of} />;
    case 'leaks':
      return <LeaksDialog at={at} filter={filter} onClose={onClose} />;
    case 'pictures':
      return <PicturesDialog at={at} filter={filter} onClose={onClose} />;
    case 'logs':
      return <AccessLogsDialog connection={connection} onClose={onClose} />;
    case 'lifecycle':
      return <LifecycleDialog {...of} />;
    default:
      return assertNever(aside);
  }
}
