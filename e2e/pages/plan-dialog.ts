import type { Locator, Page } from '@playwright/test';

/** The clean-up plan: what will be aborted, before anything is. */
export class PlanDialog {
  readonly dialog: Locator;
  readonly start: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Clean-up plan' });
    this.start = this.dialog.getByRole('button', { name: 'Start clean-up' });
  }

  /** The box by which an active upload is taken in. */
  tick(shownKey: string): Locator {
    return this.dialog.getByRole('checkbox', { name: `Abort ${shownKey}` });
  }

  async typeBucketName(name: string): Promise<void> {
    await this.dialog.getByLabel('Bucket name', { exact: true }).fill(name);
  }
}
