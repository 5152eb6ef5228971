/** What the page says in its part "ui". */
export const uiPage = {};
