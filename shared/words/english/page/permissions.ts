/** What the page says in its part "permissions". */
export const permissionsPage = {};
