import { JobScreen } from './job-screen.tsx';
import { JobsOverview } from './jobs-overview.tsx';

/** The screen `History`: every job there was, or the record of one. */
export function HistoryScreen({ jobId }: { jobId: string | null }) {
  return jobId === null ? <JobsOverview /> : <JobScreen key={jobId} jobId={jobId} />;
}
