/** What the page says in its part "lens". */
export const lensPage = {};
