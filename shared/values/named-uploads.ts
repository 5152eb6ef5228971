/**
 * As many uploads are named one by one, in one call; more than that is "all that match". So many hold the thread that serves
 * window and menu for less than 100 ms: e2e/bench/plan-bench.ts, where 85 were seen.
 */
export const mostNamed = 20_000;
