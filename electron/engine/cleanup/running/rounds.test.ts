import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Rounds } from './rounds.ts';

describe('rounds', () => {
  it.each(Array.from({ length: 12 }, (_, steps) => steps))(
    'asked for %i steps after a round has ended are done',
    async (steps) => {
      let done = 0;
      let asked = 1;
      const rounds = new Rounds(async () => {
        await setImmediate();
        done = asked;
        if (asked > 1) return;
        // So many steps of the queue after this round, about where it is found that no other follows.
        let later = Promise.resolve();
        for (let step = 0; step < steps; step++) later = later.then(() => {});
        void later.then(() => {
          asked = 2;
          rounds.go();
        });
      });
      rounds.go();
      for (let turn = 0; turn < 5; turn++) await setImmediate();
      await rounds.running;
      expect(done).toBe(2);
      expect(rounds.running).toBeNull();
    },
  );

  it('are one at a time, and asked for often are one more', async () => {
    let under = 0;
    let most = 0;
    let rounds = 0;
    const all = new Rounds(async () => {
      most = Math.max(most, ++under);
      rounds++;
      await setImmediate();
      under--;
    });
    for (let time = 0; time < 5; time++) all.go();
    await setImmediate();
    for (let time = 0; time < 5; time++) all.go();
    await all.running;
    expect([rounds, most]).toEqual([2, 1]);
  });
});
