/**
 * Version 11: filters with their exceptions that a person saved by name, as JSON (shared/schema/saved.ts); and what an answer
 * that names uploads or objects showed of the one that its line is about. In older lines that is NULL: nobody wrote it down.
 */
export const savedAndSeen = `
CREATE TABLE saved_clean_up (
  name TEXT PRIMARY KEY,
  filter TEXT NOT NULL,
  older_than_days INTEGER
) STRICT, WITHOUT ROWID;
ALTER TABLE evidence ADD COLUMN saw TEXT;
`;
