import { useEffect, useState } from 'react';
import type { Job, UploadFilter } from '../../../shared/schema/model.ts';
import { useJobs } from '../../api/api.tsx';
import type { Selection } from './selection.ts';
import type { TickActions } from './use-ticks.ts';

/** What a clean-up was begun with, until it has begun or was undone. */
type Given = { jobId: string; selection: Selection; filter: UploadFilter };

/**
 * Unticks what a clean-up was begun with; where that is undone, it is ticked again, because nothing was sent.
 * @returns to be told the job
 */
export function useUndoneTicks(ticks: TickActions, filter: UploadFilter): (jobId: string) => void {
  const jobs = useJobs();
  const [given, setGiven] = useState<Given | null>(null);
  const job = given && jobs.find(({ id }) => id === given.jobId);
  useEffect(() => {
    if (!given || !job) return;
    const became = fate(job);
    if (became === 'open') return;
    setGiven(null);
    // "All that match" means others under another filter.
    const means = given.selection.kind === 'some' || given.filter === filter;
    if (became === 'undone' && means) ticks.tickAgain(given.selection);
  });
  return (jobId) => {
    setGiven({ jobId, selection: ticks.selection, filter });
    ticks.untickAll();
  };
}

function fate({ state, heldUntil, counts, items }: Job): 'open' | 'undone' | 'begun' {
  if (state === 'finished') return counts.cancelled === items ? 'undone' : 'begun';
  return state === 'cancelling' || heldUntil !== undefined ? 'open' : 'begun';
}
