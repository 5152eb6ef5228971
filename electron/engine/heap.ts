import { setFlagsFromString } from 'node:v8';

/** By how much the heap may grow between two collections, percent of what is alive. */
const growthPercent = 20;

/**
 * Has V8 collect garbage sooner. A listing makes a lot of it, little of which lives long: left alone, V8 lets the heap of
 * this process grow to several times of what is alive. Holds for the whole process, from now on.
 */
export function growHeapSlowly(): void {
  setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
  // A new generation that never grows past its first size.
  setFlagsFromString('--semi-space-growth-factor=1');
}
