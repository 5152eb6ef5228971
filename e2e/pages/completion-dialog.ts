import type { Locator, Page } from '@playwright/test';

/** What completing an upload would make, send and replace, before anything is sent. */
export class CompletionDialog {
  readonly dialog: Locator;
  readonly start: Locator;
  /** The tick that allows to replace the object under the key. */
  readonly replace: Locator;
  readonly parts: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Complete upload' });
    this.start = this.dialog.getByRole('button', { name: 'Complete upload' });
    this.replace = this.dialog.getByRole('checkbox', { name: 'Replace the object' });
    this.parts = this.dialog.getByRole('grid', { name: 'Parts to complete with' });
  }

  async typeBucketName(name: string): Promise<void> {
    await this.dialog.getByLabel('Bucket name', { exact: true }).fill(name);
  }
}
