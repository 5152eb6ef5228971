/**
 * Whether the store said that the requester was charged for a call (1, 0); NULL in lines that carry no answer, and
 * in those written before this was kept. The hash of a line with NULL is made as before (evidence-chain.ts).
 */
export const chargeColumn = 'ALTER TABLE evidence ADD COLUMN request_charged INTEGER;';
