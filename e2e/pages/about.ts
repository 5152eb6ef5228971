import type { Locator, Page } from '@playwright/test';

/** What the app says of itself, where a web browser shows it. */
export class AboutDialog {
  readonly dialog: Locator;
  readonly diagnostics: Locator;
  readonly copy: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'About Loose Parts' });
    this.diagnostics = this.dialog.getByLabel('Diagnostics');
    this.copy = this.dialog.getByRole('button', { name: 'Copy', exact: true });
  }

  async open(): Promise<void> {
    await this.#page.getByRole('button', { name: 'More for connections' }).click();
    await this.#page.getByRole('menuitem', { name: 'About Loose Parts…' }).click();
  }
}
