import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrivalOf } from './arrival.ts';
import { catalogue, clientById } from './catalogue.ts';
import { fileBehind, mib, staircases, stairSize } from './growth.ts';
import { guessClient } from './guess.ts';
import { always, best, gib, killed, type Left, named, shapeOfLeft, traits } from './testing/synthetic-uploads.ts';

describe('sizes that grow with the part number', () => {
  it.each(staircases.map((stairs) => [stairs.client, stairs] as const))('%s', (clientId, stairs) => {
    fc.assert(
      fc.property(fc.integer({ min: 503, max: 4000 }), (arrived) => {
        const size = (partNumber: number) => stairSize(stairs, partNumber);
        // A step must be seen among the parts before the last.
        const second = stairs.steps[1]?.[0] ?? 0;
        const guesses = guessClient(traits({ size, file: Number.MAX_SAFE_INTEGER, arrived }));
        if (arrived > second) {
          expect(guesses.guesses[0]).toMatchObject({ clientId, reasons: expect.arrayContaining([{ kind: 'growth' }]) });
          expect(guesses.guesses[0]?.odds).toBeGreaterThan(0.9);
        } else expect(named(guesses)).toContain(clientId === 'goofys' ? 'goofys' : 'sdk-go-v1');
      }),
      { numRuns: 30 },
    );
  });

  it('pgBackRest', () => {
    const size = (partNumber: number) => (partNumber <= 205 ? 5 * mib : 5 * mib + (partNumber - 205) * 131_072);
    for (const arrived of [209, 300, 1500]) {
      expect(best(guessClient(traits({ size, file: 10_000 * gib, arrived })))).toBe('pgbackrest');
    }
  });

  it('Barman', () => {
    const size = (partNumber: number) => 219_902_324 + ((partNumber * 7919) % 400_000);
    expect(best(guessClient(traits({ size, file: 10_000 * gib, arrived: 12 })))).toBe('barman');
  });

  it('is not taken for one of these where a step is elsewhere', () => {
    const size = (partNumber: number) => (partNumber <= 400 ? 5 * mib : 25 * mib);
    const guesses = guessClient(traits({ size, file: 1000 * gib, arrived: 900 }));
    expect(guesses.guesses).toEqual([]);
    expect(guesses.unknown).toBe(1);
  });
});

describe('sizes that were chosen for the file', () => {
  // How each client chooses, and whether the file is within what is said of it.
  const ceil = (file: number) => Math.ceil(file / 10_000);
  it.each<[string, number, (file: number) => number]>([
    ['sdk-js-v3', 5 * mib, ceil],
    ['sdk-go-v1', 5 * mib, (file) => Math.floor(file / 10_000) + 1],
    ['crt', 8 * mib, ceil],
    ['rclone', 5 * mib, (file) => Math.ceil(file / 10_000 / mib) * mib],
    ['minio-py-java', 5 * mib, (file) => Math.ceil(file / 10_000 / (5 * mib)) * 5 * mib],
    ['minio-go', 16 * mib, (file) => Math.ceil(file / 10_000 / (16 * mib)) * 16 * mib],
    [
      's3transfer',
      8 * mib,
      (file) => {
        let size = 8 * mib;
        while (file / size > 10_000) size *= 2;
        return size;
      },
    ],
  ])('%s', (clientId, smallest, choose) => {
    const client = clientById(clientId);
    fc.assert(
      fc.property(fc.integer({ min: smallest * 10_000 + 10_001, max: 5 * 1024 * gib }), (file) => {
        const size = choose(file);
        const behind = client && fileBehind(client.fit, client.sizes[0] ?? 0, size);
        expect(behind).not.toBeNull();
        expect(behind?.atLeast).toBeLessThanOrEqual(file);
        expect(behind?.atMost).toBeGreaterThanOrEqual(file);
        const arrived = 1 + (file % 40);
        const guesses = guessClient(traits({ size: always(size), file, arrived: arrived + 1 }));
        const found = guesses.guesses.find((guess) => guess.clientId === clientId);
        // A size that another client has as its default hides the rest.
        if (!catalogue.some(({ sizes }) => sizes.includes(size))) expect(found?.file).toEqual(behind);
      }),
      { numRuns: 60 },
    );
  });

  it('tell how large the file was, within 10,000 bytes, and how much of it arrived', () => {
    const file = 620_000_000_001;
    const left: Left = { size: always(ceil(file)), file, arrived: 3400 };
    const guesses = guessClient(traits(left));
    expect(guesses.guesses[0]?.file).toEqual({ atLeast: 620_000_000_000, atMost: 620_000_010_000 });
    expect(guesses.unknown).toBeLessThan(0.3);
    expect(arrivalOf(shapeOfLeft(left))).toEqual({ kind: 'unknown', bytes: 3400 * 62_000_001 });
  });

  it('say nothing where more arrived than the file could have held', () => {
    expect(fileBehind({ kind: 'exact' }, 5 * mib, 5 * mib)).toBeNull();
    const client = clientById('gitlab');
    expect(client && fileBehind(client.fit, 5 * mib, 6 * mib)?.atMost).toBe(600 * mib);
    // As a whole, the file is not what this size would have been chosen for.
    const whole = guessClient(traits({ size: always(62_000_001), file: 200_000_000 }));
    expect(whole.guesses).toEqual([]);
  });

  it('say little where anybody may have configured it', () => {
    expect(guessClient(traits(killed(40 * mib))).unknown).toBeGreaterThan(0.5);
    expect(guessClient(traits(killed(40_000_000))).unknown).toBeGreaterThan(0.4);
  });
});
