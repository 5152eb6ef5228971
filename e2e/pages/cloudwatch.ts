import { expect, type Locator, type Page } from '@playwright/test';

/** The dialog `CloudWatch`. */
export class CloudWatchDialog {
  readonly dialog: Locator;
  readonly endpoint: Locator;
  readonly switchOn: Locator;
  readonly ask: Locator;
  readonly sizes: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'CloudWatch' });
    this.endpoint = this.dialog.getByLabel('CloudWatch endpoint');
    this.switchOn = this.dialog.getByRole('button', { name: 'Let CloudWatch be asked' });
    this.ask = this.dialog.getByRole('button', { name: /^Ask about / });
    this.sizes = this.dialog.getByRole('table', { name: 'Sizes that CloudWatch told' }).getByRole('row');
  }

  /** From a connection's overview. */
  async open(): Promise<void> {
    await this.#page.getByRole('button', { name: 'More for this connection' }).click();
    await this.#page.getByRole('menuitem', { name: 'Sizes by CloudWatch…' }).click();
    await expect(this.dialog).toBeVisible();
  }
}
