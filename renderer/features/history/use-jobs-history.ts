import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { HistoryFilter } from '../../../shared/schema/history.ts';
import { useApi, useJobs } from '../../api/api.tsx';
import { historyKey, jobsQuery } from './history-queries.ts';
import { withLive } from './history-words.ts';

/** The jobs that match a filter, kept fresh: a job that starts, or comes to its end, is read anew. */
export function useJobsHistory(filter: HistoryFilter) {
  const { client } = useApi();
  const cache = useQueryClient();
  const live = useJobs();
  const states = live.map(({ id, state }) => `${id} ${state}`).join('\n');
  const seen = useRef(states);
  useEffect(() => {
    if (seen.current === states) return;
    seen.current = states;
    void cache.invalidateQueries({ queryKey: [...historyKey, 'jobs'] });
  }, [states, cache]);

  const { data, ...query } = useInfiniteQuery(jobsQuery(client, filter));
  return {
    ...query,
    jobs:
      data &&
      withLive(
        data.pages.flatMap(({ jobs }) => jobs),
        live,
      ),
    total: data?.pages.at(-1)?.total ?? 0,
  };
}
