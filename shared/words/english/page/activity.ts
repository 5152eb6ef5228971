/** What the page says in its part "activity". */
export const activityPage = {};
