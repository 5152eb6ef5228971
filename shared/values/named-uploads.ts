/**
 * As many uploads are named one by one, in one call; more than that is "all that match". So many are read in some 40 ms, which
 * nothing else waits for longer on the thread that serves window and menu (e2e/bench/plan-bench.ts).
 */
export const mostNamed = 20_000;
