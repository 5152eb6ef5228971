/** What the page says in its part "openings". */
export const openingsPage = {};
