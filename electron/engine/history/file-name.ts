import { plainFileName } from '../../../shared/format/file-name.ts';

/**
 * A file's name that every system takes: the bucket in plain characters, the day in UTC, and what it is.
 *
 * @param id of the plan or the job; its beginning tells two files of one day apart
 */
export function fileNameOf(bucket: string, at: number, id: string, what: string): string {
  const day = new Date(at).toISOString().slice(0, 10);
  return `loose-parts-${plainFileName(bucket).slice(0, 60) || 'bucket'}-${day}-${plainFileName(id).slice(0, 8)}-${what}`;
}
