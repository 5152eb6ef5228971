/** What the page says in its part "endpoint". */
export const endpointPage = {};
