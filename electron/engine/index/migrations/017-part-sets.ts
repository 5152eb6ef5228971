/**
 * Version 17: which very parts an upload held when it was sized, and when it was planned (sizing/part-set.ts). NULL where
 * that is not known: never sized, or by an earlier version.
 */
export const partSetColumns = `
ALTER TABLE upload ADD COLUMN part_set TEXT;
ALTER TABLE plan_item ADD COLUMN part_set TEXT;
`;
