/** Version 11: filters with their exceptions that a person saved by name, as JSON (shared/schema/saved.ts). */
export const savedCleanUps = `
CREATE TABLE saved_clean_up (
  name TEXT PRIMARY KEY,
  filter TEXT NOT NULL,
  older_than_days INTEGER
) STRICT, WITHOUT ROWID;
`;
