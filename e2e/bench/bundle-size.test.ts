import { expect, test } from 'vitest';
import { bundleBaseline, bundleProblem, largestBundle } from './bundle-size.ts';

test('growth over a tenth of the baseline is a problem, and so is a page over the limit', () => {
  expect(bundleProblem(100_000, 100_000)).toBeNull();
  expect(bundleProblem(110_000, 100_000)).toBeNull();
  expect(bundleProblem(110_001, 100_000)).toContain('grew');
  expect(bundleProblem(largestBundle + 1, largestBundle)).toContain('more than 400 KiB');
});

test('the committed baseline is within the limit', () => {
  expect(bundleBaseline()).toBeLessThanOrEqual(largestBundle);
});
