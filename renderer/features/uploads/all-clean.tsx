import { words } from '../../../shared/words/words.ts';
import { useJobs } from '../../api/api.tsx';
import type { BucketPlace } from '../../api/queries.ts';
import classes from './all-clean.module.css';

/** What the clean-ups of a bucket freed since the app was opened, bytes; not added up where it is not `wanted`. */
export function useFreed({ connectionId, bucket }: BucketPlace, wanted: boolean): number {
  const jobs = useJobs();
  if (!wanted) return 0;
  return jobs
    .filter((job) => job.kind === 'abort' && job.connectionId === connectionId && job.bucket === bucket)
    .reduce((sum, { bytesFreed }) => sum + bytesFreed, 0);
}

/** In the histogram's place, where of all that the scan found nothing is left to show in it. */
export function AllClean({ freed }: { freed: number }) {
  const say = words.page.uploads.bucket.allClean;
  return (
    <p className={classes.clean} role="status">
      <strong>{say.title}</strong>
      <span>{freed > 0 ? say.textFreed(freed) : say.text}</span>
    </p>
  );
}
