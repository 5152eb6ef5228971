/** What the page says in its part "leaks". */
export const leaksPage = {};
