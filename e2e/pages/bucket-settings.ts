import { expect, type Locator, type Page } from '@playwright/test';

/** The dialog `Bucket settings`. */
export class BucketSettingsDialog {
  readonly dialog: Locator;
  readonly pays: Locator;
  readonly owner: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'Bucket settings' });
    this.pays = this.dialog.getByLabel('Requester Pays');
    this.owner = this.dialog.getByLabel('Expected bucket owner');
  }

  /** Opens it from the menu of the bucket that is shown. */
  async open(): Promise<void> {
    await this.#page.getByRole('main').getByRole('button', { name: 'More for this bucket' }).click();
    await this.#page.getByRole('menuitem', { name: 'Bucket settings…' }).click();
    await expect(this.dialog).toBeVisible();
  }

  async save(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Save settings' }).click();
    await expect(this.dialog).toBeHidden();
  }
}
