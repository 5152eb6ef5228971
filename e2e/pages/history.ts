import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

/** The screen `History`: every job, and one job's record. */
export class HistoryPage {
  readonly #page: Page;
  /** The sidebar's way there. */
  readonly entry: Locator;
  readonly search: Locator;
  readonly connection: Locator;
  readonly table: Locator;
  readonly rows: Locator;
  readonly main: Locator;
  readonly back: Locator;
  readonly export: Locator;
  /** Whether the evidence is what was written. */
  readonly chain: Locator;
  readonly items: Locator;
  readonly evidence: Locator;
  /** What the newest verification found, in a sentence. */
  readonly sentence: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.entry = page.getByRole('navigation', { name: 'Connections' }).getByRole('button', { name: 'History' });
    this.main = page.getByRole('main');
    this.search = this.main.getByLabel('Search', { exact: true });
    this.connection = this.main.getByLabel('Connection', { exact: true });
    this.table = this.main.getByRole('table', { name: 'History' });
    this.rows = this.table.locator('tbody').getByRole('row');
    this.back = this.main.getByRole('button', { name: 'Back to all jobs' });
    this.export = this.main.getByRole('button', { name: 'Export…' });
    this.chain = this.main.getByRole('status', { name: 'Evidence' });
    this.items = this.main.getByRole('grid', { name: 'Uploads of this job' });
    this.evidence = this.main.getByRole('grid', { name: 'Evidence' });
    this.sentence = this.main.getByRole('status', { name: 'Verification' });
  }

  async open(): Promise<void> {
    await this.entry.click();
    await expect(this.main.getByRole('heading', { name: 'History' })).toBeVisible();
  }

  /** Opens the newest job of a bucket. */
  async openJob(bucket: string): Promise<void> {
    await this.rows
      .filter({ hasText: bucket })
      .first()
      .getByRole('button', { name: new RegExp(`^${bucket}`) })
      .click();
    await expect(this.chain).not.toContainText('Checking');
  }

  item(shownKey: string): Locator {
    return this.items.getByRole('row').filter({ hasText: shownKey });
  }

  /** Shows the uploads, or the lines of evidence. */
  async show(what: 'Uploads' | 'Evidence'): Promise<void> {
    await this.main.getByRole('radiogroup', { name: 'Show' }).getByText(what, { exact: true }).click();
  }

  /** Saves one of the files of a menu `Export…`. */
  async save(choice: RegExp, button: Locator = this.export): Promise<{ fileName: string; text: string }> {
    await button.click();
    const downloading = this.#page.waitForEvent('download');
    await this.#page.getByRole('menuitem', { name: choice }).click();
    const download = await downloading;
    return { fileName: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  }
}
