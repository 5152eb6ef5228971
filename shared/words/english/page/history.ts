/** What the page says in its part "history". */
export const historyPage = {};
