import { chargeColumn } from './schema-charges.ts';
import { cleanupTables } from './schema-cleanup.ts';
import { endpointMemory } from './schema-endpoint.ts';
import { endpointFactsTable } from './schema-endpoint-facts.ts';
import { historyColumns } from './schema-history.ts';
import { numberTriggers } from './schema-numbers.ts';
import { scaleTables, withoutInsertTrigger } from './schema-scale.ts';
import { uploadTables } from './schema-uploads.ts';

/**
 * The schema, one step per released version: `migrations[n]` takes version n to n + 1. A step that has shipped is never
 * edited; a change is a new step.
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
];
