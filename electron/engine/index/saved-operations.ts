import type { DatabaseSync } from 'node:sqlite';
import { type SavedCleanUp, savedCleanUpSchema } from '../../../shared/schema/saved.ts';
import { integer, readable, text } from './columns.ts';

/** Clean-ups that a person saved by name. */
export function savedOperations(database: DatabaseSync) {
  const all = database.prepare('SELECT * FROM saved_clean_up ORDER BY name');
  const put = database.prepare(
    `INSERT INTO saved_clean_up (name, filter, older_than_days) VALUES (:name, :filter, :days)
     ON CONFLICT (name) DO UPDATE SET filter = excluded.filter, older_than_days = excluded.older_than_days`,
  );
  const remove = database.prepare('DELETE FROM saved_clean_up WHERE name = ?');

  return {
    /** By name. One that cannot be read is left out: a filter that is not whole would match too much. */
    savedCleanUps: (): SavedCleanUp[] =>
      readable(all.all(), (row) => {
        const filter: unknown = JSON.parse(text(row, 'filter'));
        return savedCleanUpSchema.parse({
          name: text(row, 'name'),
          filter,
          // A number that cannot be is not the same as none: without its age it would match too much.
          olderThanDays: row.older_than_days === null ? null : integer(row, 'older_than_days'),
        });
      }),

    /** Takes the place of one of the same name. */
    saveCleanUp({ name, filter, olderThanDays }: SavedCleanUp): void {
      put.run({ name, filter: JSON.stringify(filter), days: olderThanDays });
    },

    removeCleanUp(name: string): void {
      remove.run(name);
    },
  };
}
