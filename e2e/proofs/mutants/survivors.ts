import type { NamedSurvivor } from './score.ts';

/** Mutants that live, each with the reason why that is no fault. A run over a whole file fails on what no longer lives. */
export const namedSurvivors: readonly NamedSurvivor[] = [];
