/** What the page says in its part "uploads". */
export const uploadsPage = {};
