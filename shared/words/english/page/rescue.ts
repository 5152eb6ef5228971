/** What the page says in its part "rescue". */
export const rescuePage = {};
