import { expect, type Locator, type Page } from '@playwright/test';

/** The dialog `Costs`. */
export class CostsDialog {
  readonly dialog: Locator;
  readonly prices: Locator;
  readonly forecast: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'Costs' });
    this.prices = this.dialog.getByRole('table', { name: 'Prices' });
    this.forecast = this.dialog.getByRole('table', { name: 'Forecast by month' });
  }

  /** Opens it from the menu of the bucket that is shown. */
  async open(): Promise<void> {
    await this.#page.getByRole('main').getByRole('button', { name: 'More for this bucket' }).click();
    await this.#page.getByRole('menuitem', { name: 'Costs…' }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** Enters what a person pays, and closes the dialog. */
  async setPrice(currency: string, perGiBMonth: string, perThousandLists = ''): Promise<void> {
    await this.dialog.getByLabel('Currency').fill(currency);
    await this.dialog.getByLabel('For a GiB and month').fill(perGiBMonth);
    await this.dialog.getByLabel('For 1,000 requests that list').fill(perThousandLists);
    await this.dialog.getByRole('button', { name: 'Save your price' }).click();
    await expect(this.dialog.getByRole('heading', { name: 'Prices: Your own price' })).toBeVisible();
  }

  async close(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await expect(this.dialog).toBeHidden();
  }
}
