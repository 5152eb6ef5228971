import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { KeyConvention } from '../store/encoding.ts';
import { text } from './columns.ts';

const factSchema = z.enum(['plain', 'encoded']).nullable();
const conventionSchema = z.object({ keys: factSchema, marker: factSchema });

/** What was learned of how endpoints write keys (s3-semantics, "Paging"), per connection. */
export function conventionOperations(database: DatabaseSync) {
  const select = database.prepare('SELECT convention FROM key_convention WHERE connection_id = ?');
  const save = database.prepare('INSERT OR REPLACE INTO key_convention (connection_id, convention) VALUES (?, ?)');
  const forget = database.prepare('DELETE FROM key_convention WHERE connection_id = ?');

  return {
    /** null where nothing was learned yet. */
    keyConvention(connectionId: string): KeyConvention | null {
      const row = select.get(connectionId);
      return row ? conventionSchema.parse(JSON.parse(text(row, 'convention'))) : null;
    },

    saveKeyConvention(connectionId: string, convention: KeyConvention): void {
      save.run(connectionId, JSON.stringify(convention));
    },

    forgetKeyConvention(connectionId: string): void {
      forget.run(connectionId);
    },
  };
}
