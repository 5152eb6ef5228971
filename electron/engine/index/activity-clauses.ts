/** SQL over `upload`: the rule of {@link ../../../shared/values/activity.ts}, in which a time that nobody knows is 0 or less. */

/** Somebody may still be using it. @param since the parameter for when recent begins */
export const whenActive = (since: string) => `(upload.activity_at >= ${since} OR upload.activity_at <= 0)`;

/** Nobody has written to it for long. */
export const whenStale = (since: string) => `(upload.activity_at < ${since} AND upload.activity_at > 0)`;

/** An initiation time, NULL where nobody knows it. */
export const knownInitiation = 'CASE WHEN upload.initiated_at > 0 THEN upload.initiated_at END';
