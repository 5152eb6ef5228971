/** What the page says in its part "sign-in". */
export const signInPage = {};
