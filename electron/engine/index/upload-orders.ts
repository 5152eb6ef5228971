import type { UploadSort } from '../../../shared/schema/model.ts';

/** What a sort goes by, and the index that holds exactly these columns after the bucket. */
interface Order {
  index: string;
  by: string;
  /** No two rows are equal in all of them, so that windows never overlap. */
  ties: readonly string[];
}

export const orders: Readonly<Record<UploadSort['by'], Order>> = {
  // The index behind UNIQUE (bucket_id, key, upload_id).
  key: { index: 'sqlite_autoindex_upload_1', by: 'upload.key', ties: ['upload.upload_id'] },
  parts: { index: 'upload_by_parts', by: 'upload.parts', ties: ['upload.id'] },
  size: { index: 'upload_by_size', by: 'upload.bytes', ties: ['upload.id'] },
  initiated: { index: 'upload_by_initiated', by: 'upload.initiated_at', ties: ['upload.id'] },
  activity: { index: 'upload_by_activity', by: 'upload.activity_at', ties: ['upload.id'] },
  storageClass: { index: 'upload_by_storage_class', by: 'upload.storage_class', ties: ['upload.id'] },
  initiator: {
    index: 'upload_by_initiator',
    by: 'coalesce(upload.initiator_name, upload.initiator_id)',
    ties: ['upload.id'],
  },
  abortDate: { index: 'upload_by_abort_date', by: 'upload.abort_date', ties: ['upload.id'] },
  state: { index: 'upload_by_state', by: 'upload.verdict', ties: ['upload.activity_at', 'upload.id'] },
};

/** A sort's rows come in two stretches of its index: known values, then unknown ones. */
export interface Stretch {
  where: string;
  columns: readonly string[];
}

/** The stretches of a sort, in the order in which they are shown. */
export function stretchesOf(by: UploadSort['by']): { known: Stretch; unknown: Stretch } {
  const { by: first, ties } = orders[by];
  return {
    known: { where: `${first} IS NOT NULL`, columns: [first, ...ties] },
    unknown: { where: `${first} IS NULL`, columns: ties },
  };
}

/** ORDER BY for one stretch. */
export function stretchOrder({ columns }: Stretch, way: 'ASC' | 'DESC'): string {
  return columns.map((column) => `${column} ${way}`).join(', ');
}
