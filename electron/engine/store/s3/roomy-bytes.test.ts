import { expect, it } from 'vitest';
import { freeRoomy, RoomyBytes } from './roomy-bytes.ts';

const MiB = 1024 * 1024;
const piece = (length: number, value: number) => new Uint8Array(length).fill(value);

it('holds what went in, in its order and without anything else', () => {
  const roomy = new RoomyBytes(10);
  roomy.take(piece(3, 1));
  roomy.take(piece(0, 9));
  roomy.take(piece(4, 2));
  expect([...roomy.bytes()]).toEqual([1, 1, 1, 2, 2, 2, 2]);
  expect(() => roomy.take(piece(4, 3))).toThrow(RangeError);
});

it('frees each piece that has its memory for itself, and no other', () => {
  const roomy = new RoomyBytes(100);
  const shared = piece(10, 1);
  const [own, part] = [piece(10, 2), shared.subarray(2, 6)];
  roomy.take(own);
  roomy.take(part);
  expect([own.byteLength, part.byteLength, shared.byteLength]).toEqual([0, 4, 10]);
  expect(roomy.bytes()).toHaveLength(14);
});

it('gives its memory back to the system at once', () => {
  const all = Array.from({ length: 16 }, () => new RoomyBytes(8 * MiB));
  for (const roomy of all) for (let at = 0; at < 8; at++) roomy.take(piece(MiB, 7));
  const full = process.memoryUsage.rss();
  const bytes = all.map((roomy) => roomy.bytes());
  for (const roomy of all) roomy.free();
  // No collector has been asked.
  expect(full - process.memoryUsage.rss()).toBeGreaterThan(100 * MiB);
  expect(bytes.map(({ byteLength }) => byteLength)).toEqual(Array(16).fill(0));
});

it('that has gone to another thread is that one’s to free', () => {
  const roomy = new RoomyBytes(8);
  roomy.take(piece(8, 1));
  const there = structuredClone(roomy.bytes(), { transfer: [roomy.bytes().buffer] });
  roomy.free();
  expect([...there]).toEqual(Array(8).fill(1));
  freeRoomy(there);
  expect(there).toHaveLength(0);
  const plain = piece(3, 1);
  freeRoomy(plain);
  expect(plain).toHaveLength(3);
});
