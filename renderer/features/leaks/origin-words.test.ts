import { expect, it } from 'vitest';
import { originLines } from './origin-words.ts';

const guess = (name: string, odds: number) => ({ name, odds, reasons: [{ kind: 'growth' as const }], file: null });

it('names each client with its odds and reasons, and what is left for others', () => {
  expect(
    originLines({ guesses: [guess('rclone', 0.704), guess('s5cmd', 0.2)], unknown: 0.096, arrival: null }),
  ).toEqual([
    'rclone, 70\u00a0%: parts that grow as only its parts do',
    's5cmd, 20\u00a0%: parts that grow as only its parts do',
    'something else, or told otherwise, 10\u00a0%',
  ]);
});

it('says that nothing is left for others only where it rounds to nothing, and that nobody is known', () => {
  expect(originLines({ guesses: [guess('rclone', 0.996)], unknown: 0.004, arrival: null })).toHaveLength(1);
  expect(originLines({ guesses: [], unknown: 1, arrival: null })).toEqual(['unknown: the evidence is thin']);
});
