import type { JobItem } from '../../../shared/schema/model.ts';

/** What became of an upload under an odd key. */
export interface Fate {
  /** The app's verdict ({@link standing}); `not shown` where its scan did not find the upload. */
  told: string;
  /** What another client sees afterwards. */
  left: 'nothing' | 'listed' | 'parts' | 'listed, with parts';
}

/** What became of each key: {@link Fate}, or the store's refusal to begin an upload or take its part. */
export type Fates = Readonly<Record<string, Fate | { refused: string }>>;

/** An item in a word: its verdict, `VERDICT for now` where the job has not done with it, `waiting` where it has none. */
export function standing({ state, verdict }: Pick<JobItem, 'state' | 'verdict'>): string {
  if (verdict === null) return 'waiting';
  return state === 'done' ? verdict : `${verdict} for now`;
}

/** The keys of which the app says `clear` although something is left: what must never be. */
export function falselyClear(fates: Fates): string[] {
  return Object.entries(fates).flatMap(([name, fate]) =>
    'told' in fate && fate.told === 'clear' && fate.left !== 'nothing' ? [`${name}: ${fate.left}`] : [],
  );
}

/** Everything that did not end in a true `clear`, in words that can be written down beside a store. */
export function otherwise(fates: Fates): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fates).flatMap(([name, fate]) => {
      if ('refused' in fate) return [[name, `refused: ${fate.refused}`]];
      if (fate.told === 'clear' && fate.left === 'nothing') return [];
      return [[name, `${fate.told}; ${fate.left} left`]];
    }),
  );
}

/** What is written down of a store for each of these keys; `every other` stands for those that are not named. */
export function writtenDown(
  habits: Readonly<Record<string, string>>,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const habit = habits[name] ?? habits['every other'];
      return habit === undefined ? [] : [[name, habit]];
    }),
  );
}
