/** Version 1: plans, jobs, items, attempts and evidence. */
export const cleanupTables = '';
