import type { ObjectSeen, UploadRef } from '../../../shared/schema/model.ts';
import type { WatchEntry } from '../../../shared/schema/watch.ts';

/** An upload that begins to be watched. */
export interface NewWatch {
  ref: UploadRef;
  jobId: string;
  verdict: WatchEntry['verdict'];
  accepted: boolean;
  initiatedAt: number;
  storageClass: string | null;
  foreign: ForeignObject | null;
  endedAt: number;
  dueAt: number;
}

type ForeignObject = Extract<ObjectSeen, { outcome: 'present' }>;

/** An upload whose look is due. */
export interface WatchRecord extends Omit<NewWatch, 'dueAt'> {
  id: number;
  looks: number;
  failures: number;
  returns: number;
}
