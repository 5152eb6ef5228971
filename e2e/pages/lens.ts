import { expect, type Locator, type Page } from '@playwright/test';

/** The dialog `Storage Lens`. */
export class LensDialog {
  readonly dialog: Locator;
  readonly folder: Locator;
  readonly readExport: Locator;
  readonly buckets: Locator;
  readonly doubts: Locator;
  readonly scanWorst: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'Storage Lens' });
    this.folder = this.dialog.getByLabel('Folder on this computer, or its bucket');
    this.readExport = this.dialog.getByRole('button', { name: 'Read export' });
    this.buckets = this.dialog.getByRole('table', { name: 'Buckets of the export' }).getByRole('row');
    this.doubts = this.dialog.getByRole('region', { name: 'What is not in the numbers' });
    this.scanWorst = this.dialog.getByRole('button', { name: /^Scan the worst / });
  }

  /** From a connection's overview. */
  async open(): Promise<void> {
    await this.#page.getByRole('button', { name: 'More for this connection' }).click();
    await this.#page.getByRole('menuitem', { name: 'Import a Storage Lens export…' }).click();
    await expect(this.folder).toBeVisible();
  }

  async read(folder: string): Promise<void> {
    await this.folder.fill(folder);
    await this.readExport.click();
  }
}
