/** What the page says in its part "parts". */
export const partsPage = {};
