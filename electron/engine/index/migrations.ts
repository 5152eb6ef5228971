import { cleanupTables } from './migrations/001-cleanup.ts';
import { uploadTables } from './migrations/001-uploads.ts';
import { historyColumns } from './migrations/002-history.ts';
import { scaleTables } from './migrations/003-scale.ts';
import { withoutInsertTrigger } from './migrations/004-without-insert-trigger.ts';
import { endpointMemory } from './migrations/005-endpoint-memory.ts';
import { chargeColumn } from './migrations/006-charges.ts';
import { endpointFactsTable } from './migrations/007-endpoint-facts.ts';
import { numberTriggers } from './migrations/008-numbers.ts';
import { unknownActivity } from './migrations/009-unknown-activity.ts';
import { reasonsAsData } from './migrations/010-reasons.ts';
import { savedCleanUps } from './migrations/011-saved-clean-ups.ts';
import { costColumns } from './migrations/012-costs.ts';
import { lifecycleMemory } from './migrations/013-lifecycle-memory.ts';
import { seenColumn } from './migrations/014-seen.ts';
import { vanishedTables } from './migrations/015-vanished.ts';
import { unknownRests } from './migrations/016-unknown-rests.ts';
import { partSetColumns } from './migrations/017-part-sets.ts';
import { abortToldColumn } from './migrations/018-abort-told.ts';
import { wholeScanColumns } from './migrations/019-whole-scans.ts';

/**
 * The schema, one step per released version, in files by their number: 003 takes version 2 to 3. A step that has shipped
 * is never edited; a change is a new step.
 */
export const migrations: readonly string[] = [
  `${uploadTables}\n${cleanupTables}`,
  historyColumns,
  scaleTables,
  withoutInsertTrigger,
  endpointMemory,
  chargeColumn,
  endpointFactsTable,
  numberTriggers,
  unknownActivity,
  reasonsAsData,
  savedCleanUps,
  costColumns,
  lifecycleMemory,
  seenColumn,
  vanishedTables,
  unknownRests,
  partSetColumns,
  abortToldColumn,
  wholeScanColumns,
];
