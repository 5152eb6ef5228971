/** What the page says in its part "pictures". */
export const picturesPage = {};
