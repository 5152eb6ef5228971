/** What the page says in its part "shell". */
export const shellPage = {};
