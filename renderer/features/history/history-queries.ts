import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ExportCursor, HistoryFilter } from '../../../shared/schema/history.ts';
import type { Client } from '../../api/client.ts';
import { fileInPieces } from '../../ui/file-in-pieces.ts';
import type { FileToSave } from '../../ui/save-file.ts';

/** Jobs per page of the table. */
const jobsPerPage = 50;
/** Lines of evidence per window of the grid. */
export const linesPerWindow = 200;

/** Every query of the feature begins with this. */
export const historyKey = ['history'] as const;

// What is read here is read anew whenever the screen is opened: no live event tells of every line that is written.
const fresh = { staleTime: 0 } as const;

/** The jobs that match, page by page. */
export const jobsQuery = (client: Client, filter: HistoryFilter) =>
  infiniteQueryOptions({
    queryKey: [...historyKey, 'jobs', filter],
    queryFn: ({ pageParam, signal }) =>
      client.jobs.history({ ...filter, offset: pageParam, limit: jobsPerPage }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, { jobs }) => sum + jobs.length, 0);
      return last.jobs.length > 0 && read < last.total ? read : undefined;
    },
    placeholderData: keepPreviousData,
    ...fresh,
  });

/** One job. */
export const jobQuery = (client: Client, jobId: string) =>
  queryOptions({
    queryKey: [...historyKey, 'jobs', jobId],
    queryFn: ({ signal }) => client.jobs.get({ jobId }, { signal }),
    ...fresh,
  });

/** Whether a job's evidence is what was written. */
export const chainQuery = (client: Client, jobId: string) =>
  queryOptions({
    queryKey: [...historyKey, 'chain', jobId],
    queryFn: ({ signal }) => client.jobs.verifyChain({ jobId }, { signal }),
    ...fresh,
  });

/** A window of a job's lines of evidence. */
export const linesQuery = (client: Client, jobId: string, offset: number) =>
  queryOptions({
    queryKey: [...historyKey, 'lines', jobId, offset],
    queryFn: ({ signal }) => client.jobs.evidence({ jobId, offset, limit: linesPerWindow }, { signal }),
    ...fresh,
  });

/** A job's whole export. @throws as `jobs.export` */
export function readExport(client: Client, jobId: string, format: 'csv' | 'json'): Promise<FileToSave> {
  return fileInPieces<ExportCursor>((cursor) => client.jobs.export({ jobId, format, ...(cursor && { cursor }) }));
}
