import { formatCount } from '../../../format/numbers.ts';
import { formatDay, formatUtc } from '../../../format/time.ts';
import type { LogSummary, UploadTraceJson } from '../../../schema/access-logs.ts';
import { counted } from '../../counted.ts';

type LoggedError = LogSummary['lastErrors'][number];

/** What the page says of server access logs: in the dialog `Access logs`, and of one upload in its details. */
export const accessLogsPage = {
  title: 'Access logs',
  about:
    'Server access logs tell who began an upload and what went wrong. Name a folder of this computer that holds them, or s3://bucket/prefix, plain or gzip; they are read here, and nothing of them is kept beyond this session. AWS delivers them by best effort: what is not in them may have been.',
  folder: {
    label: 'Folder with access logs, or their bucket',
    placeholder: '/home/me/logs or s3://bucket/prefix',
  },
  reading: 'Reading the logs…',
  read: 'Read logs',
  summary: {
    /** @param from of the first line that concerns an upload, ms; null: none does */
    lines: ({ lines, files, from, to }: Pick<LogSummary, 'lines' | 'files' | 'from' | 'to'>) =>
      `${counted(lines, 'line', 'lines')} in ${counted(files, 'file', 'files')}${from === null || to === null ? '' : `, about uploads ${days(from, to)}`}.`,
    unreadable: (lines: number) => `${counted(lines, 'line', 'lines')} could not be read.`,
    found: '{share} found in them.',
    /** Stands in {@link found}. */
    share: ({ found, wanted }: Pick<LogSummary, 'found' | 'wanted'>) =>
      `${formatCount(found)} of ${counted(wanted, 'upload', 'uploads')}`,
    /** @param which each with its issue */
    unread: ({ files, which }: { files: number; which: readonly string[] }) =>
      `${counted(files, 'file', 'files')} could not be read to the end: ${which.join('; ')}`,
  },
  /** The tables, each of which counts uploads. */
  counts: {
    uploads: 'Uploads',
    userAgents: 'User agents',
    noUserAgent: 'not told',
    requesters: 'Requesters',
    noRequester: 'nobody that is known',
    lastErrors: 'Last error before silence',
    lastError: ({ operation, code, status }: Pick<LoggedError, 'operation' | 'code' | 'status'>) =>
      `${operation}: ${code ?? 'no code'} (HTTP ${status})`,
    lifecycleAborts: 'Aborted by lifecycle',
    /** @param day its first moment in UTC, ms */
    lifecycleAbort: ({ bucket, day }: Pick<LogSummary['lifecycleAborts'][number], 'bucket' | 'day'>) =>
      `${bucket}, ${formatDay(day, 'UTC')} (UTC)`,
  },
  /** Of one upload, a line each. */
  trace: {
    requester: (name: string) => `by ${name}`,
    remoteIp: (address: string) => `from ${address}`,
    stored: ({ partsStored, lastAt }: Pick<UploadTraceJson, 'partsStored' | 'lastAt'>) =>
      `${counted(partsStored, 'part', 'parts')} stored, last heard of ${formatUtc(lastAt)}`,
    /** @param isLast nothing went well after it */
    failed: ({ operation, code, status, at }: NonNullable<UploadTraceJson['lastError']>, isLast: boolean) =>
      `${isLast ? 'Before it went silent' : 'Once'}, ${operation} failed: ${code ?? 'no code'} (HTTP ${status}), ${formatUtc(at)}`,
    ended: (ended: NonNullable<UploadTraceJson['ended']>) => `The logs say that it was ${ended}.`,
  },
};

function days(from: number, to: number): string {
  const [first, last] = [formatDay(from), formatDay(to)];
  return first === last ? `of ${first}` : `from ${first} to ${last}`;
}
