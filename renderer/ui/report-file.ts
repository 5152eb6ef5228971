import type { Client } from '../api/client.ts';
import type { FileToSave } from './save-file.ts';

/** A job's report: one page in HTML to read and to print. */
export async function readReport(client: Client, jobId: string): Promise<FileToSave> {
  const { fileName, mediaType, text } = await client.jobs.report({ jobId });
  return { fileName, mediaType, pieces: [text] };
}
