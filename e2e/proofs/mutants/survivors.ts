import type { NamedSurvivor } from './score.ts';

/** Mutants that live, each with the reason why that is no fault. A run over a whole file fails on what no longer lives. */
export const namedSurvivors: readonly NamedSurvivor[] = [
  {
    file: 'electron/engine/cleanup/judging/verdict-machine.ts',
    line: 'default:',
    becomes: 'default:',
    because: 'TypeScript allows no other case: it is there so that a new one is a fault.',
  },
  {
    file: 'electron/engine/cleanup/judging/verdict-machine.ts',
    line: "const interrupted = state.wish.kind === 'wait' && state.wish.action === 'look' && state.aborts > 0;",
    becomes: 'true',
    because: 'Nothing but a wait has an action: where that is asked, the kind has been told.',
  },
];
