/** What an endpoint does, as JSON (shared/schema/endpoint.ts); learned by a probe, per connection. */
export const endpointFactsTable = `
CREATE TABLE endpoint_facts (
  connection_id TEXT PRIMARY KEY,
  facts TEXT NOT NULL
) STRICT;
`;
