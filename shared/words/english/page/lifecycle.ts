/** What the page says in its part "lifecycle". */
export const lifecyclePage = {};
