import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { bundleBaseline, bundleProblem, bundleSize } from '../bench/bundle-size.ts';

// Among the flows because these run on a fresh build.
test('@browser the page is no larger than agreed', () => {
  expect(bundleProblem(bundleSize(join(import.meta.dirname, '../..')), bundleBaseline())).toBeNull();
});
