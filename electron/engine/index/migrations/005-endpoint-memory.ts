/** What was learned of endpoints: the addressing style they take, and the region that each bucket is in. */
export const endpointMemory = `
CREATE TABLE endpoint_memory (
  connection_id TEXT NOT NULL,
  fact TEXT NOT NULL CHECK (fact IN ('style', 'region')),
  -- Of a region; empty for a custom endpoint's one region, and for the style.
  bucket TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (connection_id, fact, bucket)
) STRICT, WITHOUT ROWID;
`;
