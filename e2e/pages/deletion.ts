import { expect, type Locator, type Page } from '@playwright/test';

/** The dialog `Why can’t it be deleted?`. */
export class DeletionDialog {
  readonly dialog: Locator;
  readonly summary: Locator;
  readonly causes: Locator;
  readonly unknown: Locator;
  readonly lookAgain: Locator;
  readonly clearUploads: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'Why can’t it be deleted?' });
    this.summary = this.dialog.getByRole('status');
    this.causes = this.dialog.getByRole('region', { name: 'Causes' }).getByRole('listitem');
    this.unknown = this.dialog.getByRole('region', { name: 'Not known' }).getByRole('listitem');
    this.lookAgain = this.dialog.getByRole('button', { name: 'Look again' });
    this.clearUploads = this.dialog.getByRole('button', { name: 'Clear the uploads…' });
  }

  /** From the menu of the bucket that is shown. */
  async open(): Promise<void> {
    await this.#page.getByRole('main').getByRole('button', { name: 'More for this bucket' }).click();
    await this.#page.getByRole('menuitem', { name: 'Why can’t it be deleted?' }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** Saves the commands for a POSIX shell. @returns their text */
  async saveCommands(): Promise<string> {
    await this.dialog.getByRole('button', { name: 'Export…' }).click();
    const download = this.#page.waitForEvent('download');
    await this.#page.getByRole('menuitem', { name: 'Commands that empty and delete it, for sh' }).click();
    const stream = await (await download).createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString('utf8');
  }
}
