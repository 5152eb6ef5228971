/** What the page says in its part "deletion". */
export const deletionPage = {};
