import type { DatabaseSync } from 'node:sqlite';
import { type EndpointFacts, endpointFactsSchema } from '../../../shared/schema/endpoint.ts';
import { text } from './columns.ts';

/** What was learned of endpoints, per connection. */
export function endpointFactsOperations(database: DatabaseSync) {
  const select = database.prepare('SELECT facts FROM endpoint_facts WHERE connection_id = ?');
  const save = database.prepare('INSERT OR REPLACE INTO endpoint_facts (connection_id, facts) VALUES (?, ?)');
  const forget = database.prepare('DELETE FROM endpoint_facts WHERE connection_id = ?');

  return {
    /** null where nothing was learned yet, or what is there cannot be read: then it is learned anew. */
    endpointFacts(connectionId: string): EndpointFacts | null {
      const row = select.get(connectionId);
      return row ? readFacts(text(row, 'facts')) : null;
    },

    saveEndpointFacts(connectionId: string, facts: EndpointFacts): void {
      save.run(connectionId, JSON.stringify(facts));
    },

    forgetEndpointFacts(connectionId: string): void {
      forget.run(connectionId);
    },
  };
}

function readFacts(json: string): EndpointFacts | null {
  try {
    return endpointFactsSchema.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}
