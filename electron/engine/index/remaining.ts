/** SQL: whether no proof has ended an upload. Those that are proved gone hold nothing any more, and count in no sum. */
export const remaining = `coalesce(upload.verdict, '') NOT IN ('clear', 'completed')`;
