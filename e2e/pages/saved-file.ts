import type { Page } from '@playwright/test';

/** A file that the page saved, as the person has it afterwards. */
export interface SavedByPage {
  name: string;
  bytes: Buffer;
  text: string;
}

/** What the page saves once `act` is done. Fails where it saves nothing. */
export async function savedBy(page: Page, act: () => Promise<void>): Promise<SavedByPage> {
  const downloading = page.waitForEvent('download');
  await act();
  const download = await downloading;
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  return { name: download.suggestedFilename(), bytes, text: bytes.toString('utf8') };
}

/** Presses `Export…` within something, and then an entry of its menu. */
export async function exportedFrom(
  page: Page,
  within: ReturnType<Page['locator']>,
  entry: string,
): Promise<SavedByPage> {
  await within.getByRole('button', { name: 'Export…' }).click();
  return savedBy(page, () => page.getByRole('menuitem', { name: entry, exact: true }).click());
}
