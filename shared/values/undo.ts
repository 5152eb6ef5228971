/** Between the start of a clean-up and its first call, ms: so long a person can undo it (design, "On screen"). */
export const undoMs = 5_000;
