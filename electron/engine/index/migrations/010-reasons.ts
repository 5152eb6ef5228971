/**
 * Version 10: why an upload stands where it stands is JSON (shared/schema/reasons.ts) in `job_item.reason`, in the machine's
 * state and in what was found of a watched upload. Sentences that earlier versions wrote there stay, and are read as such
 * (reason-columns.ts); an earlier version cannot read the JSON, and by its number refuses the file.
 */
export const reasonsAsData = 'ALTER TABLE watch RENAME COLUMN note TO finding;';
