/** What the page says in its part "costs". */
export const costsPage = {};
