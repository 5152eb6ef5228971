/**
 * Version 18: when the store told of an upload's abort date, by which it is known whether that was before the bucket's rules
 * were last read. NULL where no date was told, or it was told to an earlier version: then the rules are what counts.
 */
export const abortToldColumn = `
ALTER TABLE upload ADD COLUMN abort_told_at INTEGER;
`;
