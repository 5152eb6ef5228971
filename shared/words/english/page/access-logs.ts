/** What the page says in its part "access-logs". */
export const accessLogsPage = {};
