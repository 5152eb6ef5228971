/** What the page says in its part "bucket-settings". */
export const bucketSettingsPage = {};
