import type { DatabaseSync } from 'node:sqlite';
import type { EndpointLearned } from '../store/s3/endpoint-learning.ts';
import { text } from './columns.ts';

/** What was learned of how endpoints want to be addressed, per connection. */
export function endpointOperations(database: DatabaseSync) {
  const select = database.prepare('SELECT fact, bucket, value FROM endpoint_memory WHERE connection_id = ?');
  const save = database.prepare(
    'INSERT OR REPLACE INTO endpoint_memory (connection_id, fact, bucket, value) VALUES (?, ?, ?, ?)',
  );
  const forget = database.prepare('DELETE FROM endpoint_memory WHERE connection_id = ?');

  return {
    endpointLearned(connectionId: string): EndpointLearned {
      const rows = select.all(connectionId);
      const style = rows.find((row) => text(row, 'fact') === 'style');
      const regions = rows
        .filter((row) => text(row, 'fact') === 'region')
        .map((row) => [text(row, 'bucket'), text(row, 'value')] as const);
      return { pathStyle: style ? text(style, 'value') === 'path' : null, regions: Object.fromEntries(regions) };
    },

    saveEndpointStyle(connectionId: string, pathStyle: boolean): void {
      save.run(connectionId, 'style', '', pathStyle ? 'path' : 'virtual host');
    },

    /** `bucket` is empty for a custom endpoint's one region. */
    saveBucketRegion(connectionId: string, bucket: string, region: string): void {
      save.run(connectionId, 'region', bucket, region);
    },

    forgetEndpoint(connectionId: string): void {
      forget.run(connectionId);
    },
  };
}
