import type { Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';

/** Why ticked buckets cannot be cleaned up; null: they can. @param connections of those that are ticked. Pure. */
export function cleanUpOff(connections: readonly Pick<Connection, 'readOnly'>[], ticked: number): string | null {
  if (connections.some(({ readOnly }) => readOnly)) return words.page.ui.readOnlyReason;
  return ticked === 0 ? words.page.overview.noneTicked : null;
}
