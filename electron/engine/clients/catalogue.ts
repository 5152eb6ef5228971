import type { Client } from './client.ts';
import { fiveMiBClients } from './five-mib-clients.ts';
import { growingClients, otherClients } from './other-clients.ts';

/** Every client that is known, by its defaults. */
export const catalogue: readonly Client[] = [...fiveMiBClients, ...growingClients, ...otherClients];

const byId = new Map(catalogue.map((entry) => [entry.id, entry]));

/** @returns undefined where there is none of that ID */
export function clientById(id: string): Client | undefined {
  return byId.get(id);
}
