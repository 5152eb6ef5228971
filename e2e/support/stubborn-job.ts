import { expect } from '@playwright/test';
import type { App } from '../pages/app.ts';
import { longWaitAfterFirstAbort, type TestPractice } from './stores/practice.ts';
import type { Seeded } from './stores/seeding.ts';

/**
 * Cleans up an upload of which parts come back once. Resolves while its job waits, some seconds, for the look after that.
 *
 * @param app without a connection yet, which this makes
 * @returns the upload
 */
export async function beginStubbornJob(
  app: App,
  practice: TestPractice,
  { key, seconds = 60 }: { key: string; seconds?: number },
): Promise<Seeded> {
  practice.behave({ lateParts: [{ afterAbort: 1, parts: 2, size: 2048 }] });
  const upload = practice.seed(key, [2048]);
  await app.scan(practice.store, upload.bucket);
  practice.behave({ faults: [longWaitAfterFirstAbort(key, seconds)] });
  await app.abort(key);
  await expect(app.activity.verdict(key)).toHaveText('stubborn');
  return upload;
}
