/** What the page says in its part "sidebar". */
export const sidebarPage = {};
