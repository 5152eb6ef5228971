import type { DatabaseSync } from 'node:sqlite';
import { type ToldSizes, toldSizesSchema } from '../../../shared/schema/cloudwatch.ts';
import { readable, text } from './columns.ts';
import { transaction } from './database.ts';

/** What CloudWatch told of buckets when it was last asked: it was paid for, and outlives the app's end. */
export function toldSizeOperations(database: DatabaseSync) {
  const select = database.prepare('SELECT told FROM bucket_size_told WHERE connection_id = ? ORDER BY bucket');
  const save = database.prepare(
    'INSERT OR REPLACE INTO bucket_size_told (connection_id, bucket, told) VALUES (?, ?, ?)',
  );
  const forget = database.prepare('DELETE FROM bucket_size_told WHERE connection_id = ?');
  return {
    /** By bucket name; what cannot be read is left out. */
    toldSizes(connectionId: string): ToldSizes[] {
      return readable(select.all(connectionId), (row) => toldSizesSchema.parse(JSON.parse(text(row, 'told'))));
    },

    saveToldSizes(connectionId: string, sizes: readonly ToldSizes[]): void {
      transaction(database, () => {
        for (const told of sizes) save.run(connectionId, told.bucket, JSON.stringify(told));
      });
    },

    /** The connection may lead elsewhere now, or was removed. */
    forgetToldSizes(connectionId: string): void {
      forget.run(connectionId);
    },
  };
}
