import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addParts,
  commonSize,
  emptyShape,
  missingNumbers,
  mostRuns,
  type PartShape,
  partShapeSchema,
  type ShapedPart,
} from './part-shape.ts';

const part = (partNumber: number, size: number, rest: Partial<ShapedPart> = {}): ShapedPart => ({
  partNumber,
  size,
  lastModified: null,
  checksum: null,
  ...rest,
});
const parts = (...sizes: number[]) => sizes.map((size, index) => part(index + 1, size));
const shapeOf = (list: readonly ShapedPart[], pageSize = 1000) => {
  let shape = emptyShape;
  for (let at = 0; at < list.length; at += pageSize) shape = addParts(shape, list.slice(at, at + pageSize));
  return shape;
};

describe('a shape', () => {
  it('of nothing', () => {
    expect(shapeOf([])).toEqual(emptyShape);
    expect(addParts(emptyShape, [])).toEqual(emptyShape);
    expect(commonSize(emptyShape)).toBeNull();
    expect(missingNumbers(emptyShape)).toBe(0);
  });

  it('of one part', () => {
    const shape = shapeOf([part(1, 7, { lastModified: 5, checksum: { algorithm: 'CRC32' } })]);
    expect(shape).toEqual({
      ...emptyShape,
      parts: 1,
      bytes: 7,
      firstNumber: 1,
      last: { number: 1, size: 7 },
      checksums: ['CRC32'],
      oldestAt: 5,
      newestAt: 5,
    });
    expect(commonSize(shape)).toBe(7);
  });

  it('keeps the last part apart from runs of the others', () => {
    const shape = shapeOf(parts(5, 5, 5, 9, 9, 2));
    expect(shape).toMatchObject({
      parts: 6,
      bytes: 35,
      last: { number: 6, size: 2 },
      runs: [
        [1, 5, 3],
        [4, 9, 2],
      ],
      rises: 1,
      falls: 0,
      smallest: 5,
      largest: 9,
      beforeLast: 9,
      runsLeftOut: 0,
    });
    expect(commonSize(shape)).toBeNull();
    expect(commonSize(shapeOf(parts(5, 5, 5, 1)))).toBe(5);
    expect(commonSize(shapeOf(parts(5, 5, 5, 99)))).toBe(5);
  });

  it('counts the numbers that are missing', () => {
    expect(missingNumbers(shapeOf([part(2, 5), part(4, 5), part(10_000, 5)]))).toBe(9997);
    expect(missingNumbers(shapeOf(parts(1, 2, 3)))).toBe(0);
  });

  it('keeps a few runs, and counts the rest', () => {
    const shape = shapeOf(parts(...Array.from({ length: 40 }, (_, index) => 100 + (index % 2 === 0 ? index : -index))));
    expect(shape.runs).toHaveLength(mostRuns);
    expect(shape.runsLeftOut).toBe(39 - mostRuns);
    expect(shape.rises + shape.falls).toBe(38);
    // A size that comes back later is a run of its own.
    expect(shapeOf(parts(1, 2, 1, 2, 1, 2, 1, 1, 1, 3))).toMatchObject({ runsLeftOut: 1, beforeLast: 1 });
  });

  it('knows checksums by their algorithms, each once', () => {
    const of = (...algorithms: (string | null)[]) =>
      shapeOf(
        algorithms.map((algorithm, index) =>
          part(index + 1, 5, { checksum: algorithm === null ? null : { algorithm } }),
        ),
      ).checksums;
    expect(of('CRC32', 'CRC32', null)).toEqual(['CRC32', 'none']);
    expect(of('A', 'B', 'C', 'D', 'E')).toEqual(['A', 'B', 'C', 'D']);
  });

  it('counts a part once that two pages share', () => {
    const list = parts(5, 5, 5, 2);
    expect(addParts(addParts(emptyShape, list.slice(0, 2)), list.slice(1))).toEqual(shapeOf(list));
  });

  it('says that parts came out of order', () => {
    const shape = shapeOf([part(3, 5), part(1, 5), part(4, 5)]);
    expect(shape).toMatchObject({ ordered: false, parts: 3, bytes: 15, firstNumber: 1, last: { number: 4 } });
    expect(commonSize(shape)).toBeNull();
  });

  it('leaves the shape before as it was', () => {
    const before = shapeOf(parts(5, 5, 5));
    const copy = structuredClone(before);
    addParts(before, [part(4, 6, { checksum: { algorithm: 'SHA1' } })]);
    expect(before).toEqual(copy);
  });
});

describe('any parts', () => {
  const list = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.constantFrom(1, 2, 3, 5)), {
      selector: ([number]) => number,
      maxLength: 60,
    })
    .map((found) =>
      found.sort(([a], [b]) => a - b).map(([number, size]) => part(number, size, { lastModified: number * 7 })),
    );

  it('have the same shape in pages of any size', () => {
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 61 }), (found, pageSize) => {
        expect(shapeOf(found, pageSize)).toEqual(shapeOf(found));
      }),
    );
  });

  it('have a shape that says what they are', () => {
    fc.assert(
      fc.property(list, (found) => {
        const shape = shapeOf(found);
        const others = found.slice(0, -1).map(({ size }) => size);
        expect(shape.parts).toBe(found.length);
        expect(shape.bytes).toBe(found.reduce((sum, { size }) => sum + size, 0));
        expect(shape.smallest).toBe(others.length > 0 ? Math.min(...others) : null);
        expect(shape.largest).toBe(others.length > 0 ? Math.max(...others) : null);
        expect(shape.oldestAt).toBe(found.at(0)?.lastModified ?? null);
        expect(shape.newestAt).toBe(found.at(-1)?.lastModified ?? null);
        expect(shape.rises).toBe(
          others.filter((size, index) => index > 0 && size > (others[index - 1] ?? size)).length,
        );
        const kept = shape.runs.flatMap(([, size, count]) => Array<number>(count).fill(size));
        if (shape.runsLeftOut === 0) expect(kept).toEqual(others);
        else expect(others.slice(0, kept.length)).toEqual(kept);
      }),
    );
  });

  it('survive JSON', () => {
    fc.assert(
      fc.property(list, (found) => {
        const shape: PartShape = shapeOf(found);
        expect(partShapeSchema.parse(JSON.parse(JSON.stringify(shape)))).toEqual(shape);
      }),
    );
  });
});

it('is small, whatever the upload', () => {
  const many = Array.from({ length: 10_000 }, (_, index) =>
    part(index + 1, 5_368_709_120 - index, {
      lastModified: 1_800_000_000_000 + index,
      checksum: { algorithm: 'CRC64NVME' },
    }),
  );
  expect(JSON.stringify(shapeOf(many)).length).toBeLessThan(500);
});
