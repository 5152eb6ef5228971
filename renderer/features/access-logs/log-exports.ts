import type { CsvValue } from '../../../shared/format/csv.ts';
import type { LogSummary } from '../../../shared/schema/access-logs.ts';
import { words } from '../../../shared/words/words.ts';
import type { ExportChoice } from '../../ui/export-menu.tsx';
import { pageFileName } from '../../ui/file-name.ts';
import { tableExports } from '../../ui/table-export.ts';

const columns = ['by', 'name', 'status', 'uploads'] as const;

/** Every table of what access logs show in one file, told apart by their first column. */
export function logExports(connection: string, summary: LogSummary): ExportChoice[] {
  const fileName = pageFileName(connection, 'access-logs');
  return tableExports(words.page.accessLogs.title, fileName, columns, () => logRows(summary));
}

/** Rows of all tables. What the logs do not tell is null. */
export function logRows({ userAgents, requesters, lastErrors, lifecycleAborts }: LogSummary): CsvValue[][] {
  return [
    ...userAgents.map(({ name, uploads }) => ['user agent', name, null, uploads]),
    ...requesters.map(({ name, uploads }) => ['requester', name, null, uploads]),
    ...lastErrors.map(({ operation, code, status, uploads }) => [
      'last error',
      code === null ? operation : `${operation}: ${code}`,
      status,
      uploads,
    ]),
    ...lifecycleAborts.map(({ bucket, day, uploads }) => [
      'aborted by lifecycle',
      `${bucket} ${new Date(day).toISOString().slice(0, 10)}`,
      null,
      uploads,
    ]),
  ];
}
