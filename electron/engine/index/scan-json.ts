import { type ScanState, scanStateSchema } from '../../../shared/schema/model.ts';

/** How far a scan came, as the index keeps it. @throws SyntaxError or zod's error where it is none */
export function scanFromJson(json: string): ScanState {
  return scanStateSchema.parse(JSON.parse(json));
}
