/**
 * Version 9: a time that nobody knows is 0 or less. Activity is not known where parts have no times, or times from before
 * there was S3 (the epoch, Go's zero time).
 */
export const unknownActivity = `
UPDATE upload SET activity_at = 0
WHERE activity_at > 0 AND parts > 0 AND coalesce(newest_part_at, 0) <= 0;
`;
