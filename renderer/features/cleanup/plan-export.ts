import type { PlanCursor } from '../../../shared/schema/history.ts';
import type { Client } from '../../api/client.ts';
import type { FileToSave } from '../../ui/save-file.ts';

interface Asking {
  plans: Pick<Client['plans'], 'export'>;
}

/** A plan's whole file, piece by piece: that of a million uploads has hundreds of megabytes. @throws as `plans.export` */
export async function readPlan({ plans }: Asking, planId: string, format: 'csv' | 'json'): Promise<FileToSave> {
  const pieces: Blob[] = [];
  let cursor: PlanCursor | undefined;
  for (;;) {
    const { text, next, fileName, mediaType } = await plans.export({ planId, format, ...(cursor && { cursor }) });
    // The browser keeps blobs outside of the page's memory, on disk where they are large.
    pieces.push(new Blob([text]));
    if (!next) return { fileName, mediaType, pieces };
    cursor = next;
  }
}
