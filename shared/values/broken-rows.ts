import type { BrokenRowWarning, StartWarning } from '../schema/start-warnings.ts';

const ofRows: ReadonlySet<StartWarning['what']> = new Set<BrokenRowWarning['what']>([
  'bucket',
  'job',
  'figures of a job',
  'watched upload',
]);

/** Whether a warning of the start is about a row of the index that holds what cannot be. */
export function isOfBrokenRow(warning: StartWarning): warning is BrokenRowWarning {
  return ofRows.has(warning.what);
}
