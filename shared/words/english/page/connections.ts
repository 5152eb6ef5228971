/** What the page says in its part "connections". */
export const connectionsPage = {};
