import type { Look } from '../../../shared/schema/model.ts';

/** A look of a verification, with its local times. */
export interface KeptLook {
  look: Look;
  startedAt: number;
  endedAt: number;
  serverTime: number | null;
}
