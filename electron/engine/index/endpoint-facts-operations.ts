import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
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
    const kept = z.record(z.string(), z.unknown()).parse(JSON.parse(json));
    const facts = Object.entries(kept).map(([name, fact]) => [name, factFromSentence(fact)]);
    return endpointFactsSchema.safeParse(Object.fromEntries(facts)).data ?? null;
  } catch {
    return null;
  }
}

const unknownInWords = z.object({ known: z.literal(false), why: z.string() });

/** A fact as it is today. Before version 10, why one is not known was a sentence. */
function factFromSentence(fact: unknown): unknown {
  const { data } = unknownInWords.safeParse(fact);
  return data ? { known: false, unknown: { why: 'told', sentence: data.why } } : fact;
}
