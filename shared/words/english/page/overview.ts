/** What the page says in its part "overview". */
export const overviewPage = {};
