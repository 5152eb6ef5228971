import { JobRecord } from './job-record.tsx';
import { JobsOverview } from './jobs-overview.tsx';

/** The screen `History`: every job there was, or the record of one. */
export function HistoryScreen({ jobId }: { jobId: string | null }) {
  return jobId === null ? <JobsOverview /> : <JobRecord key={jobId} jobId={jobId} />;
}
