/**
 * How the double of the engine is: `full` has everything, with prompts that wait; `calm` has none of those; `notices`
 * adds one notice of each kind; `estate` has 15 connections with 300 buckets each; `first-run` has no connection yet; `empty` has connections and nothing in them; in
 * `failing` every call fails; in `loading` none is answered (no-answers.ts); in `connecting` the live feed does not begin.
 */
export const scenes = [
  'full',
  'calm',
  'notices',
  'estate',
  'first-run',
  'empty',
  'failing',
  'loading',
  'connecting',
] as const;
export type Scene = (typeof scenes)[number];
