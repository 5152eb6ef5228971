/** Version 1: what scans write. */
export const uploadTables = '';
