/** What the page says in its part "cleanup". */
export const cleanupPage = {};
