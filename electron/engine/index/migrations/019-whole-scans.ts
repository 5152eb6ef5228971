/**
 * Version 19: what scans prove of ages. `whole_since` is when the newest scan of a bucket began whose listing was whole, ms
 * UTC by the earlier of the two clocks. `begun_after` is that time as it stood when a row was first written, where the
 * store told an earlier initiation, or none; NULL where nothing contradicts what it told.
 */
export const wholeScanColumns = `
ALTER TABLE bucket ADD COLUMN whole_since INTEGER;
ALTER TABLE upload ADD COLUMN begun_after INTEGER;
CREATE INDEX upload_begun_after ON upload (bucket_id) WHERE begun_after IS NOT NULL;
`;
