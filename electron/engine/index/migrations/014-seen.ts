/**
 * Version 14: what an answer that names uploads or objects showed of the one that its line of evidence is about
 * (shared/values/sights.ts). In older lines that is NULL: nobody wrote it down.
 */
export const seenColumn = 'ALTER TABLE evidence ADD COLUMN saw TEXT;';
