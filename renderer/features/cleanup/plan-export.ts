import type { PlanCursor } from '../../../shared/schema/history.ts';
import { largestPlanFile } from '../../../shared/values/plan-file.ts';
import { words } from '../../../shared/words/words.ts';
import type { Client } from '../../api/client.ts';
import { fileInPieces } from '../../ui/file-in-pieces.ts';
import type { FileToSave } from '../../ui/save-file.ts';

interface Asking {
  plans: Pick<Client['plans'], 'export'>;
}

/**
 * A plan's whole file: that of a million uploads has hundreds of megabytes, which can be kept and cannot be opened again, and
 * says so.
 *
 * @throws as `plans.export`
 */
export async function readPlan({ plans }: Asking, planId: string, format: 'csv' | 'json'): Promise<FileToSave> {
  const file = await fileInPieces<PlanCursor>((cursor) => plans.export({ planId, format, ...(cursor && { cursor }) }));
  return { ...file, ...(format === 'json' && tooLargeToOpen(file.pieces)) };
}

function tooLargeToOpen(pieces: readonly Blob[]): Pick<FileToSave, 'caution'> {
  const bytes = pieces.reduce((sum, { size }) => sum + size, 0);
  if (bytes <= largestPlanFile) return {};
  return { caution: words.page.cleanup.foot.tooLargeToOpen({ bytes, most: largestPlanFile }) };
}
