import { expect, test } from 'vitest';
import { bundleBaseline, bundleProblem, largestBundle, largestLanguage } from './bundle-size.ts';

const ofPage = (page: number) => ({ page, language: 50_000 });

test('growth over a tenth of the baseline is a problem, and so is a page over the limit', () => {
  expect(bundleProblem(ofPage(100_000), 100_000)).toBeNull();
  expect(bundleProblem(ofPage(110_000), 100_000)).toBeNull();
  expect(bundleProblem(ofPage(110_001), 100_000)).toContain('grew');
  expect(bundleProblem(ofPage(largestBundle + 1), largestBundle)).toContain('more than 400 KiB');
});

test('a language has a limit of its own, and a file of its own', () => {
  expect(bundleProblem({ page: 100_000, language: largestLanguage }, 100_000)).toBeNull();
  expect(bundleProblem({ page: 100_000, language: largestLanguage + 1 }, 100_000)).toContain('more than 100 KiB');
  expect(bundleProblem({ page: 100_000, language: 0 }, 100_000)).toContain('No language');
});

test('the committed baseline is within the limit', () => {
  expect(bundleBaseline()).toBeLessThanOrEqual(largestBundle);
});
