/** What the page says in its part "notices". */
export const noticesPage = {};
