/** Where a job's connection led when it was started. A connection can be changed or removed, a record cannot. */
export const historyColumns = `
ALTER TABLE job ADD COLUMN connection_name TEXT;
ALTER TABLE job ADD COLUMN endpoint TEXT;
ALTER TABLE job ADD COLUMN region TEXT;
CREATE INDEX job_newest ON job (created_at DESC);
`;
